// Makes the calls of a table with the AWS SDK for JavaScript: sts-calls.mjs TABLE MODEL. Prints a line of JSON for each.
import { readFileSync } from "node:fs";
import * as sts from "@aws-sdk/client-sts";
import { readModel } from "./faults.mjs";

const table = JSON.parse(readFileSync(process.argv[2], "utf8"));
const faults = readModel(process.argv[3]);
const clients = new Map();

function client(name) {
  if (!clients.has(name)) {
    const keys = name ? table.credentials[name] : { id: "AKIDEXAMPLE", secret: "unused" };
    const credentials = { accessKeyId: keys.id, secretAccessKey: keys.secret, sessionToken: keys.token ?? undefined };
    clients.set(name, new sts.STSClient({ region: "us-east-1", endpoint: table.endpoint, maxAttempts: 1, credentials }));
  }
  return clients.get(name);
}

for (const { id, operation, as, parameters } of table.calls) {
  const Command = sts[`${operation}Command`];
  const seen = { id, unknown: Command ? [] : [operation] };
  if (Command) {
    try {
      const { $metadata, ...answer } = await client(as).send(new Command(parameters));
      seen.answer = answer;
      seen.faults = faults(operation, answer);
    } catch (error) {
      if (!error.$metadata) {
        throw error;
      }
      seen.code = error.Code ?? error.Error?.Code ?? error.name;
      seen.status = error.$metadata.httpStatusCode;
    }
  }
  console.log(JSON.stringify(seen));
}

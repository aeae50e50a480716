// Makes calls of IAM with the AWS SDK for JavaScript for another program: a line of JSON in for each call, a line out for its answer.
//   iam-bridge.mjs MODEL      in: {"key", "secret", "operation", "parameters"}; out: {"answer", "faults"} or {"code", "message", "status"}
import { createInterface } from "node:readline";
import * as iam from "@aws-sdk/client-iam";
import { readModel } from "./faults.mjs";

const faults = readModel(process.argv[2]);
const clients = new Map();

function client({ key, secret }) {
  if (!clients.has(key)) {
    clients.set(key, new iam.IAMClient({ region: "us-east-1", maxAttempts: 1, credentials: { accessKeyId: key, secretAccessKey: secret } }));
  }
  return clients.get(key);
}

// Bytes and instants have no form in JSON.
function plain(value) {
  if (value instanceof Uint8Array) {
    return { $bytes: Buffer.from(value).toString("base64") };
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return value.map(plain);
  }
  return value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)])) : value;
}

for await (const line of createInterface({ input: process.stdin })) {
  const call = JSON.parse(line);
  const Command = iam[`${call.operation}Command`];
  let said;
  if (!Command) {
    said = { unknown: call.operation };
  } else {
    try {
      const { $metadata, ...answer } = await client(call).send(new Command(call.parameters));
      said = { answer: plain(answer), faults: faults(call.operation, answer) };
    } catch (error) {
      if (!error.$metadata?.httpStatusCode) {
        said = { code: "client", message: String(error), status: 0 };
      } else {
        said = { code: error.Code ?? error.Error?.Code ?? error.name, message: error.message, status: error.$metadata.httpStatusCode };
      }
    }
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}

// Calls with the credentials the SDK's own chain finds; between them the chain decides itself whether to ask again: COUNT MILLISECONDS-BETWEEN
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const [count, pause] = process.argv.slice(2).map(Number);
const sts = new STSClient({});
for (let call = 0; call < count; call++) {
  console.log((await sts.send(new GetCallerIdentityCommand({}))).Arn);
  await new Promise((resolve) => setTimeout(resolve, pause));
}

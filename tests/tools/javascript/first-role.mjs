// The first minute with the AWS SDK for JavaScript: assume a role with and without its external id, and say who one is then.
import { AssumeRoleCommand, GetAccessKeyInfoCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";

const [role, externalId] = process.argv.slice(2);
const sts = new STSClient({});
const { Credentials: made } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "first", ExternalId: externalId }));
const session = new STSClient({
  credentials: { accessKeyId: made.AccessKeyId, secretAccessKey: made.SecretAccessKey, sessionToken: made.SessionToken },
});
const identity = await session.send(new GetCallerIdentityCommand({}));
const { Account: keyAccount } = await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: made.AccessKeyId }));
let refused = null;
try {
  await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "first" }));
} catch (error) {
  refused = { code: error.name, status: error.$metadata.httpStatusCode };
}
console.log(JSON.stringify({ arn: identity.Arn, account: identity.Account, keyAccount, refused }));

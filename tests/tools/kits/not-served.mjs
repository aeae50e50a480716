// Calls services that Daypass does not serve, with the newest SDK for JavaScript, and prints what each error says.
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDaypass } from 'daypass-testing';

const daypass = await startDaypass();
const config = (await daypass.newAccount()).config();
const calls = [
  [new S3Client(config), new ListBucketsCommand()],
  [new SQSClient(config), new ListQueuesCommand()],
  [new DynamoDBClient(config), new ListTablesCommand()],
  [new LambdaClient(config), new ListFunctionsCommand()],
];
for (const [client, command] of calls) {
  try {
    await client.send(command);
    console.log('served');
  } catch (failure) {
    console.log(`${failure.name}: ${failure.message} (${failure.$metadata?.attempts})`);
  }
}
await daypass.close();

// Who may assume the role that deploys. Each test has an account of its own.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { startDaypass } from 'daypass-testing';

const daypass = await startDaypass();
after(() => daypass.close());

const policy = (statement) => ({ Version: '2012-10-17', Statement: [statement] });

async function newAccount() {
  const account = await daypass.newAccount();
  return account.apply({
    users: [{ name: 'ci', inlinePolicies: { assume: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }) } }],
    roles: [
      {
        name: 'deploy',
        trustPolicy: policy({
          Effect: 'Allow',
          Principal: { AWS: account.userArn('ci') },
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'sts:ExternalId': 'blue' } },
        }),
      },
    ],
  });
}

const assume = (account, more) => new AssumeRoleCommand({ RoleArn: account.roleArn('deploy'), RoleSessionName: 'build', ...more });

test('who knows the external id may deploy', async () => {
  const account = await newAccount();
  const answer = await new STSClient(account.config('ci')).send(assume(account, { ExternalId: 'blue' }));
  assert.equal(answer.AssumedRoleUser.Arn, `arn:aws:sts::${account.id}:assumed-role/deploy/build`);
});

test('who does not know it is refused by the trust policy', async () => {
  const account = await newAccount();
  await assert.rejects(new STSClient(account.config('ci')).send(assume(account)), { name: 'AccessDenied' });
  assert.equal((await account.decisions()).at(-1).layer, 'trust');
});

test('a session ends after an hour', async () => {
  const account = await newAccount();
  const { Credentials } = await new STSClient(account.config('ci')).send(assume(account, { ExternalId: 'blue' }));
  const deploy = new STSClient(account.config(Credentials));

  await daypass.clock.advance({ minutes: 59 });
  await deploy.send(new GetCallerIdentityCommand());
  await daypass.clock.advance({ minutes: 2 });
  await assert.rejects(deploy.send(new GetCallerIdentityCommand()), { name: 'ExpiredToken' });
  await daypass.clock.reset();
});

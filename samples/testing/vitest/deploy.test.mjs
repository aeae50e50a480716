// Who may assume the role that deploys. One server for the run, an account for each test.
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { connect } from 'daypass-testing/vitest';
import { expect, inject, test } from 'vitest';

const daypass = connect(inject);

const trust = (principal) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'blue' } },
    },
  ],
});

test.concurrent.each(['blue', 'red'])('the external id %s', async (ExternalId) => {
  const account = await daypass.newAccount();
  await account.apply({ roles: [{ name: 'deploy', trustPolicy: trust(account.userArn('admin')) }] });
  const assuming = new STSClient(account.config()).send(
    new AssumeRoleCommand({ RoleArn: account.roleArn('deploy'), RoleSessionName: 'build', ExternalId }),
  );

  if (ExternalId === 'blue') {
    await expect(assuming).resolves.toHaveProperty('Credentials');
  } else {
    await expect(assuming).rejects.toThrow('is not authorized to perform: sts:AssumeRole');
    expect((await account.decisions()).at(-1)).toMatchObject({ outcome: 'implicitDeny', layer: 'trust' });
  }
});

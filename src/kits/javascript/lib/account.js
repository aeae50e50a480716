/** An account of a server for tests, with the keys of those in it. Parallel tests take one each. */
export class Account {
  #server;
  #told;

  constructor(server, told) {
    this.#server = server;
    this.#told = told;
  }

  /** The 12-digit account id. */
  get id() {
    return this.#told.id;
  }

  /** The names of those who have an access key. */
  get users() {
    return this.#told.users.map((user) => user.name);
  }

  roleArn(name) {
    return `arn:aws:iam::${this.id}:role/${name}`;
  }

  userArn(name) {
    return `arn:aws:iam::${this.id}:user/${name}`;
  }

  /** The credentials of a user, or of root. */
  credentials(user = 'admin') {
    const found = this.#told.users.find((one) => one.name === user);
    if (!found) throw new Error(`Nobody called '${user}' has an access key in account ${this.id}; there are ${this.users.join(', ')}.`);
    return { accessKeyId: found.accessKeyId, secretAccessKey: found.secretAccessKey };
  }

  /** The configuration of a client of the AWS SDK: new STSClient(account.config('ci')). It takes a user's name, or the Credentials of an answer of STS. */
  config(user = 'admin') {
    const credentials =
      typeof user === 'string'
        ? this.credentials(user)
        : { accessKeyId: user.AccessKeyId, secretAccessKey: user.SecretAccessKey, sessionToken: user.SessionToken };
    return { endpoint: this.#server.url, region: 'us-east-1', credentials };
  }

  /** The variables by which any AWS SDK, the aws CLI and Terraform use the server as this user. */
  environment(user = 'admin') {
    const { accessKeyId, secretAccessKey } = this.credentials(user);
    return {
      AWS_ENDPOINT_URL_STS: this.#server.url,
      AWS_ENDPOINT_URL_IAM: this.#server.url,
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    };
  }

  /** Adds users, roles, policies and groups, as the members of an account in a world file. Each user gets an access key unless it says otherwise. */
  async apply(members) {
    const users = members.users?.map((user) => ({ accessKeys: [{ generate: true }], ...user }));
    const told = await this.#server.world({ version: 1, accounts: [{ id: this.id, ...members, ...(users && { users }) }] });
    this.#told = told.find((account) => account.id === this.id).#told;
    return this;
  }

  /** What was decided about requests of this account, the oldest first. */
  async decisions() {
    return (await this.#server.decisions()).filter((decision) => decision.account === this.id);
  }
}

export interface Decision {
  number: number;
  at: string;
  requestId: string;
  operation?: string;
  caller?: string;
  account?: string;
  outcome: 'allowed' | 'implicitDeny' | 'explicitDeny' | 'refused';
  layer?: string;
  policy?: string;
  statement?: number;
  sid?: string;
  action?: string;
  resource?: string;
  code?: string;
  message?: string;
  reason?: string;
  isAllowed: boolean;
  accesses: { action: string; resource: string; outcome: string; layer: string; policy?: string; statement?: number; sid?: string }[];
}

/** Members of an account in a world file. */
export interface Members {
  users?: object[];
  roles?: object[];
  groups?: object[];
  policies?: object[];
  [member: string]: unknown;
}

export interface SessionCredentials {
  AccessKeyId?: string;
  SecretAccessKey?: string;
  SessionToken?: string;
}

export class Account {
  readonly id: string;
  readonly users: string[];
  roleArn(name: string): string;
  userArn(name: string): string;
  credentials(user?: string): { accessKeyId: string; secretAccessKey: string };
  config(user?: string | SessionCredentials): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  };
  environment(user?: string): Record<string, string>;
  apply(members: Members): Promise<Account>;
  decisions(): Promise<Decision[]>;
}

export class Clock {
  now(): Promise<Date>;
  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): Promise<void>;
  set(instant: Date, options?: { hold?: boolean }): Promise<void>;
  reset(): Promise<void>;
}

export class Server implements AsyncDisposable {
  readonly url: string;
  readonly controlUrl: string;
  readonly version: string;
  readonly clock: Clock;
  readonly accounts: Account[];
  newAccount(account?: { id?: string; name?: string } & Members): Promise<Account>;
  world(world: object): Promise<Account[]>;
  reset(): Promise<void>;
  snapshot(): Promise<string>;
  restore(snapshot: string): Promise<void>;
  decisions(options?: { after?: number }): Promise<Decision[]>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export class ControlError extends Error {}

export function startDaypass(options?: { program?: string; world?: object; arguments?: string[] }): Promise<Server>;
export function connectDaypass(told: { url: string; controlUrl: string; version: string }): Server;

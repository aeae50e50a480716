import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from './account.js';
import { Clock } from './clock.js';
import { Control } from './control.js';
import { findProgram } from './program.js';

const LONGEST_START = 60_000;
const PAUSE = 10;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A Daypass server on a free port of loopback that keeps nothing. */
export class Server {
  #control;
  #end;

  constructor(ready, end) {
    this.url = ready.url;
    this.version = ready.version;
    this.controlUrl = ready.controlUrl;
    this.#control = new Control(ready.controlUrl);
    this.clock = new Clock(this.#control);
    this.accounts = (ready.accounts ?? []).map((told) => new Account(this, told));
    this.#end = end;
  }

  /** An account of its own, with the users root and admin; with members, those of an account in a world file are in it as well. */
  async newAccount({ id, name = 'test', ...members } = {}) {
    const account = new Account(this, await this.#control.ask('POST', 'accounts', { id, name }));
    return Object.keys(members).length > 0 ? account.apply(members) : account;
  }

  /** Adds and changes what a world file says; returns all accounts as they are then. */
  async world(world) {
    return (await this.#control.ask('POST', 'world', world)).accounts.map((told) => new Account(this, told));
  }

  /** Everything is as it was after the start: what is stored, the clock, no decisions. */
  async reset() {
    await this.#control.ask('POST', 'reset');
  }

  /** Keeps what is stored now; returns its name for restore(). */
  async snapshot() {
    return (await this.#control.ask('POST', 'snapshots')).snapshot;
  }

  /** Goes back to a snapshot, as often as you like. */
  async restore(snapshot) {
    await this.#control.ask('POST', `snapshots/${encodeURIComponent(snapshot)}/restore`);
  }

  /** What was decided about each request, the oldest first. */
  async decisions({ after = 0 } = {}) {
    return (await this.#control.ask('GET', `decisions?after=${after}`)).decisions;
  }

  /** Ends the server; what it held is gone. One that was only connected to goes on. */
  async close() {
    await this.#end?.();
    this.#end = undefined;
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() {
    await this.close();
  }
}

/** A server that somebody else started, such as the global setup of a test runner. */
export function connectDaypass({ url, controlUrl, version }) {
  return new Server({ url, controlUrl, version });
}

/** Starts a server. */
export async function startDaypass({ program, world, arguments: more = [] } = {}) {
  const command = findProgram(program);
  const folder = await mkdtemp(join(tmpdir(), 'daypass-testing-'));
  const ready = join(folder, 'ready.json');
  const line = [...command.slice(1), '--ephemeral', '--test-controls', '--ready-file', ready, ...more];
  if (world !== undefined) {
    const file = join(folder, 'world.json');
    await writeFile(file, JSON.stringify(world));
    line.push('--world', file);
  }
  const log = openSync(join(folder, 'log'), 'w');
  const child = spawn(command[0], line, { stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve(signal ?? code));
    child.on('error', (failure) => resolve(failure.message));
  });

  // A test run that is over need not wait for the server, and takes it along.
  child.unref();
  const kill = () => child.kill();
  process.on('exit', kill);
  const end = async () => {
    process.removeListener('exit', kill);
    child.ref();
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    return new Server(await waitFor(ready, ended, folder), end);
  } catch (failure) {
    await end();
    throw failure;
  }
}

async function waitFor(ready, ended, folder) {
  const deadline = performance.now() + LONGEST_START;
  let outcome;
  ended.then((how) => (outcome = { how }));
  while (performance.now() < deadline) {
    const isOver = outcome;
    try {
      return JSON.parse(await readFile(ready, 'utf8'));
    } catch (failure) {
      if (failure.code !== 'ENOENT') throw failure;
    }
    if (isOver) {
      const said = (await readFile(join(folder, 'log'), 'utf8')).trim();
      throw new Error(`daypass-server ended with ${isOver.how}: ${said}`);
    }
    await pause(PAUSE);
  }
  throw new Error(`daypass-server was not ready within ${LONGEST_START / 1000} seconds.`);
}

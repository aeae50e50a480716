import { connectDaypass, startDaypass } from './index.js';

/** For globalSetup of vitest: one server for the whole run, which tests reach by connect(inject). */
export default async function setup({ provide }) {
  const server = await startDaypass();
  provide('daypass', { url: server.url, controlUrl: server.controlUrl, version: server.version });
  return () => server.close();
}

/** The server of the run, in a test: connect(inject) with inject of vitest. */
export function connect(inject) {
  return connectDaypass(inject('daypass'));
}

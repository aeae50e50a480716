export { Account } from './lib/account.js';
export { ControlError } from './lib/control.js';
export { Server, connectDaypass, startDaypass } from './lib/server.js';

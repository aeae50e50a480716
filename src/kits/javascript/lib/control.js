import { request } from 'node:http';

/** The server did not do what the test asked for; the message is its sentence. */
export class ControlError extends Error {
  constructor(sentence) {
    super(sentence);
    this.name = 'ControlError';
  }
}

/** Asks the control address of a server of this machine. */
export class Control {
  constructor(url) {
    this.url = url;
  }

  ask(method, path, body) {
    const data = body === undefined ? '' : JSON.stringify(body);
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(data) };
    return new Promise((resolve, reject) => {
      const asking = request(`${this.url}/${path}`, { method, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part) => (text += part));
        answer.on('error', reject);
        answer.on('end', () => {
          try {
            const told = JSON.parse(text);
            if (answer.statusCode === 200) resolve(told);
            else reject(new ControlError(told.error));
          } catch {
            reject(new ControlError(`${method} ${path} was answered with ${answer.statusCode}: ${text}`));
          }
        });
      });
      asking.on('error', reject);
      asking.end(data);
    });
  }
}

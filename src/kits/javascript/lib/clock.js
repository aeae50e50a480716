/** The server's time of day. Clients go on signing by the machine's clock. */
export class Clock {
  #control;

  constructor(control) {
    this.#control = control;
  }

  /** What it tells. */
  async now() {
    return new Date((await this.#control.ask('GET', 'clock')).now);
  }

  /** Moves it: advance({ minutes: 5 }), advance({ hours: -1 }). */
  async advance({ days = 0, hours = 0, minutes = 0, seconds = 0 }) {
    await this.#control.ask('POST', 'clock', { advanceSeconds: ((days * 24 + hours) * 60 + minutes) * 60 + seconds });
  }

  /** Sets it; with hold it stands still there. */
  async set(instant, { hold = false } = {}) {
    await this.#control.ask('POST', 'clock', { set: instant.toISOString(), hold });
  }

  /** Has it tell the machine's time again. */
  async reset() {
    await this.#control.ask('POST', 'clock', { reset: true });
  }
}

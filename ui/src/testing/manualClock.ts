import type { Clock } from '../api/clock';

/** A clock that stands still until it is told how much time has passed; tasks run in order of their time. */
export class ManualClock implements Clock {
  #nowMillis: number;
  #tasks: { atMillis: number; task: () => void }[] = [];

  constructor(nowMillis = 1_000_000) {
    this.#nowMillis = nowMillis;
  }

  now(): number {
    return this.#nowMillis;
  }

  after(millis: number, task: () => void) {
    const entry = { atMillis: this.#nowMillis + millis, task };
    this.#tasks.push(entry);
    return {
      cancel: () => {
        this.#tasks = this.#tasks.filter((t) => t !== entry);
      },
    };
  }

  pass(millis: number): void {
    const until = this.#nowMillis + millis;
    for (;;) {
      const [next] = this.#tasks.filter((t) => t.atMillis <= until).sort((a, b) => a.atMillis - b.atMillis);
      if (next === undefined) break;
      this.#tasks = this.#tasks.filter((t) => t !== next);
      this.#nowMillis = Math.max(this.#nowMillis, next.atMillis);
      next.task();
    }
    this.#nowMillis = until;
  }
}

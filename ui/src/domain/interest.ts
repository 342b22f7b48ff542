import type { Clock, Timer } from '../api/clock';

/** Views come and go in one turn of the browser; what they want is reported once afterwards. */
const SETTLE_MILLIS = 20;

/**
 * What the views on screen want to be sent, counted by reference: a name is wanted until the last of those who asked
 * for it lets go. The listener gets the names in order, and only when they have changed.
 */
export class Interest {
  readonly #counts = new Map<string, number>();
  readonly #clock: Clock;
  readonly #onChange: (names: readonly string[]) => void;
  #reported: readonly string[] = [];
  #report: Timer | null = null;

  constructor(clock: Clock, onChange: (names: readonly string[]) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  has(name: string): boolean {
    return this.#counts.has(name);
  }

  /** Wants `name` until the answer is called; calling it again does nothing. */
  want(name: string): () => void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.#changed();
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = (this.#counts.get(name) ?? 1) - 1;
      if (left > 0) this.#counts.set(name, left);
      else this.#counts.delete(name);
      this.#changed();
    };
  }

  #changed(): void {
    this.#report ??= this.#clock.after(SETTLE_MILLIS, () => {
      this.#report = null;
      const names = [...this.#counts.keys()].sort();
      if (names.length === this.#reported.length && names.every((name, i) => name === this.#reported[i])) return;
      this.#reported = names;
      this.#onChange(names);
    });
  }
}

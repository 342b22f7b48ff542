import type { Sample } from './sample';
import type { Extent } from './timeWindow';

/** The newest sample of every metric of one device; listeners are notified by the store, a few times a second. */
export class DeviceSamples {
  readonly device: string;
  /** Whether the server has said from when to when the device has samples, or that it does not know. */
  reachKnown = false;
  readonly #latest = new Map<string, Sample>();
  readonly #listeners = new Set<() => void>();
  #extent: Extent = { oldestMillis: Number.NaN, newestMillis: Number.NaN };
  #metrics: readonly string[] = [];

  constructor(device: string) {
    this.device = device;
  }

  /** From the oldest to the newest sample, as far as is known. */
  get extent(): Extent {
    return this.#extent;
  }

  /** Metrics that have sent a sample since the device is followed, by name; the same array until there is a new one. */
  get metrics(): readonly string[] {
    return this.#metrics;
  }

  latest(metric: string): Sample | undefined {
    return this.#latest.get(metric);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes a sample of a metric unless a newer one is here. */
  take(metric: string, sample: Sample): void {
    const before = this.#latest.get(metric);
    if (before === undefined) this.#metrics = [...this.#metrics, metric].sort();
    if (before && before.timestampMillis > sample.timestampMillis) return;
    this.#latest.set(metric, sample);
    this.extend(sample.timestampMillis, sample.timestampMillis);
  }

  extend(fromMillis: number, toMillis: number): void {
    const { oldestMillis: oldest, newestMillis: newest } = this.#extent;
    if (oldest <= fromMillis && newest >= toMillis) return;
    this.#extent = {
      oldestMillis: oldest <= fromMillis ? oldest : fromMillis,
      newestMillis: newest >= toMillis ? newest : toMillis,
    };
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
  }
}

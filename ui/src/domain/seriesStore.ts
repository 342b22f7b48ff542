import type { Clock, Timer } from '../api/clock';
import type { Batch } from '../api/liveProtocol';
import type { SeriesHistory } from '../api/schema';
import { type Sample, sampleAt, sampleOf } from './sample';
import { SeriesBuffer, type SeriesColumns } from './seriesBuffer';
import type { Extent } from './timeWindow';

const UNKNOWN: Extent = { oldestMillis: Number.NaN, newestMillis: Number.NaN };

/** More than any range asks for (POINTS), so that live samples find room before the oldest go. */
const CAPACITY = 4096;

/** Numbers that change faster than this cannot be read. */
const NOTIFY_MILLIS = 200;

type Watched = {
  buffer: SeriesBuffer;
  /** Live samples that came while history is on its way: they follow it. Null when none is. */
  waiting: Sample[] | null;
  /** A pinned window shows the past: live samples are not appended to it. */
  frozen: boolean;
  version: number;
};

/**
 * The samples of the one device that is on screen; framework-free and outside Redux. Every metric keeps its latest
 * sample; only those that a chart watches keep their past. Charts poll `version`, numbers listen to `onChange`.
 */
export class SeriesStore {
  readonly #latest = new Map<string, Sample>();
  readonly #watched = new Map<string, Watched>();
  readonly #listeners = new Set<() => void>();
  readonly #clock: Clock;
  #notifiedAtMillis = Number.NEGATIVE_INFINITY;
  #notification: Timer | null = null;
  #device: string | null = null;
  #extent: Extent = UNKNOWN;
  #metrics: readonly string[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From the device's oldest to its newest sample, as far as is known. */
  get extent(): Extent {
    return this.#extent;
  }

  /** Metrics heard of so far, in order of name; the same array until there is a new one. */
  get metrics(): readonly string[] {
    return this.#metrics;
  }

  /** Forgets everything and takes only samples of `device` from now on. */
  show(device: string | null): void {
    if (device === this.#device) return;
    this.#device = device;
    this.#latest.clear();
    this.#metrics = [];
    this.#extent = UNKNOWN;
    for (const series of this.#watched.values()) {
      series.buffer.clear();
      series.version++;
    }
    this.#changed();
  }

  /** Says that the device has samples from `oldestMillis` to `newestMillis`. */
  reach(oldestMillis: number, newestMillis: number): void {
    const { oldestMillis: oldest, newestMillis: newest } = this.#extent;
    if (oldest <= oldestMillis && newest >= newestMillis) return;
    this.#extent = {
      oldestMillis: oldest <= oldestMillis ? oldest : oldestMillis,
      newestMillis: newest >= newestMillis ? newest : newestMillis,
    };
  }

  /** Keeps the past of a metric while a chart shows it; the answer ends that. */
  watch(metric: string): () => void {
    const series = { buffer: new SeriesBuffer(CAPACITY), waiting: null, frozen: false, version: 0 };
    this.#watched.set(metric, series);
    return () => {
      if (this.#watched.get(metric) === series) this.#watched.delete(metric);
    };
  }

  /** History has been asked for: live samples wait until they are loaded or `loadFailed`. */
  expectHistory(metric: string): void {
    const series = this.#watched.get(metric);
    if (series) series.waiting ??= [];
  }

  /** Replaces the past of a metric by `history`; live samples follow, and `spanMillis` of them are kept. */
  loadLive(history: SeriesHistory, spanMillis: number): void {
    this.#load(history, spanMillis);
  }

  /** Replaces the past of a metric by `history` and shows only that. */
  loadPinned(history: SeriesHistory): void {
    this.#load(history, null);
  }

  #load(history: SeriesHistory, spanMillis: number | null): void {
    const series = history.device === this.#device ? this.#watched.get(history.metric) : undefined;
    if (!series) return;
    series.buffer.clear(history.bucketMillis ?? 0, history.items[0]?.timestampMillis);
    for (const point of history.items) series.buffer.append(sampleOf(point), point.count);
    series.frozen = spanMillis === null;
    series.buffer.keep(spanMillis ?? 0);
    const last = history.items.at(-1);
    this.#release(series, last?.timestampMillis);
    if (last && !this.#latest.has(history.metric)) this.#hear(history.metric, sampleOf(last));
    this.#changed();
  }

  /** The history did not come: what is live is shown all the same. */
  loadFailed(metric: string): void {
    const series = this.#watched.get(metric);
    if (series) this.#release(series);
  }

  /** Takes what came over the wire. */
  append(batches: readonly Batch[]): void {
    for (const batch of batches) {
      if (batch.device === this.#device) this.#take(batch);
    }
    this.#changed();
  }

  latest(metric: string): Sample | undefined {
    return this.#latest.get(metric);
  }

  columns(metric: string): SeriesColumns | undefined {
    return this.#watched.get(metric)?.buffer.columns();
  }

  /** The sample at an index of the columns, undefined where there is none. */
  sampleAt(metric: string, index: number): Sample | undefined {
    const buffer = this.#watched.get(metric)?.buffer;
    return buffer && index < buffer.length ? buffer.sampleAt(index) : undefined;
  }

  bucketMillis(metric: string): number {
    return this.#watched.get(metric)?.buffer.bucketMillis ?? 0;
  }

  /** Grows with every change of what `columns` gives. */
  version(metric: string): number {
    return this.#watched.get(metric)?.version ?? -1;
  }

  /** Tells of changes, at most five times a second. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(batch: Batch): void {
    const series = this.#watched.get(batch.metric);
    for (let i = 0; i < batch.t.length; i++) {
      const sample = sampleAt(batch, i);
      this.#hear(batch.metric, sample);
      if (!series) continue;
      if (series.waiting) series.waiting.push(sample);
      else if (!series.frozen && series.buffer.append(sample)) series.version++;
    }
  }

  /** Appends what waited, except what the history up to `loadedMillis` holds already. */
  #release(series: Watched, loadedMillis = Number.NEGATIVE_INFINITY): void {
    for (const sample of series.waiting ?? []) {
      if (!series.frozen && sample.timestampMillis > loadedMillis) series.buffer.append(sample);
    }
    series.waiting = null;
    series.version++;
  }

  #hear(metric: string, sample: Sample): void {
    const before = this.#latest.get(metric);
    if (before === undefined) this.#metrics = [...this.#metrics, metric].sort();
    if (before && before.timestampMillis > sample.timestampMillis) return;
    this.#latest.set(metric, sample);
    this.reach(sample.timestampMillis, sample.timestampMillis);
  }

  #changed(): void {
    if (this.#notification !== null) return;
    const pause = this.#notifiedAtMillis + NOTIFY_MILLIS - this.#clock.now();
    if (pause <= 0) this.#notify();
    else this.#notification = this.#clock.after(pause, () => this.#notify());
  }

  #notify(): void {
    this.#notification = null;
    this.#notifiedAtMillis = this.#clock.now();
    for (const listener of this.#listeners) listener();
  }
}

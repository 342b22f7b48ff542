import type { ApiError } from '../api/rest';
import type { SeriesHistory } from '../api/schema';
import { type Sample, sampleOf } from './sample';
import { SeriesBuffer, type SeriesColumns } from './seriesBuffer';
import type { ShownWindow } from './timeWindow';

/** The part of a series that a chart shows: the newest stretch of time, or a fixed one; and how finely. */
export type TrackSpec = {
  device: string;
  metric: string;
  window: ShownWindow;
  points: number;
};

/** Whether the history of a track is here, or why not. */
export type TrackState = 'loading' | 'loaded' | ApiError;

/** Room for live samples beside the history that was asked for. */
const ROOM = 2;

/** The same for the same part of a series, so that two charts share one track. */
export function trackKey({ device, metric, window, points }: TrackSpec): string {
  const part = window.kind === 'live' ? [window.spanMillis] : [window.fromMillis, window.toMillis];
  return JSON.stringify([device, metric, points, ...part]);
}

/**
 * The samples of one part of a series: its history, then what the live connection adds. Charts read the columns and
 * poll `version`; `onState` reports loading, loaded and failed.
 */
export class Track {
  readonly spec: TrackSpec;
  readonly #buffer: SeriesBuffer;
  readonly #listeners = new Set<() => void>();
  #version = 0;
  #state: TrackState = 'loading';

  constructor(spec: TrackSpec) {
    this.spec = spec;
    this.#buffer = new SeriesBuffer(ROOM * spec.points);
    if (spec.window.kind === 'live') this.#buffer.keep(spec.window.spanMillis);
  }

  get state(): TrackState {
    return this.#state;
  }

  /** Grows with every change of the columns. */
  get version(): number {
    return this.#version;
  }

  get length(): number {
    return this.#buffer.length;
  }

  get bytes(): number {
    return this.#buffer.bytes;
  }

  get bucketMillis(): number {
    return this.#buffer.bucketMillis;
  }

  /** The time of the newest sample; NaN when there is none. */
  get newestMillis(): number {
    return this.#buffer.sampleAt(this.#buffer.length - 1).timestampMillis;
  }

  columns(): SeriesColumns {
    return this.#buffer.columns();
  }

  /** The sample at an index of the columns, undefined where there is none. */
  sampleAt(index: number): Sample | undefined {
    return index >= 0 && index < this.#buffer.length ? this.#buffer.sampleAt(index) : undefined;
  }

  /** Takes a live sample; a fixed window shows the past and takes none. */
  append(sample: Sample): void {
    if (this.spec.window.kind === 'live' && this.#buffer.append(sample)) this.#version++;
  }

  /**
   * Replaces the past by `history`; live samples that are newer than it stay.
   * @returns the time of the oldest of these, null when there is none
   */
  load(history: SeriesHistory): number | null {
    const loadedMillis = history.items.at(-1)?.timestampMillis ?? Number.NEGATIVE_INFINITY;
    const newer = this.#newerThan(loadedMillis);
    this.#buffer.clear(history.bucketMillis ?? 0, history.items[0]?.timestampMillis);
    for (const point of history.items) this.#buffer.append(sampleOf(point), point.count);
    for (const sample of newer) this.#buffer.append(sample);
    this.#version++;
    this.enter('loaded');
    return newer[0]?.timestampMillis ?? null;
  }

  enter(state: TrackState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }

  onState(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #newerThan(millis: number): Sample[] {
    const found: Sample[] = [];
    for (let i = this.#buffer.length - 1; i >= 0; i--) {
      const sample = this.#buffer.sampleAt(i);
      if (sample.timestampMillis <= millis) break;
      found.push(sample);
    }
    return found.reverse();
  }
}

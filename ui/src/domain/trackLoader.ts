import type { Clock, Timer } from '../api/clock';
import type { Result } from '../api/rest';
import type { HistoryPoint, SeriesHistory } from '../api/schema';
import type { DeviceSamples } from './deviceSamples';
import { type TimeWindow, windowOf } from './timeWindow';
import type { Track } from './track';

/** Reads a stretch of a series; aborted by the signal. */
export type LoadHistory = (
  series: { device: string; metric: string; points: number },
  window: TimeWindow,
  signal: AbortSignal,
) => Promise<Result<SeriesHistory>>;

type TrackLoaderOptions = {
  track: Track;
  device: DeviceSamples;
  clock: Clock;
  now: () => number;
  loadHistory: LoadHistory;
};

/** The store writes samples a moment after the live connection sends them. */
const STORED_AFTER_MILLIS = 1500;
const MOST_ATTEMPTS = 6;
/** A gap this long is filled at once with what is stored; a shorter one only when all of it is stored. */
const LONG_GAP_MILLIS = 5000;
/** Steps of a series that are looked at to learn the usual one, and how much longer the next may be. */
const STEPS_WATCHED = 64;
const STEP_TOLERANCE = 1.5;

/**
 * Keeps the past of one track complete. The live samples may begin later than the stored ones end, since the store is a
 * moment behind, and they break off when the connection does: then the history is loaded again, until it has no gap.
 */
export class TrackLoader {
  readonly #options: TrackLoaderOptions;
  #request: AbortController | null = null;
  #again: Timer | null = null;
  /** The history has no gap when it reaches this time. */
  #targetMillis = Number.NEGATIVE_INFINITY;
  #attempts = 0;
  #isStale = true;

  constructor(options: TrackLoaderOptions) {
    this.#options = options;
  }

  /** Loads the history unless it is here or on its way. A live track waits until the device's extent is known. */
  loadUnlessLoaded(): void {
    if (!this.#isStale || this.#request !== null) return;
    const { track, device } = this.#options;
    if (track.spec.window.kind === 'live' && !device.reachKnown) return;
    this.#attempts = 0;
    void this.#load();
  }

  /** Samples between these two times may be missing. */
  mend(newestMillis: number, restartMillis: number): void {
    const { track } = this.#options;
    if (track.state !== 'loaded') {
      this.loadUnlessLoaded();
    } else if (track.spec.window.kind === 'live' && restartMillis > newestMillis) {
      this.#targetMillis = restartMillis;
      this.#attempts = 0;
      this.#loadLater(restartMillis - newestMillis > LONG_GAP_MILLIS ? 0 : STORED_AFTER_MILLIS);
    }
  }

  /** No view shows the track: nothing is loaded until it is opened again. */
  idle(): void {
    const { track } = this.#options;
    this.#isStale ||= track.spec.window.kind === 'live' || this.#request !== null;
    this.#request?.abort();
    this.#request = null;
    this.#again?.cancel();
    this.#again = null;
  }

  async #load(): Promise<void> {
    const { track, loadHistory } = this.#options;
    const request = new AbortController();
    this.#request = request;
    const window = this.#window();
    const result = await loadHistory(track.spec, window, request.signal);
    if (request.signal.aborted) return;
    this.#request = null;
    this.#isStale = !result.ok;
    if (!result.ok) {
      track.enter(result.error);
      return;
    }
    const oldestLiveMillis = track.load(result.value) ?? this.#appendNewest(window);
    this.#keepComplete(result.value, oldestLiveMillis);
    this.#showNewest();
  }

  /** A track that was opened after the newest sample came has not seen it. */
  #appendNewest({ fromMillis }: TimeWindow): number | null {
    const { track, device } = this.#options;
    const newest = device.latest(track.spec.metric);
    if (track.spec.window.kind !== 'live' || !newest) return null;
    if (newest.timestampMillis < fromMillis || newest.timestampMillis <= track.newestMillis) return null;
    track.append(newest);
    return newest.timestampMillis;
  }

  /** Loads again while there may be samples between the end of the history and the oldest live one. */
  #keepComplete(history: SeriesHistory, oldestLiveMillis: number | null): void {
    const { bucketMillis = 0, items } = history;
    const reachedMillis = (items.at(-1)?.timestampMillis ?? Number.NEGATIVE_INFINITY) + bucketMillis;
    const isApart = oldestLiveMillis !== null && oldestLiveMillis - reachedMillis > STEP_TOLERANCE * usualStep(items);
    if (this.#attempts === 0 && isApart) this.#targetMillis = Math.max(this.#targetMillis, oldestLiveMillis);
    if (reachedMillis < this.#targetMillis) this.#loadLater(STORED_AFTER_MILLIS);
  }

  /** A series that is silent now still has a newest sample to show. */
  #showNewest(): void {
    const { track, device } = this.#options;
    const newest = track.sampleAt(track.length - 1);
    if (track.spec.window.kind !== 'live' || !newest || device.latest(track.spec.metric)) return;
    device.take(track.spec.metric, newest);
    device.notify();
  }

  #loadLater(millis: number): void {
    if (this.#attempts++ >= MOST_ATTEMPTS) return;
    this.#again?.cancel();
    this.#again = this.#options.clock.after(millis, () => {
      this.#again = null;
      this.#request?.abort();
      void this.#load();
    });
  }

  #window(): TimeWindow {
    const { track, device, now } = this.#options;
    const { fromMillis, toMillis } = windowOf(track.spec.window, now(), device.extent);
    return { fromMillis: Math.floor(fromMillis), toMillis: Math.floor(toMillis + 1) };
  }
}

/** The median of the newest steps between points, in milliseconds; 0 when there are fewer than two points. */
function usualStep(points: readonly HistoryPoint[]): number {
  const newest = points.slice(-STEPS_WATCHED - 1);
  const steps = newest.slice(1).map((point, i) => point.timestampMillis - (newest[i]?.timestampMillis ?? 0));
  return steps.sort((a, b) => a - b)[steps.length >>> 1] ?? 0;
}

import type { Clock, Timer } from '../api/clock';
import type { DeviceSamples } from './deviceSamples';
import type { LoadHistory } from './sampleStore';
import { type TimeWindow, windowOf } from './timeWindow';
import type { Track } from './track';

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

/** Keeps the past of one track complete: loads it, and loads it again where live samples may have been missed. */
export class TrackLoader {
  readonly #options: TrackLoaderOptions;
  #request: AbortController | null = null;
  #again: Timer | null = null;
  /** The history must reach this time before the track has no gap. */
  #completeFromMillis = Number.NEGATIVE_INFINITY;
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
    void this.#load();
  }

  /** Samples between these two times may be missing. */
  mend(newestMillis: number, restartMillis: number): void {
    const { track } = this.#options;
    if (track.state !== 'loaded') {
      this.loadUnlessLoaded();
    } else if (track.spec.window.kind === 'live' && restartMillis > newestMillis) {
      this.#completeFromMillis = restartMillis;
      this.#attempts = 0;
      this.#loadLater(restartMillis - newestMillis > LONG_GAP_MILLIS ? 0 : STORED_AFTER_MILLIS);
    }
  }

  /** Nobody looks: nothing is loaded until the track is opened again. */
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
    const result = await loadHistory(track.spec, this.#window(), request.signal);
    if (request.signal.aborted) return;
    this.#request = null;
    this.#isStale = !result.ok;
    if (!result.ok) {
      track.enter(result.error);
      return;
    }
    track.load(result.value);
    this.#showNewest();
    const { bucketMillis = 0, items } = result.value;
    const reachedMillis = (items.at(-1)?.timestampMillis ?? Number.NEGATIVE_INFINITY) + bucketMillis;
    if (reachedMillis < this.#completeFromMillis) this.#loadLater(STORED_AFTER_MILLIS);
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

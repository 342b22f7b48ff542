import type { Clock, Timer } from '../api/clock';
import type { Batch } from '../api/liveProtocol';
import { DeviceSamples } from './deviceSamples';
import { Interest } from './interest';
import { sampleAt } from './sample';
import type { Extent } from './timeWindow';
import { Track, type TrackSpec, trackKey } from './track';
import { type LoadHistory, TrackLoader } from './trackLoader';

export type SampleStoreOptions = {
  clock: Clock;
  /** The server's time. */
  now: () => number;
  loadHistory: LoadHistory;
  /** Gets the devices whose live samples are wanted, whenever these change. */
  onWanted: (devices: readonly string[]) => void;
  /** What the tracks that no view shows may take beside those on screen. */
  idleBytes?: number;
  /** How many devices that no view shows keep their latest samples. */
  idleDevices?: number;
};

type Kept = { track: Track; loader: TrackLoader; holders: number };

/** Numbers that change faster than this cannot be read. */
const NOTIFY_MILLIS = 200;
const IDLE_BYTES = 24 * 1024 * 1024;
const IDLE_DEVICES = 64;

/**
 * The samples of every device that a view shows; framework-free and outside Redux.
 *
 * A view follows devices, which subscribes to their live samples, and opens tracks, which hold the part of a series
 * that a chart draws. Both are counted by reference. What nobody holds stays for a quick way back and is evicted,
 * least recently used first, beyond `idleBytes` and `idleDevices`.
 */
export class SampleStore {
  readonly #options: SampleStoreOptions;
  readonly #interest: Interest;
  /** In order of use, the least recent first. */
  readonly #devices = new Map<string, DeviceSamples>();
  readonly #tracks = new Map<string, Kept>();
  /** The tracks that a view holds, by series. */
  readonly #held = new Map<string, Set<Kept>>();
  readonly #changed = new Set<DeviceSamples>();
  #notification: Timer | null = null;
  #notifiedAtMillis = Number.NEGATIVE_INFINITY;

  constructor(options: SampleStoreOptions) {
    this.#options = options;
    this.#interest = new Interest(options.clock, options.onWanted);
  }

  /** Bytes of all tracks, in use or not. */
  get bytes(): number {
    return sum([...this.#tracks.values()].map((kept) => kept.track.bytes));
  }

  /** Subscribes to the live samples of a device until the answer is called. */
  follow(device: string): () => void {
    const release = this.#interest.want(device);
    this.#deviceOf(device);
    return () => {
      release();
      this.#evictDevices();
    };
  }

  /** What is known of a device's newest samples; the same object while the device is followed. */
  device(name: string): DeviceSamples {
    return this.#deviceOf(name);
  }

  /** Says from when to when the device has samples; the history of its live tracks is asked for from then on. */
  reach(device: string, extent: Extent | null): void {
    const samples = this.#deviceOf(device);
    if (extent !== null) samples.extend(extent.oldestMillis, extent.newestMillis);
    samples.reachKnown = true;
    for (const { track, loader, holders } of this.#tracks.values()) {
      if (track.spec.device === device && holders > 0) loader.loadUnlessLoaded();
    }
  }

  /** Opens the part of a series that `spec` names; `close` lets go of it. */
  open(spec: TrackSpec): { track: Track; close: () => void } {
    const key = trackKey(spec);
    const kept = this.#tracks.get(key) ?? this.#newTrack(spec);
    this.#tracks.delete(key);
    this.#tracks.set(key, kept);
    kept.holders++;
    const series = seriesKey(spec.device, spec.metric);
    this.#held.set(series, (this.#held.get(series) ?? new Set()).add(kept));
    kept.loader.loadUnlessLoaded();
    let held = true;
    const close = () => {
      if (!held) return;
      held = false;
      kept.holders--;
      if (kept.holders === 0) this.#idle(key, kept);
    };
    return { track: kept.track, close };
  }

  /** Takes new samples from the live connection. */
  append(batches: readonly Batch[]): void {
    for (const batch of batches) {
      if (this.#interest.has(batch.device)) this.#take(batch);
    }
  }

  /**
   * Takes the newest sample of each series, with which a subscription begins. What came before it may have been missed:
   * every live track that the snapshot is ahead of asks the history for the stretch between.
   */
  restart(batches: readonly Batch[]): void {
    for (const batch of batches) {
      const newest = batch.t.at(-1);
      for (const { track, loader } of this.#tracksOf(batch.device, batch.metric)) {
        if (newest !== undefined) loader.mend(track.newestMillis, newest);
      }
    }
    this.append(batches);
  }

  #newTrack(spec: TrackSpec): Kept {
    const track = new Track(spec);
    const { clock, now, loadHistory } = this.#options;
    const loader = new TrackLoader({ track, clock, now, loadHistory, device: this.#deviceOf(spec.device) });
    return { track, loader, holders: 0 };
  }

  /** A track that no view holds takes no live samples: it loads again when it is opened. */
  #idle(key: string, kept: Kept): void {
    kept.loader.idle();
    const series = seriesKey(kept.track.spec.device, kept.track.spec.metric);
    const held = this.#held.get(series);
    held?.delete(kept);
    if (held?.size === 0) this.#held.delete(series);
    this.#tracks.delete(key);
    this.#tracks.set(key, kept);
    this.#evictTracks();
  }

  #evictTracks(): void {
    const idle = [...this.#tracks].filter(([, { holders }]) => holders === 0);
    let bytes = sum(idle.map(([, { track }]) => track.bytes));
    for (const [key, { track }] of idle) {
      if (bytes <= (this.#options.idleBytes ?? IDLE_BYTES)) return;
      this.#tracks.delete(key);
      bytes -= track.bytes;
    }
  }

  #deviceOf(name: string): DeviceSamples {
    let samples = this.#devices.get(name);
    if (samples === undefined) {
      samples = new DeviceSamples(name);
      this.#devices.set(name, samples);
      this.#evictDevices();
    } else {
      this.#devices.delete(name);
      this.#devices.set(name, samples);
    }
    return samples;
  }

  #evictDevices(): void {
    const held = new Set([...this.#tracks.values()].map(({ track }) => track.spec.device));
    const idle = [...this.#devices.keys()].filter((name) => !this.#interest.has(name) && !held.has(name));
    const surplus = idle.length - (this.#options.idleDevices ?? IDLE_DEVICES);
    for (const name of idle.slice(0, Math.max(0, surplus))) this.#devices.delete(name);
  }

  #take(batch: Batch): void {
    const samples = this.#devices.get(batch.device) ?? this.#deviceOf(batch.device);
    const tracks = this.#tracksOf(batch.device, batch.metric);
    for (let i = 0; i < batch.t.length; i++) {
      const sample = sampleAt(batch, i);
      samples.take(batch.metric, sample);
      for (const { track } of tracks) track.append(sample);
    }
    this.#changed.add(samples);
    this.#scheduleNotification();
  }

  #tracksOf(device: string, metric: string): Iterable<Kept> {
    return this.#held.get(seriesKey(device, metric)) ?? NONE;
  }

  #scheduleNotification(): void {
    if (this.#notification !== null) return;
    const { clock } = this.#options;
    const pause = this.#notifiedAtMillis + NOTIFY_MILLIS - clock.now();
    if (pause <= 0) this.#notify();
    else this.#notification = clock.after(pause, () => this.#notify());
  }

  #notify(): void {
    this.#notification = null;
    this.#notifiedAtMillis = this.#options.clock.now();
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const samples of changed) samples.notify();
  }
}

const NONE: readonly Kept[] = [];

function seriesKey(device: string, metric: string): string {
  return `${device}\u0000${metric}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

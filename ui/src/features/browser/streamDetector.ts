import type { Core, Detector, Pattern } from '../../../../detector-wasm/src/main/web/radar-detector';
import { Checksum } from './checksum';
import type { MeterAnomaly, MeterValues, StreamFigures, StreamSettings } from './streamProtocol';

const RUN_NUMBERS = 14;
/** Ticks of ten minutes at 2 Hz, of which the durations are kept. */
const KEPT_TICKS = 1200;
const COLUMN_BYTES = 148;
/** What a series takes besides its ring (spec/detector-js.md). */
const RING_BYTES = 8;
const OTHER_NUMBERS = 80;
const PREDICTIVE_BYTES = 2040;
const TRANSITIONS = ['opened', 'opened', 'grew', 'ended'] as const;

export type TickResult = { latest: MeterValues; anomalies: MeterAnomaly[]; figures: StreamFigures };

type Options = {
  core: Core;
  patterns: typeof Pattern;
  names: readonly string[];
  settings: StreamSettings;
  /** Milliseconds, for the durations of ticks. */
  now: () => number;
  onSmallerWindow: (window: number) => void;
};

/** Scores all meters of a stream, tick by tick. Framework-free; lives in a worker. */
export class StreamDetector {
  readonly #options: Options;
  readonly #patternNames: Map<number, string>;
  readonly #durations = new Float64Array(KEPT_TICKS);
  #detector: Detector;
  #checksum = new Checksum();
  #ticks = 0;
  #dropped = 0;
  #newestMillis = Number.NEGATIVE_INFINITY;

  constructor(options: Options) {
    this.#options = options;
    this.#patternNames = new Map(Object.entries(options.patterns).map(([name, code]) => [code, name]));
    this.#detector = this.#create();
  }

  /** Forgets everything that was learnt. */
  reset(): void {
    this.#detector = this.#create();
    this.#checksum = new Checksum();
    this.#ticks = 0;
    this.#dropped = 0;
    this.#newestMillis = Number.NEGATIVE_INFINITY;
  }

  /** Scores one value of each meter; null when the tick is dropped. The arrays of the answer are the caller's. */
  tick(timeMillis: number, values: readonly (number | null)[]): TickResult | null {
    const detector = this.#detector;
    const count = this.#options.names.length;
    if (values.length !== count || timeMillis < this.#newestMillis) {
      this.#dropped++;
      return null;
    }
    this.#newestMillis = timeMillis;
    const column = detector.values;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      column[i] = typeof value === 'number' ? value : Number.NaN;
    }
    const began = this.#options.now();
    const changed = detector.tick(count, timeMillis);
    this.#durations[this.#ticks % KEPT_TICKS] = this.#options.now() - began;
    this.#ticks++;
    this.#checksum.add(detector.flags, detector.scores, count);
    return {
      latest: { timeMillis, values: detector.values.slice(0, count), flags: detector.flags.slice(0, count) },
      anomalies: Array.from({ length: changed }, (_, i) => this.#anomaly(detector.runs, RUN_NUMBERS * i)),
      figures: this.#figures(),
    };
  }

  #create(): Detector {
    const { core, names, settings, onSmallerWindow } = this.#options;
    const { method, window, memoryBytes } = settings;
    const detector = core.createDetector({
      capacity: names.length,
      config: { method, window },
      memoryBudget: memoryBytes,
      onWarning: () => onSmallerWindow(detector.window),
    });
    detector.reserve(names.length);
    for (const name of names) detector.addSeries(name);
    return detector;
  }

  #anomaly(runs: Float64Array, at: number): MeterAnomaly {
    const number = (i: number) => runs[at + i] ?? Number.NaN;
    return {
      meter: number(0),
      transition: TRANSITIONS[number(2)] ?? 'opened',
      severity: number(3) === 2 ? 'CRITICAL' : 'WARNING',
      pattern: this.#patternNames.get(number(4)) ?? '',
      startMillis: number(5),
      peakMillis: number(8),
      value: number(9),
      expected: number(10),
      score: number(13),
    };
  }

  #figures(): StreamFigures {
    const kept = this.#durations.slice(0, Math.min(this.#ticks, KEPT_TICKS)).sort();
    const meters = this.#options.names.length;
    const { window } = this.#detector;
    const each =
      this.#options.settings.method === 'predictive' ? PREDICTIVE_BYTES : RING_BYTES * (window + OTHER_NUMBERS);
    return {
      engine: this.#options.core.engine,
      meters,
      window,
      ticks: this.#ticks,
      dropped: this.#dropped,
      medianMillis: kept[kept.length >> 1] ?? 0,
      p99Millis: kept[Math.floor(kept.length * 0.99)] ?? 0,
      bytes: meters * (each + COLUMN_BYTES),
      check: this.#checksum.text,
    };
  }
}

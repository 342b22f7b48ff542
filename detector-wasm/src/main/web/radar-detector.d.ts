/** The detector core in a browser. What each number means is in spec/detector-js.md. */

export type Engine = 'wasm' | 'js';

/** What became of a sample: the lowest byte of its flags. */
export declare const Status: Readonly<{
  /** The value was NaN. */
  NO_SAMPLE: 0;
  /** Learnt but not scored. */
  WARM_UP: 1;
  NORMAL: 2;
  UNUSUAL: 3;
  /** An anomaly of the series is open. */
  ALARM: 4;
  /** Earlier than the newest sample of its series: neither scored nor learnt. */
  LATE: 5;
  /** Infinite, above 1e75 in magnitude, or its time is no whole number in ±2^53: neither scored nor learnt. */
  REFUSED: 6;
}>;
/** What a sample did to the anomaly of its series: the third byte. */
export declare const Transition: Readonly<{ NONE: 0; OPENED: 1; GREW: 2; ENDED: 3 }>;
export declare const Severity: Readonly<{ WARNING: 1; CRITICAL: 2 }>;
/** What a sample or an anomaly looks like: the second byte. */
export declare const Pattern: Readonly<{
  NONE: 0;
  SPIKE: 1;
  DIP: 2;
  LEVEL_SHIFT: 3;
  DRIFT: 4;
  SHAPE: 5;
  JOINT: 6;
  VARIANCE_CHANGE: 7;
  OSCILLATION: 8;
  FLAT_LINE: 9;
  GAP: 10;
}>;

/** How samples are judged, as `detector.method` of the server; each with its own defaults. */
export type Method =
  | 'zscore'
  | 'predictive'
  | 'robust-zscore'
  | 'moving-average'
  | 'ewma'
  | 'trend'
  | 'spectral-residual'
  | 'flat-line'
  | 'gap'
  | 'rate'
  | 'limits'
  | 'half-space-trees'
  | 'autoencoder';

export declare function statusOf(flags: number): number;
export declare function patternOf(flags: number): number;
export declare function transitionOf(flags: number): number;

/** Whether this engine runs WebAssembly with garbage-collected types. */
export declare function hasWasmGc(): boolean;

/**
 * Loads the core. `auto` (the default) takes WebAssembly where it works and JavaScript otherwise; `wasm` fails where it does not work.
 */
export declare function loadCore(options?: { engine?: Engine | 'auto' }): Promise<Core>;

export interface Core {
  readonly engine: Engine;
  /** A detector without series. Throws an Error that names the setting which is out of range. */
  createDetector(options?: DetectorOptions): Detector;
}

export interface DetectorOptions {
  /** Rows of the columns: the most samples of one batch, 1024 by default. */
  capacity?: number;
  config?: DetectorSettings;
  /** What the states of all series may take, in bytes; 3e8 by default. */
  memoryBudget?: number;
  /** Hears that the window was halved to keep within the budget; by default the console does. */
  onWarning?: (text: string) => void;
}

/** As in radar.yaml; what is not given is the default of this release. */
export interface DetectorSettings {
  /** How samples are judged; the predictive detector by default. */
  method?: Method;
  /** Samples that say what is normal to the z-score detector. */
  window?: number;
  /** Samples that are learnt before any is scored. */
  warmUp?: number;
  /** k: unusual evaluations that open an anomaly. */
  unusual?: number;
  /** n: among how many newest evaluations. */
  evaluations?: number;
  /** Usual evaluations in a row that end it. */
  endAfter?: number;
  /** `alarm.critical-score`. */
  criticalScore?: number;
  /** `alarm.growth-factor`. */
  growthFactor?: number;
  /** `alarm.shift-after`. */
  shiftAfter?: number;
  /** Where a sample is unusual: `least-score` of predictive, `spike-threshold` of zscore, `threshold` of other methods. */
  threshold?: number;
  /** `budget.alarms-per-week`: how many anomalies a series may open in a week; 0: no number. */
  alarmsPerWeek?: number;
}

/** The series of one page. Not for several threads: keep it in one worker. */
export interface Detector {
  readonly capacity: number;
  /** The window as it is now: that of the settings, or half of it when memory is short. */
  readonly window: number;
  readonly configVersion: number;
  readonly seriesCount: number;

  /* Columns of `capacity` rows. Ask for them at each use: a view that was kept may be detached when memory grows. */

  /** In, for feed: milliseconds since 1970. */
  readonly times: Float64Array;
  /** In: values; NaN is no sample. */
  readonly values: Float64Array;
  /** Out: −log10 p, from 0; NaN when not scored. */
  readonly scores: Float64Array;
  readonly expected: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Out: status | pattern << 8 | transition << 16. */
  readonly flags: Int32Array;
  /** Out: 14 numbers for each anomaly that opened, grew or ended, in the order of the samples. */
  readonly runs: Float64Array;

  /** Adds a series, which has seen nothing, and returns its position. Throws when it is there already or memory is used up. */
  addSeries(name: string): number;
  /** Makes room for this many series in all, so that adding many is quick. Throws when memory does not do. */
  reserve(series: number): void;
  /** The position of a series, or −1. */
  indexOf(name: string): number;
  seriesName(series: number): string;
  /** Takes values[i] of series i for each i < n, all at one time. Returns how many anomalies changed. */
  tick(n: number, timestampMillis: number): number;
  /** Takes (times[i], values[i]) of one series for each i < n, in order: warm start, what-if. Returns how many anomalies changed. */
  feed(series: number, n: number): number;
  /** All series as the bytes of spec/detector-state.md. */
  snapshot(): Uint8Array;
  /** Puts the series of a snapshot in the place of those that are here. Throws when the bytes are damaged; nothing has changed then. */
  restore(snapshot: Uint8Array): void;
}

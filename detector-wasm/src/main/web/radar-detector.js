/**
 * The detector core in a browser: WebAssembly where there is garbage-collected WebAssembly, else the same core as JavaScript.
 * What it promises is in spec/detector-js.md; types are in radar-detector.d.ts.
 */

/** A module of one struct type: only an engine with WebAssembly GC finds it valid. */
const GC_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 95, 1, 120, 0);
const MEGABYTE = 1e6;
const DEFAULT_BUDGET = 300 * MEGABYTE;

export const Status = Object.freeze({ NO_SAMPLE: 0, WARM_UP: 1, NORMAL: 2, UNUSUAL: 3, ALARM: 4, LATE: 5, REFUSED: 6 });
export const Transition = Object.freeze({ NONE: 0, OPENED: 1, GREW: 2, ENDED: 3 });
export const Severity = Object.freeze({ WARNING: 1, CRITICAL: 2 });
export const Pattern = Object.freeze({
  NONE: 0,
  SPIKE: 1,
  DIP: 2,
  LEVEL_SHIFT: 3,
  DRIFT: 4,
  SHAPE: 5,
  JOINT: 6,
  VARIANCE_CHANGE: 7,
  OSCILLATION: 8,
  FLAT_LINE: 9,
  GAP: 10,
});

const METHODS = Object.freeze({
  zscore: 0,
  predictive: 1,
  'robust-zscore': 2,
  'moving-average': 3,
  ewma: 4,
  trend: 5,
  'spectral-residual': 6,
  'flat-line': 7,
  gap: 8,
  rate: 9,
  limits: 10,
  'half-space-trees': 11,
  autoencoder: 12,
});

/** Numbers of a configuration, in the order in which the core takes them. */
const SETTINGS = Object.freeze([
  'window',
  'warmUp',
  'unusual',
  'evaluations',
  'endAfter',
  'criticalScore',
  'growthFactor',
  'shiftAfter',
  'threshold',
  'alarmsPerWeek',
]);

export const statusOf = (flags) => flags & 0xff;
export const patternOf = (flags) => (flags >> 8) & 0xff;
export const transitionOf = (flags) => (flags >> 16) & 0xff;

/** Whether this engine runs WebAssembly with garbage-collected types. */
export function hasWasmGc() {
  return typeof WebAssembly === 'object' && WebAssembly.validate(GC_MODULE);
}

/** Loads the core once; every detector made from it shares its code and memory. */
export async function loadCore({ engine = 'auto' } = {}) {
  if (engine === 'wasm' || (engine === 'auto' && hasWasmGc())) {
    try {
      return new Core('wasm', await loadWasm());
    } catch (failure) {
      if (engine === 'wasm') throw failure;
    }
  }
  return new Core('js', await import('./core.js'));
}

async function loadWasm() {
  const { load } = await import('./core.wasm-runtime.js');
  const { exports } = await load(new URL('./core.wasm', import.meta.url).href);
  return exports;
}

class Core {
  #exports;

  constructor(engine, exports) {
    this.engine = engine;
    this.#exports = exports;
  }

  createDetector(options = {}) {
    const { capacity = 1024, config = {}, memoryBudget = DEFAULT_BUDGET, onWarning = (text) => console.warn(text) } = options;
    const numbers = Float64Array.from(SETTINGS, (name) => config[name] ?? Number.NaN);
    const java = this.#exports.create(capacity, methodOf(config.method), numbers, memoryBudget);
    return new Detector(java, onWarning);
  }
}

function methodOf(name = 'predictive') {
  if (!Object.hasOwn(METHODS, name)) throw new Error(`method must be one of ${Object.keys(METHODS).join(', ')}, was ${name}`);
  return METHODS[name];
}

class Detector {
  #java;
  #onWarning;
  #views = {};

  constructor(java, onWarning) {
    this.#java = java;
    this.#onWarning = onWarning;
  }

  get capacity() {
    return this.#java.capacity();
  }
  get window() {
    return this.#java.window();
  }
  get configVersion() {
    return this.#java.configVersion();
  }
  get seriesCount() {
    return this.#java.seriesCount();
  }

  get times() {
    return this.#view('times');
  }
  get values() {
    return this.#view('values');
  }
  get scores() {
    return this.#view('scores');
  }
  get expected() {
    return this.#view('expected');
  }
  get lower() {
    return this.#view('lower');
  }
  get upper() {
    return this.#view('upper');
  }
  get flags() {
    return this.#view('flags');
  }
  get runs() {
    return this.#view('runs');
  }

  addSeries(name) {
    return this.#warningOfSmallerWindow(() => this.#java.addSeries(name));
  }
  reserve(series) {
    this.#warningOfSmallerWindow(() => this.#java.reserve(series));
  }
  indexOf(name) {
    return this.#java.indexOf(name);
  }
  seriesName(series) {
    return this.#java.seriesName(series);
  }
  tick(n, timestampMillis) {
    return this.#java.tick(n, timestampMillis);
  }
  feed(series, n) {
    return this.#java.feed(series, n);
  }
  snapshot() {
    const bytes = this.#java.snapshot();
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  restore(snapshot) {
    const bytes = new Int8Array(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
    this.#warningOfSmallerWindow(() => this.#java.restore(bytes));
  }

  /** The view of a column; a new one when linear memory has grown, which detaches (empties) all that were made before. */
  #view(name) {
    const view = this.#views[name];
    if (view?.length) return view;
    const fresh = this.#java[name]();
    this.#views[name] = fresh;
    return fresh;
  }

  #warningOfSmallerWindow(change) {
    const before = this.window;
    const result = change();
    if (this.window < before) {
      this.#onWarning(`the memory budget is reached: the window is now ${this.window} samples in place of ${before}`);
    }
    return result;
  }
}

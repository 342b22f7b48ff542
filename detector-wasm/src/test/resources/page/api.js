/** What spec/detector-js.md promises, asked in a worker. Each function returns what the test compares. */
import { hasWasmGc, loadCore, Pattern, Severity, Status, statusOf, Transition } from '/detector/radar-detector.js';
import { SplitMix64 } from './words.js';

const SMALL = { window: 100, warmUp: 10 };

const signal = (seed) => {
  const random = new SplitMix64(seed);
  return Array.from({ length: 400 }, (_, t) => 20 + random.noise() + (t >= 300 && t < 306 ? 40 : 0));
};

const rowOf = ({ scores, expected, lower, upper, flags }, i) => [scores[i], expected[i], lower[i], upper[i], flags[i]].map(String);

function messageOf(action) {
  try {
    action();
  } catch (failure) {
    return failure instanceof Error ? failure.message : `not an Error: ${failure}`;
  }
  return 'nothing was thrown';
}

async function detectorOf(engine, options) {
  return (await loadCore({ engine })).createDetector({ capacity: 400, config: SMALL, ...options });
}

function tickAll(detector, series, from, to) {
  const rows = [];
  for (let t = from; t < to; t++) {
    detector.values.set(series.map((values) => values[t]));
    const changed = detector.tick(series.length, 1_000 * t);
    rows.push(...series.map((_, i) => rowOf(detector, i)), Array.from(detector.runs.subarray(0, 14 * changed), String));
  }
  return rows;
}

export function codes() {
  return { Status, Pattern, Transition, Severity };
}

export async function engines() {
  const auto = (await loadCore()).engine;
  const wasmGc = hasWasmGc();
  globalThis.WebAssembly = undefined; // as in an engine without it
  return [auto, wasmGc, (await loadCore()).engine, hasWasmGc()];
}

/** The rows of one series by feed, by tick beside another series, and the run that tick told. */
export async function feedAndTick(engine) {
  const fed = await detectorOf(engine);
  const ticked = await detectorOf(engine);
  for (const name of ['a', 'b']) {
    fed.addSeries(name);
    ticked.addSeries(name);
  }
  const values = signal(1);
  fed.values.set(values);
  fed.times.set(values.map((_, t) => 1_000 * t));
  const changed = fed.feed(1, values.length);
  const feedRows = values.map((_, t) => rowOf(fed, t));
  const feedRuns = Array.from(fed.runs.subarray(0, 14 * changed));
  const tickRows = [];
  const tickRuns = [];
  values.forEach((value, t) => {
    ticked.values[0] = Number.NaN;
    ticked.values[1] = value;
    const told = ticked.tick(2, 1_000 * t);
    tickRows.push(rowOf(ticked, 1));
    for (let k = 0; k < told; k++) {
      const run = Array.from(ticked.runs.subarray(14 * k, 14 * k + 14));
      run[1] = t; // feed's row is the sample, tick's the series
      tickRuns.push(...run);
    }
  });
  return { feedRows, tickRows, feedRuns, tickRuns, same: String(fed.snapshot()) === String(ticked.snapshot()) };
}

/** Statuses of a gap, of values and of times that cannot be. */
export async function strangeSamples(engine) {
  const detector = await detectorOf(engine);
  detector.addSeries('a');
  const values = [1, Number.NaN, Number.POSITIVE_INFINITY, 1e76, 2, 3, 4];
  const times = [1_000, 2_000, 3_000, 4_000, 500, 5_000.5, Number.NaN];
  detector.values.set(values);
  detector.times.set(times);
  detector.feed(0, values.length);
  return Array.from(detector.flags.subarray(0, values.length), statusOf);
}

/** Messages of calls that are the caller's error, and whether the detector still answers afterwards. */
export async function wrongCalls(engine) {
  const core = await loadCore({ engine });
  const detector = core.createDetector({ capacity: 2, config: SMALL });
  detector.addSeries('a');
  const before = detector.snapshot();
  const damaged = before.slice();
  damaged[30] ^= 1;
  return {
    window: messageOf(() => core.createDetector({ config: { window: 3 } })),
    method: messageOf(() => core.createDetector({ config: { method: 'guess' } })),
    capacity: messageOf(() => core.createDetector({ capacity: 0 })),
    twice: messageOf(() => detector.addSeries('a')),
    rows: messageOf(() => detector.tick(2, 0)),
    time: messageOf(() => detector.tick(1, 0.5)),
    series: messageOf(() => detector.feed(1, 1)),
    damaged: messageOf(() => detector.restore(damaged)),
    unchanged: String(before) === String(detector.snapshot()),
  };
}

/** What a detector answers that goes on, and one that was restored (from bytes inside a larger buffer) while an anomaly was open. */
export async function restored(engine) {
  const series = [signal(1), signal(2)];
  const original = await detectorOf(engine);
  const copy = await detectorOf(engine);
  original.addSeries('a');
  original.addSeries('b');
  tickAll(original, series, 0, 303);
  const snapshot = original.snapshot();
  const larger = new Uint8Array(snapshot.length + 7);
  larger.set(snapshot, 5);
  copy.restore(larger.subarray(5, 5 + snapshot.length));
  return {
    names: [copy.seriesCount, copy.indexOf('b'), copy.seriesName(0), copy.indexOf('c')],
    original: tickAll(original, series, 303, 400),
    copy: tickAll(copy, series, 303, 400),
  };
}

/** Columns that were asked for before a large detector made memory grow, and after. */
export async function grownMemory(engine) {
  const core = await loadCore({ engine });
  const detector = core.createDetector({ capacity: 8, config: SMALL });
  detector.addSeries('a');
  detector.values[0] = 7;
  core.createDetector({ capacity: 100_000 });
  const kept = detector.values[0];
  detector.values[0] = 5;
  detector.tick(1, 0);
  return [detector.values.length, kept, statusOf(detector.flags[0])];
}

/** What happens while series are added until the budget of three at the full window is used up. */
export async function smallBudget(engine, bytesPerSeries) {
  const warnings = [];
  const detector = await detectorOf(engine, {
    config: { method: 'zscore', window: 1200 },
    memoryBudget: 3.5 * bytesPerSeries,
    onWarning: (text) => warnings.push(text),
  });
  const windows = [];
  let refusal = 'nothing was thrown';
  for (let i = 0; i < 20; i++) {
    const message = messageOf(() => detector.addSeries(`series-${i}`));
    if (message !== 'nothing was thrown') {
      refusal = message;
      break;
    }
    windows.push(detector.window);
  }
  return { windows, warnings, refusal };
}

/** The windows before and after room is made for more series than the full window allows, and what more still says. */
export async function reserved(engine, bytesPerSeries) {
  const warnings = [];
  const detector = await detectorOf(engine, {
    config: { method: 'zscore', window: 1200 },
    memoryBudget: 3.5 * bytesPerSeries,
    onWarning: (text) => warnings.push(text),
  });
  detector.reserve(3);
  const windows = [detector.window];
  detector.reserve(4);
  windows.push(detector.window);
  const refusal = messageOf(() => detector.reserve(100));
  detector.addSeries('a');
  return { windows, warnings: warnings.length, refusal, series: detector.seriesCount };
}

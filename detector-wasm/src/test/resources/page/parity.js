/** The parity vectors of spec/detector-state.md through the JavaScript API, written from the specification alone. */
import { loadCore, patternOf, Pattern, Severity, Status, statusOf, Transition, transitionOf } from '/detector/radar-detector.js';
import { Fnv, SplitMix64 } from './words.js';

const SERIES = 10;
const ROUND = 100_000;

const namesOf = (codes) => Object.fromEntries(Object.entries(codes).map(([name, code]) => [code, name]));
const STATUSES = namesOf(Status);
const PATTERNS = namesOf(Pattern);
const TRANSITIONS = namesOf(Transition);
const SEVERITIES = namesOf(Severity);

function goldenTime(t) {
  const time = 1_700_000_000_000 + 1_000 * t;
  if (t % 991 === 990) return time - 1_000;
  return t % 997 === 996 ? time - 5_000 : time;
}

function goldenValue(t, noise) {
  let value = 1_000 + 2 * noise;
  if (t % 5_000 >= 2_500 && t % 5_000 < 2_505) value += 17 + Math.floor(t / 1_000);
  if (t >= 30_000 && t < 30_400) value -= 60;
  if (t >= 60_000) value += 7;
  if (t >= 80_000 && t < 82_000) value += (t - 80_000) * 0.0625;
  if (t >= 90_000 && t < 93_000) value = t % 1_000 === 999 ? 700 : 650;
  return value;
}

function* ticks() {
  const steps = new SplitMix64(7);
  const values = new Float64Array(SERIES);
  let random = [];
  let walk = 0;
  for (let tick = 0; ; tick++) {
    const t = tick % ROUND;
    const round = (tick - t) / ROUND;
    if (t === 0) random = Array.from(values, (_, i) => new SplitMix64(42 + i + SERIES * round));
    walk += 0.1 * steps.noise();
    for (let i = 0; i < SERIES; i++) values[i] = goldenValue(t, random[i].noise());
    values[1] = Math.floor(values[1]);
    values[2] += 1e9;
    values[3] = (values[3] - 1_000) * 1e-6;
    values[4] = Math.abs(values[4] - 1_000) > 6 ? values[4] : 5;
    values[5] += Math.abs((tick % 288) - 144) * 0.25;
    values[6] += walk;
    values[7] = (values[7] - 1_000) * (values[7] - 1_000) * (values[7] - 1_000);
    values[8] *= 1e60;
    values[9] = tick % 50 === 0 ? values[9] : 0;
    yield { values, time: goldenTime(t) + round * 100_000_000 };
  }
}

function digest(hash, detector) {
  const { scores, expected, lower, upper, flags, runs } = detector;
  let run = 0;
  for (let i = 0; i < SERIES; i++) {
    const transition = transitionOf(flags[i]);
    hash.name(STATUSES[statusOf(flags[i])]);
    hash.double(expected[i]);
    hash.double(lower[i]);
    hash.double(upper[i]);
    hash.double(scores[i]);
    hash.name(PATTERNS[patternOf(flags[i])]);
    hash.name(TRANSITIONS[transition]);
    if (transition === Transition.NONE) continue;
    const row = runs.subarray(14 * run, 14 * ++run);
    if (row[0] !== i || row[1] !== i || row[2] !== transition) throw new Error(`row ${run} is of another sample: ${row}`);
    for (let k = 5; k < 9; k++) hash.long(row[k]);
    for (let k = 9; k < 14; k++) hash.double(row[k]);
    hash.name(PATTERNS[row[4]]);
    hash.name(SEVERITIES[row[3]]);
  }
}

/** The lines of spec/golden/parity-v5.csv; the detector is replaced by one restored from its snapshot after each line. */
export async function parityLines(engine, samples) {
  const core = await loadCore({ engine });
  const create = () => core.createDetector({ capacity: SERIES });
  const lines = ['samples,answers,state'];
  const hash = new Fnv();
  let detector = create();
  for (let i = 0; i < SERIES; i++) detector.addSeries(`series-${i}`);
  let seen = 0;
  let next = 10_000;
  for (const { values, time } of ticks()) {
    detector.values.set(values);
    detector.tick(SERIES, time);
    digest(hash, detector);
    seen += SERIES;
    if (seen === next) {
      const snapshot = detector.snapshot();
      const state = new Fnv();
      state.bytes(snapshot);
      lines.push(`${seen},${hash.hex()},${state.hex()}`);
      next *= 10;
      detector = create();
      detector.restore(snapshot);
    }
    if (seen >= samples) return lines;
  }
}

/** A line of spec/golden/methods-parity-v4.csv, through a snapshot half way. */
export async function methodLine(engine, method, samples) {
  const core = await loadCore({ engine });
  const create = () => core.createDetector({ capacity: SERIES, config: { method } });
  const hash = new Fnv();
  let detector = create();
  for (let i = 0; i < SERIES; i++) detector.addSeries(`series-${i}`);
  let seen = 0;
  for (const { values, time } of ticks()) {
    detector.values.set(values);
    detector.tick(SERIES, time);
    digest(hash, detector);
    seen += SERIES;
    if (seen === samples / 2) {
      const snapshot = detector.snapshot();
      detector = create();
      detector.restore(snapshot);
    }
    if (seen >= samples) {
      const state = new Fnv();
      state.bytes(detector.snapshot());
      return `${method},${samples},${hash.hex()},${state.hex()}`;
    }
  }
}

/** How long the shipped core takes, in a worker: not a test, see `make bench`. */
import { loadCore } from '/detector/radar-detector.js';
import { SplitMix64 } from './words.js';

const TICKS = 600;

/** Of one tick over all series after so many samples: median and 99th percentile, in milliseconds; and what else a page waits for. */
export async function speed(engine, method, series, samples) {
  const config = { method, window: samples };
  const began = performance.now();
  const core = await loadCore({ engine });
  const loaded = performance.now();
  const detector = core.createDetector({ capacity: Math.max(series, samples), config });
  detector.reserve(series);
  for (let i = 0; i < series; i++) detector.addSeries(`meter-${i}/power`);
  const added = performance.now();

  const random = new SplitMix64(1);
  const noise = Float64Array.from({ length: 8 * series }, () => 100 + random.noise());
  for (let i = 0; i < series; i++) {
    for (let k = 0; k < samples; k++) detector.times[k] = 1_000 * k;
    for (let k = 0; k < samples; k++) detector.values[k] = noise[(i + 13 * k) % noise.length];
    detector.feed(i, samples);
  }
  const fed = performance.now();

  const spent = new Float64Array(TICKS);
  for (let t = 0; t < TICKS; t++) {
    const start = performance.now();
    const from = (t * 7919) % (7 * series);
    detector.values.set(noise.subarray(from, from + series));
    detector.tick(series, 1_000 * (samples + t));
    spent[t] = performance.now() - start;
  }
  const measured = spent.subarray(TICKS / 2).sort();
  const before = performance.now();
  const snapshot = detector.snapshot();
  const written = performance.now();
  core.createDetector({ config }).restore(snapshot);
  const restored = performance.now();
  return {
    engine: core.engine,
    method,
    load: loaded - began,
    addSeries: added - loaded,
    feedNanosPerSample: ((fed - added) * 1e6) / (series * samples),
    tickMedian: measured[measured.length >> 1],
    tickWorst1Percent: measured[Math.floor(measured.length * 0.99)],
    snapshotBytes: snapshot.length,
    snapshot: written - before,
    restore: restored - written,
  };
}

/** How long the shipped core takes, in a worker: not a test, see `make bench`. */
import { loadCore } from '/detector/radar-detector.js';
import { SplitMix64 } from './words.js';

const TICKS = 600;

/** The engine that was taken, and the median of one tick over all series after so many samples of each, in milliseconds. */
export async function speed(engine, method, series, samples) {
  const config = { method, window: samples };
  const core = await loadCore({ engine });
  const detector = core.createDetector({ capacity: Math.max(series, samples), config });
  detector.reserve(series);
  for (let i = 0; i < series; i++) detector.addSeries(`meter-${i}/power`);

  const random = new SplitMix64(1);
  const noise = Float64Array.from({ length: 8 * series }, () => 100 + random.noise());
  for (let i = 0; i < series; i++) {
    for (let k = 0; k < samples; k++) detector.times[k] = 1_000 * k;
    for (let k = 0; k < samples; k++) detector.values[k] = noise[(i + 13 * k) % noise.length];
    detector.feed(i, samples);
  }

  const spent = new Float64Array(TICKS);
  for (let t = 0; t < TICKS; t++) {
    const start = performance.now();
    const from = (t * 7919) % (7 * series);
    detector.values.set(noise.subarray(from, from + series));
    detector.tick(series, 1_000 * (samples + t));
    spent[t] = performance.now() - start;
  }
  const measured = spent.subarray(TICKS / 2).sort();
  return { engine: core.engine, tickMedian: measured[measured.length >> 1] };
}

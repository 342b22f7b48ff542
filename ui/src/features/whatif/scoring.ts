import type { Core, Pattern } from '../../../../detector-wasm/src/main/web/radar-detector';
import { patternNames, type WhatIfAnomaly, type WhatIfColumns, type WhatIfQuestion } from './whatIf';

const BATCH = 4096;
const RUN_NUMBERS = 14;
const ENDED = 3;
const CRITICAL = 2;

/** Scores a question from an empty state, as `radar score` scores a file. */
export function scored(
  core: Core,
  patterns: typeof Pattern,
  { times, values, settings }: WhatIfQuestion,
): { columns: WhatIfColumns; anomalies: WhatIfAnomaly[] } {
  const detector = core.createDetector({ capacity: BATCH, config: settings });
  const series = detector.addSeries('series');
  const names = patternNames(patterns);
  const size = times.length;
  const columns: WhatIfColumns = {
    scores: new Float64Array(size),
    expected: new Float64Array(size),
    lower: new Float64Array(size),
    upper: new Float64Array(size),
    flags: new Int32Array(size),
  };
  const anomalies: WhatIfAnomaly[] = [];
  for (let from = 0; from < size; from += BATCH) {
    const count = Math.min(BATCH, size - from);
    detector.times.set(times.subarray(from, from + count));
    detector.values.set(values.subarray(from, from + count));
    const changed = detector.feed(series, count);
    columns.scores.set(detector.scores.subarray(0, count), from);
    columns.expected.set(detector.expected.subarray(0, count), from);
    columns.lower.set(detector.lower.subarray(0, count), from);
    columns.upper.set(detector.upper.subarray(0, count), from);
    columns.flags.set(detector.flags.subarray(0, count), from);
    for (let i = 0; i < changed; i++)
      take(detector.runs.subarray(RUN_NUMBERS * i, RUN_NUMBERS * (i + 1)), names, anomalies);
  }
  return { columns, anomalies };
}

/** An anomaly that opened is a new one; one that grew or ended is the newest. */
function take(run: Float64Array, names: Map<number, string>, anomalies: WhatIfAnomaly[]): void {
  const number = (i: number) => run[i] ?? Number.NaN;
  const known = anomalies.at(-1);
  const anomaly: WhatIfAnomaly = {
    startMillis: number(5),
    endMillis: number(6),
    severity: number(3) === CRITICAL ? 'CRITICAL' : 'WARNING',
    pattern: names.get(number(4)) ?? '',
    score: number(13),
    samples: number(7),
    isOpen: number(2) !== ENDED,
  };
  if (known?.isOpen) anomalies[anomalies.length - 1] = anomaly;
  else anomalies.push(anomaly);
}

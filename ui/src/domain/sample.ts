import type { Batch } from '../api/liveProtocol';
import type { HistoryPoint, SampleStatus } from '../api/schema';
import { text } from '../text/language';

/** Status codes as on the wire of spec/live.md. */
export const WARM_UP = 0;
export const NORMAL = 1;
export const UNUSUAL = 2;
export const ALARM = 3;
export const LATE = 4;

const CODES: Record<SampleStatus, number> = { WARM_UP, NORMAL, UNUSUAL, ALARM, LATE };
const NAMES: readonly SampleStatus[] = ['WARM_UP', 'NORMAL', 'UNUSUAL', 'ALARM', 'LATE'];

/** The one that matters more; late samples were not judged, so they matter least. */
export function worse(a: number, b: number): number {
  if (a === LATE) return b;
  return b === LATE ? a : Math.max(a, b);
}

/** The status as a word; status 0 is "learning", for the detector has not seen enough to judge. */
export function statusWord(code: number): string {
  return text().statuses[statusName(code)];
}

/** The status as the API names it, which style sheets and tests select by. */
export function statusName(code: number): SampleStatus | 'unknown' {
  return NAMES[code] ?? 'unknown';
}

/** One sample of a series, or a bucket of them (then min and max differ). Not judged: expected, lower, upper are NaN. */
export type Sample = {
  timestampMillis: number;
  value: number;
  min: number;
  max: number;
  expected: number;
  lower: number;
  upper: number;
  score: number;
  status: number;
};

/** The sample at `i` of what came over the wire. */
export function sampleAt(batch: Batch, i: number): Sample {
  const value = batch.v[i] ?? Number.NaN;
  return {
    timestampMillis: batch.t[i] ?? Number.NaN,
    value,
    min: value,
    max: value,
    expected: batch.e[i] ?? Number.NaN,
    lower: batch.l[i] ?? Number.NaN,
    upper: batch.u[i] ?? Number.NaN,
    score: batch.s[i] ?? 0,
    status: batch.st[i] ?? 0,
  };
}

/** A point of the history; a bucket stands as its mean. */
export function sampleOf(point: HistoryPoint): Sample {
  return {
    timestampMillis: point.timestampMillis,
    value: point.avg,
    min: point.min,
    max: point.max,
    expected: point.expected ?? Number.NaN,
    lower: point.lower ?? Number.NaN,
    upper: point.upper ?? Number.NaN,
    score: point.score,
    status: CODES[point.status],
  };
}

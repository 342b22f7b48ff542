import type { SampleStatus } from '../api/schema';

/** Status codes as on the wire of spec/live.md. */
export const WARM_UP = 0;
export const NORMAL = 1;
export const UNUSUAL = 2;
export const ALARM = 3;
export const LATE = 4;

const CODES: Record<SampleStatus, number> = { WARM_UP, NORMAL, UNUSUAL, ALARM, LATE };
const WORDS = ['learning', 'normal', 'unusual', 'anomaly', 'late'];

export function statusCode(status: SampleStatus): number {
  return CODES[status];
}

/** The one that matters more; late samples were not judged, so they matter least. */
export function worse(a: number, b: number): number {
  if (a === LATE) return b;
  return b === LATE ? a : Math.max(a, b);
}

/** What a person is told: status 0 is "learning", for the detector has not seen enough to judge. */
export function statusWord(code: number): string {
  return WORDS[code] ?? 'unknown';
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

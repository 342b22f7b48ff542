import { format } from '../domain/timeZone';
import { text } from '../text/language';

const SECONDS = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const MINUTES = { hour: '2-digit', minute: '2-digit' } as const;
const DAYS = { day: 'numeric', month: 'short' } as const;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How far apart the marks of a time axis may be. */
export const TIME_STEPS = [
  ...[1, 2, 5, 10, 50, 100, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 30, 365].map((n) => n * DAY),
];

/** Labels for the marks of a time axis in the zone in force, as fine as the marks are apart; the date at midnight. */
export function timeLabels(millis: readonly number[]): string[] {
  const { locale } = text();
  const step = millis.length > 1 ? (millis[1] ?? 0) - (millis[0] ?? 0) : MINUTE;
  const time = format(locale, step < MINUTE ? SECONDS : MINUTES);
  const seconds = format('en-GB', { ...SECONDS, hourCycle: 'h23' });
  return millis.map((m) => (seconds.format(m) === '00:00:00' ? format(locale, DAYS).format(m) : time.format(m)));
}

const SECONDS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAYS = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });

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

/** Labels for the marks of a time axis: local time, as fine as the marks are apart; the date at midnight. */
export function timeLabels(millis: readonly number[]): string[] {
  const step = millis.length > 1 ? (millis[1] ?? 0) - (millis[0] ?? 0) : MINUTE;
  const format = step < MINUTE ? SECONDS : MINUTES;
  return millis.map((m) => {
    const date = new Date(m);
    return date.getHours() + date.getMinutes() + date.getSeconds() === 0 ? DAYS.format(date) : format.format(date);
  });
}

import { text } from '../text/language';
import { format } from './timeZone';

/** Numbers, times and durations as a person reads them, in the language and the time zone in force. */

/** The unit that a metric's name ends in ("disk.write.bytes_per_second"), or nothing. */
export type Unit = { symbol: string; scale: 'si' | 'binary' | 'none' };

/* Whole words only: "kilobytes" are no bytes. */
const UNITS: readonly [RegExp, Unit][] = [
  [/(^|_)bytes_per_(second|sec|s)$/, { symbol: 'B/s', scale: 'binary' }],
  [/(^|_)per_(second|sec)$/, { symbol: '/s', scale: 'si' }],
  [/(^|_)bytes$/, { symbol: 'B', scale: 'binary' }],
  [/(^|_)(percent|percentage|pct)$/, { symbol: '%', scale: 'none' }],
  [/(^|_)(millis|milliseconds|ms)$/, { symbol: 'ms', scale: 'none' }],
  [/(^|_)(seconds|secs?)$/, { symbol: 's', scale: 'none' }],
  [/(^|_)(hertz|hz)$/, { symbol: 'Hz', scale: 'si' }],
  [/(^|_)celsius$/, { symbol: '°C', scale: 'none' }],
  [/(^|_)(volts?|voltage)$/, { symbol: 'V', scale: 'none' }],
  [/(^|_)watts?$/, { symbol: 'W', scale: 'si' }],
  [/(^|_)(kilowatts?|kw)$/, { symbol: 'kW', scale: 'none' }],
  [/(^|_)(amperes?|amps?)$/, { symbol: 'A', scale: 'none' }],
  [/(^|_)rpm$/, { symbol: 'rpm', scale: 'none' }],
];
const NO_UNIT: Unit = { symbol: '', scale: 'si' };
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi'];
const SI = ['', 'k', 'M', 'G', 'T', 'P'];

export function unitOf(metric: string): Unit {
  const name = metric.toLowerCase().replaceAll(/[.\-\s]/g, '_');
  return UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? NO_UNIT;
}

/** A value with four significant digits and its unit: "71.2 °C", "3.25 MiB/s", "1.2e-7". A dash when there is none. */
export function formatValue(value: number, unit: Unit = NO_UNIT): string {
  if (!Number.isFinite(value)) return '–';
  const { scaled, prefix } = scale(value, unit.scale);
  const suffix = prefix + unit.symbol;
  if (suffix === '') return digits(scaled);
  return suffix === '%' ? `${digits(scaled)}%` : `${digits(scaled)} ${suffix}`;
}

function scale(value: number, kind: Unit['scale']): { scaled: number; prefix: string } {
  const base = kind === 'binary' ? 1024 : 1000;
  const size = Math.abs(value);
  // A bare number below 100,000 reads better whole: 12,480 rather than 12.48 k.
  if (kind === 'none' || size < base || (kind === 'si' && size < 100_000)) return { scaled: value, prefix: '' };
  const prefixes = kind === 'binary' ? BINARY : SI;
  const power = Math.min(prefixes.length - 1, Math.floor(Math.log(size) / Math.log(base)));
  return { scaled: value / base ** power, prefix: prefixes[power] ?? '' };
}

function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e15) return localized(value.toExponential(2));
  if (size >= 1000) return grouped(Math.round(value));
  return localized(String(Number(value.toPrecision(size >= 1 ? 4 : 3))));
}

/** "9.8 to 10.5", each with its unit only where the prefix may differ. */
export function formatBand(lower: number, upper: number, unit: Unit): string {
  const short = unit.scale === 'none' ? NO_UNIT : unit;
  return text().units.to(formatValue(lower, short), formatValue(upper, short));
}

/** A count: "5,012", "1.2 M". */
export function formatCount(count: number): string {
  return formatValue(count);
}

function localized(plain: string): string {
  return plain.replace('.', text().units.decimal);
}

function grouped(whole: number): string {
  return String(whole).replaceAll(/\B(?=(\d{3})+$)/g, text().units.group);
}

/** "420 ms", "12 s", "3 min", "2 h 5 min", "4 d". Negative durations count as nothing. */
export function formatDuration(millis: number): string {
  const { units } = text();
  const seconds = Math.max(0, millis) / 1000;
  if (millis < 1000) return `${Math.round(Math.max(0, millis))} ${units.millis}`;
  if (seconds < 60) return `${Math.floor(seconds)} ${units.seconds}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} ${units.minutes}`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60 === 0 ? '' : ` ${minutes % 60} ${units.minutes}`;
  if (hours < 24) return `${hours} ${units.hours}${rest}`;
  return `${grouped(Math.floor(hours / 24))} ${units.days}`;
}

/** "just now" within two seconds, else "12 s ago". */
export function formatAgo(millis: number, nowMillis: number): string {
  const { units } = text();
  return nowMillis - millis < 2000 ? units.justNow : units.ago(formatDuration(nowMillis - millis));
}

const TIME = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;
const DAY = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;

/** The time, with the date when it is not today and the year when it is not this one. */
export function formatTime(millis: number, nowMillis: number): string {
  const { locale } = text();
  const dayOf = (at: number) => format(locale, DAY).formatToParts(at);
  const then = dayOf(millis);
  const now = dayOf(nowMillis);
  const time = format(locale, TIME).format(millis);
  if (valuesOf(then) === valuesOf(now)) return time;
  const year = (parts: Intl.DateTimeFormatPart[]) => parts.find((part) => part.type === 'year')?.value;
  const date = year(then) === year(now) ? DATE : { ...DATE, year: 'numeric' as const };
  return `${format(locale, date).format(millis)}, ${time}`;
}

function valuesOf(parts: Intl.DateTimeFormatPart[]): string {
  return parts.map((part) => part.value).join('');
}

/**
 * How rare a score is: with score = −log10 p, once in 1/p samples of normal operation. A z-score's p may be too small
 * to mean anything; beyond 10⁹ it says so.
 */
export function formatRarity(score: number): string {
  if (!(score > 0)) return text().units.ordinary;
  if (score > 9) return text().units.rarer;
  return text().units.oneIn(formatCount(Number((10 ** score).toPrecision(2))));
}

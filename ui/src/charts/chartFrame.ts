import type { SeriesColumns } from '../domain/seriesBuffer';
import type { TimeWindow } from '../domain/timeWindow';

/** The anomalies to mark in a chart; one that is open has no end. */
export type Mark = { id: string; critical: boolean; fromMillis: number; toMillis: number | null; chosen: boolean };

/** An earlier period that is drawn beneath the window: its samples, and how much later they are drawn. */
export type Earlier = { columns: SeriesColumns; shiftMillis: number; bucketMillis: number };

/** The part of an earlier period that is in sight. */
type EarlierFrame = { columns: SeriesColumns; shiftMillis: number; first: number; end: number; gapMillis: number };

/** All that one drawing of a chart needs. */
export type ChartFrame = {
  columns: SeriesColumns;
  window: TimeWindow;
  marks: readonly Mark[];
  /** Samples from `first` up to `end` (exclusive) reach across the window, with one more on either side. */
  first: number;
  end: number;
  /** Where samples are further apart than this the line breaks. */
  gapMillis: number;
  earlier: EarlierFrame | null;
};

export function chartFrame(
  columns: SeriesColumns,
  window: TimeWindow,
  marks: readonly Mark[],
  bucketMillis: number,
  earlier: Earlier | null = null,
): ChartFrame {
  return {
    columns,
    window,
    marks,
    ...inSight(columns, window, bucketMillis),
    earlier: earlier && {
      columns: earlier.columns,
      shiftMillis: earlier.shiftMillis,
      ...inSight(earlier.columns, shifted(window, -earlier.shiftMillis), earlier.bucketMillis),
    },
  };
}

function inSight({ time, length }: SeriesColumns, { fromMillis, toMillis }: TimeWindow, bucketMillis: number) {
  return {
    first: Math.max(0, lowerBound(time, fromMillis) - 1),
    end: Math.min(length, lowerBound(time, toMillis + 1) + 1),
    gapMillis: gapMillis(time, bucketMillis),
  };
}

function shifted({ fromMillis, toMillis }: TimeWindow, millis: number): TimeWindow {
  return { fromMillis: fromMillis + millis, toMillis: toMillis + millis };
}

/** The first index whose time is not before `millis`; the length when there is none. */
export function lowerBound(time: Float64Array, millis: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] ?? 0) < millis) low = middle + 1;
    else high = middle;
  }
  return low;
}

const STEPS_WATCHED = 64;
const GAP_STEPS = 6;
const SHORTEST_GAP_MILLIS = 3000;

/** Six usual steps between samples (the median of the newest), and at least three seconds. */
export function gapMillis(time: Float64Array, bucketMillis: number): number {
  if (bucketMillis > 0) return Math.max(SHORTEST_GAP_MILLIS, GAP_STEPS * bucketMillis);
  const recent = time.subarray(Math.max(0, time.length - STEPS_WATCHED - 1));
  const steps = recent.slice(1).map((t, i) => t - (recent[i] ?? t));
  if (steps.length === 0) return Number.POSITIVE_INFINITY;
  const median = steps.sort()[steps.length >>> 1] ?? 0;
  return Math.max(SHORTEST_GAP_MILLIS, GAP_STEPS * median);
}

/** How far, in heights of the curves, the band may push the scale: a wide band must not flatten them. */
const BAND_REACH = 0.5;
const PADDING = 0.06;

/**
 * The bounds of the value axis: all values in sight, those of an earlier period, and what was expected of them, however
 * far apart (that is what an anomaly is), and the band as far as it does not flatten these. The axis does not pass zero, or `ceiling`, when neither
 * values nor what was expected of them do: a percentage ends at 100.
 */
export function valueRange(
  { columns, first, end, earlier }: ChartFrame,
  ceiling = Number.POSITIVE_INFINITY,
): [number, number] {
  const value = bounds(columns.min, columns.max, first, end);
  const before = earlier ? bounds(earlier.columns.value, earlier.columns.value, earlier.first, earlier.end) : NOTHING;
  if (!Number.isFinite(Math.min(value.low, before.low))) return [0, 1];
  const expected = bounds(columns.expected, columns.expected, first, end);
  const band = bounds(columns.lower, columns.upper, first, end);
  const bottom = Math.min(value.low, expected.low, before.low);
  const top = Math.max(value.high, expected.high, before.high);
  const reach = top > bottom ? BAND_REACH * (top - bottom) : Number.POSITIVE_INFINITY;
  const low = Math.min(bottom, Math.max(band.low, bottom - reach));
  const high = Math.max(top, Math.min(band.high, top + reach));
  const padding = high > low ? PADDING * (high - low) : Math.abs(high) * PADDING || 1;
  const [floor, roof] = rounded(low - padding, high + padding);
  // An axis that ends at the very bound would hide a line that lies on it.
  const margin = PADDING * (Math.min(roof, ceiling) - Math.max(floor, 0));
  return [
    bottom >= 0 ? Math.max(0, floor) : floor,
    top <= ceiling && roof > ceiling + margin ? ceiling + margin : roof,
  ];
}

const NOTHING = { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY };

function bounds(lows: Float64Array, highs: Float64Array, first: number, end: number) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = first; i < end; i++) {
    const l = lows[i] ?? Number.NaN;
    const h = highs[i] ?? Number.NaN;
    if (l < low) low = l;
    if (h > high) high = h;
  }
  return { low, high };
}

/** Outwards to a step of 1, 2 or 5, about an eighth of the height, so that the axis rests while values move. */
function rounded(low: number, high: number): [number, number] {
  const rough = (high - low) / 8;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (rough < 2 * power ? 2 : rough < 5 * power ? 5 : 10);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

import type { Anomaly } from '../api/schema';

/** How far back the charts look. */
export const RANGES = { '1m': 60_000, '5m': 300_000, '1h': 3_600_000, '24h': 86_400_000 } as const;
export type Range = keyof typeof RANGES;

export type TimeWindow = { fromMillis: number; toMillis: number };

export const DEFAULT_RANGE: Range = '5m';

const FEWEST_POINTS = 128;
const MOST_POINTS = 4096;

/**
 * Points to ask for a chart that is `pixels` wide: one for each pixel, rounded up to a power of two, so that a window
 * that is resized a little asks for nothing new.
 */
export function pointsFor(pixels: number): number {
  const points = 2 ** Math.ceil(Math.log2(Math.max(1, pixels)));
  return Math.min(MOST_POINTS, Math.max(FEWEST_POINTS, points));
}

/** Event times of a device's oldest and newest known sample; NaN when none is known. */
export type Extent = { oldestMillis: number; newestMillis: number };

const SHORTEST_MILLIS = RANGES['1m'];

/** What a chart shows: the newest stretch of time, or a fixed one. */
export type ShownWindow = { kind: 'live'; spanMillis: number } | ({ kind: 'fixed' } & TimeWindow);

/**
 * The stretch of time that the charts show: the fixed one, otherwise the newest `spanMillis`, or less for a device that
 * is younger. It ends now, except for a device whose time is another (a replay of old data): then it ends at that
 * device's newest sample.
 */
export function windowOf(shown: ShownWindow, nowMillis: number, extent: Extent): TimeWindow {
  if (shown.kind === 'fixed') return shown;
  const { spanMillis } = shown;
  const { oldestMillis, newestMillis } = extent;
  const elsewhere = newestMillis < nowMillis - spanMillis || newestMillis > nowMillis;
  const toMillis = elsewhere ? newestMillis : nowMillis;
  const young = oldestMillis > toMillis - spanMillis;
  return {
    fromMillis: young ? Math.min(oldestMillis, toMillis - SHORTEST_MILLIS) : toMillis - spanMillis,
    toMillis,
  };
}

const LONGEST_MILLIS = 400 * 86_400_000;
const BRIEFEST_MILLIS = 100;

/** The window `factor` times as long that ends at the same time: what matters is mostly at the end. */
export function zoomed({ fromMillis, toMillis }: TimeWindow, factor: number): TimeWindow {
  const length = Math.min(LONGEST_MILLIS, Math.max(BRIEFEST_MILLIS, (toMillis - fromMillis) * factor));
  return { fromMillis: toMillis - length, toMillis };
}

/** The window moved by `share` of its length; negative is earlier. */
export function panned({ fromMillis, toMillis }: TimeWindow, share: number): TimeWindow {
  const by = (toMillis - fromMillis) * share;
  return { fromMillis: fromMillis + by, toMillis: toMillis + by };
}

/** Where to look to see an anomaly: live when it still fits a range that ends now, otherwise pinned around it. */
export function viewOf(anomaly: Anomaly, range: Range, nowMillis: number): { range: Range; pinned: TimeWindow | null } {
  const age = nowMillis - anomaly.startMillis;
  if (anomaly.state === 'OPEN' || age < RANGES[range]) {
    const fitting = (Object.keys(RANGES) as Range[]).find((r) => RANGES[r] >= RANGES[range] && age < 0.9 * RANGES[r]);
    if (fitting) return { range: fitting, pinned: null };
  }
  const end = anomaly.endMillis ?? anomaly.peakMillis;
  const margin = Math.max(30_000, 2 * (end - anomaly.startMillis));
  return { range, pinned: { fromMillis: anomaly.startMillis - margin, toMillis: end + margin } };
}

import { RANGES, type ShownWindow, type TimeWindow } from './timeWindow';

/** How much earlier the period lies that charts are compared with. */
export const COMPARISONS = { '1h': RANGES['1h'], '1d': RANGES['24h'], '7d': 7 * RANGES['24h'] } as const;
export type Comparison = keyof typeof COMPARISONS;

const STEPS = 4;

/**
 * The part of the past that a comparison with `window` draws. Where the window moves with time, the part reaches a
 * quarter of its length further, and changes only when that has passed: history is read four times a window's length.
 */
export function earlierPart(window: TimeWindow, isLive: boolean, by: Comparison): ShownWindow {
  const shift = COMPARISONS[by];
  const { fromMillis, toMillis } = window;
  if (!isLive) return { kind: 'fixed', fromMillis: fromMillis - shift, toMillis: toMillis - shift };
  const length = toMillis - fromMillis;
  const step = Math.max(1000, Math.ceil(length / STEPS / 1000) * 1000);
  const end = Math.ceil(toMillis / step) * step;
  return { kind: 'fixed', fromMillis: end - step - length - shift, toMillis: end - shift };
}

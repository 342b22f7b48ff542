import type { SeriesQuality } from '../../api/schema';

type Histogram = NonNullable<SeriesQuality['values']>['histogram'];

/** Part of a bar's place that is its gap to the next. */
const GAP = 0.12;

/** A bar of a histogram whose width is 100 and whose highest bar has the height 1, and the values it stands for. */
export type Bar = { x: number; width: number; height: number; from: number; to: number; count: number };

/** The bars of the bins that hold a value. */
export function barsOf({ from, to, counts }: Histogram): Bar[] {
  const highest = Math.max(1, ...counts);
  const place = 100 / counts.length;
  const at = (bin: number) => from + (to - from) * (bin / counts.length);
  return counts
    .map((count, bin) => ({
      x: bin * place,
      width: place * (1 - GAP),
      height: count / highest,
      from: at(bin),
      to: at(bin + 1),
      count,
    }))
    .filter(({ count }) => count > 0);
}

/** Where `value` lies between 0 and 100; a value beyond an end lies at it. */
export function placeOf(value: number, { from, to }: Histogram): number {
  if (from === to) return value < from ? 0 : value > to ? 100 : 50;
  return 100 * Math.min(1, Math.max(0, (value - from) / (to - from)));
}

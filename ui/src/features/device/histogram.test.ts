import { describe, expect, it } from 'vitest';
import { barsOf, placeOf } from './histogram';

const HISTOGRAM = { from: 10, to: 30, counts: [5, 0, 20, 10], below: 1, above: 0 };

describe('barsOf', () => {
  it('draws the bins that hold values, the fullest at full height', () => {
    const bars = barsOf(HISTOGRAM);

    expect(bars.map(({ x, height, from, to }) => [x, height, from, to])).toEqual([
      [0, 0.25, 10, 15],
      [50, 1, 20, 25],
      [75, 0.5, 25, 30],
    ]);
  });

  it('draws one bar for a constant', () => {
    expect(barsOf({ from: 7, to: 7, counts: [3], below: 0, above: 0 })).toMatchObject([{ x: 0, height: 1, from: 7 }]);
  });
});

describe('placeOf', () => {
  it('keeps a value beyond an end at that end', () => {
    expect(placeOf(20, HISTOGRAM)).toBe(50);
    expect(placeOf(-1e9, HISTOGRAM)).toBe(0);
    expect(placeOf(1e9, HISTOGRAM)).toBe(100);
    expect(placeOf(7, { ...HISTOGRAM, from: 7, to: 7 })).toBe(50);
  });
});

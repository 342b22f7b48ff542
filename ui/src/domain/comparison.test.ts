import { describe, expect, it } from 'vitest';
import { COMPARISONS, earlierPart } from './comparison';

const DAY = COMPARISONS['1d'];

describe('earlierPart', () => {
  it('fixedWindow_isTheSamePeriodEarlier', () => {
    const part = earlierPart({ fromMillis: 5 * DAY, toMillis: 5 * DAY + 100 }, false, '1d');

    expect(part).toEqual({ kind: 'fixed', fromMillis: 4 * DAY, toMillis: 4 * DAY + 100 });
  });

  it('movingWindow_isCoveredAndChangesFourTimesInItsLength', () => {
    const length = 300_000;
    const seen = new Set<string>();
    for (let at = 0; at < length; at += 500) {
      const window = { fromMillis: 9 * DAY + at - length, toMillis: 9 * DAY + at };
      const part = earlierPart(window, true, '1d');
      if (part.kind !== 'fixed') throw new Error('a moving window has no end');
      expect(part.fromMillis).toBeLessThanOrEqual(window.fromMillis - DAY);
      expect(part.toMillis).toBeGreaterThanOrEqual(window.toMillis - DAY);
      expect(part.toMillis - part.fromMillis).toBeLessThanOrEqual(1.5 * length);
      seen.add(JSON.stringify(part));
    }

    expect(seen.size).toBeLessThanOrEqual(5);
  });
});

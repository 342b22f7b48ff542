import { expect, test } from 'vitest';
import { countsByType } from './counts';

test('stretches without events are zero, and the most frequent type comes first', () => {
  const summary = {
    stepMillis: 60_000,
    types: [
      { type: 'buy', startMillis: 120_000, count: 2 },
      { type: 'view', startMillis: 60_000, count: 5 },
      { type: 'view', startMillis: 180_000, count: 7 },
    ],
    keys: [],
  };

  expect(countsByType(summary, 61_000, 240_000)).toEqual([
    { type: 'view', counts: [5, 0, 7], total: 12 },
    { type: 'buy', counts: [0, 2, 0], total: 2 },
  ]);
});

test('counts beyond the period are left out', () => {
  const summary = { stepMillis: 10, types: [{ type: 'a', startMillis: 900, count: 1 }], keys: [] };

  expect(countsByType(summary, 0, 20)).toEqual([{ type: 'a', counts: [0, 0], total: 0 }]);
});

import { describe, expect, it } from 'vitest';
import { aFleet } from '../../testing/fleets';
import { countStates, EMPTY_FLEET, fleetOf, worstFirst } from './fleet';

const ANSWER = {
  serverMillis: 1e9,
  names: '2-a',
  scores: [1, 2],
  rates: [0, 0.5],
  states: [0, 2],
  seenMillis: [1e9, 1e9],
};
const NAMED = { ...ANSWER, devices: ['a', 'b'], groups: ['g'], group: [0, 0] };

describe('an answer of the server', () => {
  it('withoutNames_keepsThoseBefore', () => {
    const first = fleetOf(NAMED, EMPTY_FLEET);
    const second = fleetOf({ ...ANSWER, scores: [3, 4] }, first ?? EMPTY_FLEET);

    expect(second?.devices).toEqual(['a', 'b']);
    expect([...(second?.scores ?? [])]).toEqual([3, 4]);
  });

  it('withoutNamesThatAreKnown_isNone', () => {
    expect(fleetOf(ANSWER, EMPTY_FLEET)).toBeNull();
  });

  it('deviceThatIsSilent_saysSo_unlessItHasAnOpenAnomaly', () => {
    const fleet = fleetOf({ ...NAMED, seenMillis: [1, 1] }, EMPTY_FLEET);

    expect([...(fleet?.states ?? [])]).toEqual([4, 2]);
  });
});

describe('lists', () => {
  it('worstFirst_byStateThenScore', () => {
    const fleet = {
      ...aFleet(['a', 'a', 'a', 'a']),
      states: Uint8Array.of(0, 1, 2, 1),
      scores: Float32Array.of(11, 4, 3, 5),
    };

    expect(worstFirst(fleet, [0, 1, 2, 3], 3)).toEqual([2, 3, 1]);
    expect(countStates(fleet, Uint32Array.of(0, 1, 3))).toEqual([1, 2, 0, 0, 0]);
  });
});

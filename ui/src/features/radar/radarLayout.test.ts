import { describe, expect, it } from 'vitest';
import { aFleet } from '../../testing/fleets';
import { figuresOf, INNERMOST, layOut, radiusOf } from './radarLayout';

describe('sectors', () => {
  it('groups_standSideBySide_inProportionToTheirDevices', () => {
    const layout = layOut(aFleet(['b', 'a', 'a', 'b', 'a', 'a']), null);

    expect(layout.sectors.map(({ group }) => group)).toEqual(['a', 'b']);
    const [a, b] = layout.sectors.map(({ from, to }) => to - from);
    expect((a ?? 0) / (b ?? 1)).toBeCloseTo(2);
    expect([...layout.slots]).toEqual([1, 2, 4, 5, 0, 3]);
    expect([...layout.angles]).toEqual([...layout.angles].sort((x, y) => x - y));
  });

  it('oneGroupAlone_fillsTheCircle', () => {
    const layout = layOut(aFleet(['b', 'a', 'b']), 'b');

    expect([...layout.slots]).toEqual([0, 2]);
    expect((layout.sectors[0]?.to ?? 0) - (layout.sectors[0]?.from ?? 0)).toBeCloseTo(2 * Math.PI);
  });

  it('aThousandGroups_haveGapsOfATenthOfTheCircleAtMost', () => {
    const layout = layOut(aFleet(Array.from({ length: 1000 }, (_, i) => `g${i}`)), null);

    const filled = layout.sectors.reduce((sum, { from, to }) => sum + to - from, 0);
    expect(filled).toBeCloseTo(2 * Math.PI * 0.9);
  });

  it('nobody_isNoError', () => {
    expect(layOut(aFleet([]), null).sectors).toEqual([]);
  });

  it('figures_countTheUnwell_andAverageTheRates', () => {
    const fleet = { ...aFleet(['a', 'a', 'b']), rates: Float32Array.of(0.5, 0.25, 1), states: Uint8Array.of(2, 3, 1) };
    const layout = layOut(fleet, null);

    expect(layout.sectors.map((sector) => figuresOf(fleet, layout, sector))).toEqual([
      { devices: 2, unwell: 1, rate: 0.375 },
      { devices: 1, unwell: 1, rate: 1 },
    ]);
  });
});

describe('radius', () => {
  it('growsTowardsTheCentreWithTheScore_andStaysOnTheDisc', () => {
    expect(radiusOf(0)).toBe(1);
    expect(radiusOf(-1)).toBe(1);
    expect(radiusOf(6)).toBeLessThan(radiusOf(5));
    expect(radiusOf(1e9)).toBeCloseTo(INNERMOST);
  });
});

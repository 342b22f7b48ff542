import { describe, expect, it } from 'vitest';
import type { Sample } from '../domain/sample';
import { SeriesBuffer } from '../domain/seriesBuffer';
import { sample } from '../testing/samples';
import { chartFrame, gapMillis, lowerBound, valueRange } from './chartFrame';

const EVERYTHING = { fromMillis: 0, toMillis: 1_000_000 };

describe('chartFrame', () => {
  it('window_holdsItsSamplesAndOneMoreOnEitherSide', () => {
    const frame = frameOf(
      [10, 20, 30, 40, 50].map((t) => sample(t, t)),
      { fromMillis: 20, toMillis: 35 },
    );

    expect([frame.first, frame.end]).toEqual([0, 4]);
  });

  it('windowBeforeAllSamples_isEmptyButForTheNext', () => {
    const frame = frameOf([sample(100, 1)], { fromMillis: 0, toMillis: 50 });

    expect([frame.first, frame.end]).toEqual([0, 1]);
  });

  it('lowerBound_isTheFirstNotBefore', () => {
    const time = Float64Array.of(10, 20, 20, 30);

    expect([5, 10, 20, 21, 31].map((t) => lowerBound(time, t))).toEqual([0, 0, 1, 3, 4]);
  });
});

describe('an earlier period', () => {
  const now = bufferOf([sample(1000, 1), sample(1100, 2)]);
  const before = bufferOf([sample(0, 5), sample(100, 50), sample(900, 7)]);
  const frame = chartFrame(now, { fromMillis: 1000, toMillis: 1100 }, [], 0, {
    columns: before,
    shiftMillis: 1000,
    bucketMillis: 0,
  });

  it('samples_areThoseOfTheWindowThatMuchEarlier', () => {
    expect([frame.earlier?.first, frame.earlier?.end]).toEqual([0, 3]);
  });

  it('values_areWithinTheAxis', () => {
    expect(valueRange(frame)[1]).toBeGreaterThanOrEqual(50);
  });
});

describe('gapMillis', () => {
  it('steadySeries_breaksAfterSixSteps', () => {
    expect(gapMillis(Float64Array.of(0, 1000, 2000, 3000), 0)).toBe(6000);
  });

  it('oneLongPause_doesNotCountAsUsual', () => {
    expect(gapMillis(Float64Array.of(0, 1000, 2000, 900_000, 901_000), 0)).toBe(6000);
  });

  it('fastSeries_doesNotBreakWithinThreeSeconds', () => {
    expect(gapMillis(Float64Array.of(0, 10, 20), 0)).toBe(3000);
  });

  it('buckets_breakAfterSixOfThem', () => {
    expect(gapMillis(Float64Array.of(0), 60_000)).toBe(360_000);
  });

  it('singleSample_hasNoGap', () => {
    expect(gapMillis(Float64Array.of(0), 0)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('valueRange', () => {
  it('everyValueInSight_isWithin', () => {
    const [low, high] = rangeOf([sample(1, -3), sample(2, 17.5)]);

    expect(low).toBeLessThanOrEqual(-3);
    expect(high).toBeGreaterThanOrEqual(17.5);
  });

  it('outlierInABucket_isWithin', () => {
    expect(rangeOf([sample(1, 5, { max: 90 })])[1]).toBeGreaterThanOrEqual(90);
  });

  it('bandFarWiderThanTheCurve_leavesTheCurveAThirdOfTheHeight', () => {
    const wild = { expected: 50, lower: -1000, upper: 1000 };
    const [low, high] = rangeOf([sample(1, 40, wild), sample(2, 60, wild)]);

    expect(high - low).toBeLessThanOrEqual(3 * 20);
  });

  it('percentage_endsAtAHundred', () => {
    const judged = { expected: 99, lower: 90, upper: 180 };
    const [, high] = valueRange(frameOf([sample(1, 60, judged), sample(2, 100, judged)]), 100);

    expect(high).toBeGreaterThan(100);
    expect(high).toBeLessThan(110);
  });

  it('percentageAboveAHundred_isShown', () => {
    expect(valueRange(frameOf([sample(1, 60), sample(2, 350)]), 100)[1]).toBeGreaterThanOrEqual(350);
  });

  it('expectedLine_isWithinThoughAllValuesAreFarFromIt', () => {
    const away = { expected: 70, lower: 68, upper: 72 };

    const [low, high] = rangeOf([sample(1, 90, away), sample(2, 90.5, away)]);

    expect(low).toBeLessThanOrEqual(68);
    expect(high).toBeGreaterThanOrEqual(90.5);
  });

  it('hugeBand_doesNotFlattenTheCurve', () => {
    const wide = { lower: -1e6, upper: 1e6 };

    const [low, high] = rangeOf([sample(1, 0, wide), sample(2, 10, wide)]);

    expect(high - low).toBeLessThan(60);
  });

  it('valuesThatAreNeverNegative_haveNoNegativeAxis', () => {
    expect(rangeOf([sample(1, 0.5, { lower: -4 }), sample(2, 3)])[0]).toBe(0);
  });

  it('constantWithoutABand_hasRoomAroundIt', () => {
    const alone = { lower: Number.NaN, upper: Number.NaN };

    const [low, high] = rangeOf([sample(1, 50, alone), sample(2, 50, alone)]);

    expect(low).toBeLessThan(50);
    expect(high).toBeGreaterThan(50);
  });

  it('nothingInSight_isStillARange', () => {
    expect(rangeOf([])).toEqual([0, 1]);
  });
});

function frameOf(samples: Sample[], window = EVERYTHING) {
  return chartFrame(bufferOf(samples), window, [], 0);
}

function bufferOf(samples: Sample[]) {
  const buffer = new SeriesBuffer(16);
  for (const s of samples) buffer.append(s);
  return buffer.columns();
}

function rangeOf(samples: Sample[]): [number, number] {
  return valueRange(frameOf(samples));
}

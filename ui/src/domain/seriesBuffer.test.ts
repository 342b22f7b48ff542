import { describe, expect, it } from 'vitest';
import { sample } from '../testing/samples';
import { ALARM, LATE, NORMAL, UNUSUAL } from './sample';
import { SeriesBuffer } from './seriesBuffer';

describe('SeriesBuffer', () => {
  it('fullBuffer_keepsTheNewest', () => {
    const buffer = new SeriesBuffer(3);

    for (let t = 1; t <= 8; t++) buffer.append(sample(t, 10 * t));

    expect([...buffer.columns().time]).toEqual([6, 7, 8]);
    expect([...buffer.columns().value]).toEqual([60, 70, 80]);
  });

  it('anyNumberOfSamples_isTheTailOfThem', () => {
    for (const capacity of [1, 2, 7, 64]) {
      const buffer = new SeriesBuffer(capacity);
      const model: number[] = [];
      for (let t = 0; t < 5 * capacity + 3; t++) {
        buffer.append(sample(t, t));
        model.push(t);
        expect([...buffer.columns().time]).toEqual(model.slice(-capacity));
      }
    }
  });

  it('sampleEarlierThanTheNewest_isRefused', () => {
    const buffer = new SeriesBuffer(4);
    buffer.append(sample(5, 1));

    expect(buffer.append(sample(4, 2, { status: LATE }))).toBe(false);
    expect(buffer.length).toBe(1);
  });

  it('sampleThatIsAlreadyTheNewest_isNotDoubled', () => {
    const buffer = new SeriesBuffer(4);
    buffer.append(sample(5, 1));

    expect(buffer.append(sample(5, 1))).toBe(false);
    expect(buffer.append(sample(5, 2))).toBe(true);
    expect([...buffer.columns().value]).toEqual([1, 2]);
  });

  it('samplesOfABucket_mergeIntoItsMeanAndExtremes', () => {
    const buffer = new SeriesBuffer(4);
    buffer.clear(10);

    for (const [t, value] of [
      [20, 1],
      [23, 2],
      [29, 9],
      [30, 5],
    ] as const)
      buffer.append(sample(t, value));

    const { time, value, min, max } = buffer.columns();
    expect([...time]).toEqual([20, 30]);
    expect([...value]).toEqual([4, 5]);
    expect([...min]).toEqual([1, 5]);
    expect([...max]).toEqual([9, 5]);
  });

  it('bucketOfHistory_weighsAsManySamplesAsItHolds', () => {
    const buffer = new SeriesBuffer(4);
    buffer.clear(10);
    buffer.append(sample(0, 1), 9);

    buffer.append(sample(5, 11));

    expect([...buffer.columns().value]).toEqual([2]);
  });

  it('bucketsThatDoNotStartAtTheEpoch_keepTheirOrigin', () => {
    const buffer = new SeriesBuffer(4);
    buffer.clear(10, 3);
    buffer.append(sample(3, 1));

    buffer.append(sample(12, 2));
    buffer.append(sample(13, 2));

    expect([...buffer.columns().time]).toEqual([3, 13]);
  });

  it('worstStatusOfABucket_staysAndLateIsNone', () => {
    const buffer = new SeriesBuffer(4);
    buffer.clear(10);

    for (const status of [NORMAL, ALARM, UNUSUAL, LATE]) buffer.append(sample(1, 1, { status }));

    expect([...buffer.columns().status]).toEqual([ALARM]);
  });

  it('tooManySamplesForTheTimeToKeep_becomeBucketsThatReachAsFarBack', () => {
    const buffer = new SeriesBuffer(16);
    buffer.keep(1000);

    for (let t = 0; t < 1000; t += 10) buffer.append(sample(t, t === 330 ? 99 : 1));

    const { time, max, length } = buffer.columns();
    expect(time[0]).toBe(0);
    expect(length).toBeLessThanOrEqual(16);
    expect(Math.max(...max)).toBe(99);
    expect(buffer.bucketMillis).toBe(125);
  });

  it('coarserBuckets_keepTheMeanOfAllTheirSamples', () => {
    const buffer = new SeriesBuffer(4);
    buffer.keep(100);

    for (const [t, value] of [
      [0, 2],
      [10, 4],
      [20, 6],
      [30, 8],
      [40, 10],
    ] as const)
      buffer.append(sample(t, value));

    expect([...buffer.columns().value]).toEqual([6]);
  });

  it('samplesThatReachBackFarEnough_stayAsTheyCame', () => {
    const buffer = new SeriesBuffer(4);
    buffer.keep(30);

    for (let t = 0; t <= 100; t += 10) buffer.append(sample(t, t));

    expect([...buffer.columns().time]).toEqual([70, 80, 90, 100]);
  });

  it('columns_areViewsNotCopies', () => {
    const buffer = new SeriesBuffer(4);
    buffer.append(sample(1, 1));

    expect(buffer.columns().time.buffer).toBe(buffer.columns().time.buffer);
  });
});

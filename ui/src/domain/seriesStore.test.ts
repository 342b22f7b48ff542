import { beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../api/liveProtocol';
import { ManualClock } from '../testing/manualClock';
import { history } from '../testing/samples';
import { SeriesStore } from './seriesStore';

let clock: ManualClock;
let store: SeriesStore;

beforeEach(() => {
  clock = new ManualClock();
  store = new SeriesStore(clock);
  store.show('pump-7');
});

describe('SeriesStore', () => {
  it('watchedMetric_keepsItsPast', () => {
    store.watch('temperature');

    store.append([batch([1, 2]), batch([3])]);

    expect(times()).toEqual([1, 2, 3]);
  });

  it('metricThatNobodyWatches_keepsOnlyTheLatest', () => {
    store.append([batch([1, 2])]);

    expect(store.columns('temperature')).toBeUndefined();
    expect(store.latest('temperature')?.timestampMillis).toBe(2);
  });

  it('otherDevices_areIgnored', () => {
    store.append([{ ...batch([1]), device: 'pump-8' }]);

    expect(store.metrics).toEqual([]);
  });

  it('nullBand_isNotJudged', () => {
    store.append([{ ...batch([1]), e: [null], l: [null], u: [null] }]);

    expect(store.latest('temperature')?.expected).toBeNaN();
  });

  it('liveSamplesDuringALoad_followTheHistory', () => {
    store.watch('temperature');
    store.expectHistory('temperature');
    store.append([batch([30, 40])]);

    store.loadLive(history([10, 20, 30]), 1000);

    expect(times()).toEqual([10, 20, 30, 40]);
  });

  it('failedLoad_letsTheLiveSamplesThrough', () => {
    store.watch('temperature');
    store.expectHistory('temperature');
    store.append([batch([30])]);

    store.loadFailed('temperature');
    store.append([batch([40])]);

    expect(times()).toEqual([30, 40]);
  });

  it('pinnedPast_isNotJoinedByLiveSamples', () => {
    store.watch('temperature');

    store.loadPinned(history([10, 20]));
    store.append([batch([30])]);

    expect(times()).toEqual([10, 20]);
    expect(store.latest('temperature')?.timestampMillis).toBe(30);
  });

  it('historyOfTheDeviceBefore_isIgnored', () => {
    store.watch('temperature');
    store.show('pump-8');

    store.loadLive(history([10]), 1000);

    expect(times()).toEqual([]);
  });

  it('buckets_takeLiveSamplesIn', () => {
    store.watch('temperature');

    store.loadLive(history([100, 200], { resolution: 'buckets', bucketMillis: 100 }), 1000);
    store.append([batch([250, 310])]);

    expect(times()).toEqual([100, 200, 300]);
  });

  it('lateSample_doesNotReplaceTheLatest', () => {
    store.append([batch([5])]);

    store.append([batch([3])]);

    expect(store.latest('temperature')?.timestampMillis).toBe(5);
  });

  it('extent_reachesFromTheOldestToTheNewest', () => {
    store.append([batch([50])]);
    store.reach(10, 40);

    expect(store.extent).toEqual({ oldestMillis: 10, newestMillis: 50 });
  });

  it('version_growsOnlyWhenTheColumnsChange', () => {
    store.watch('temperature');
    store.append([batch([5])]);
    const version = store.version('temperature');

    store.append([batch([3])]);

    expect(store.version('temperature')).toBe(version);
  });

  it('listeners_areToldAtMostFiveTimesASecondAndOfTheLastChange', () => {
    const seen: (number | undefined)[] = [];
    clock.pass(1000);
    store.onChange(() => seen.push(store.latest('temperature')?.timestampMillis));

    for (let t = 1; t <= 10; t++) {
      store.append([batch([t])]);
      clock.pass(50);
    }
    clock.pass(1000);

    expect(seen).toEqual([1, 4, 8, 10]);
  });
});

function times(): number[] {
  return [...(store.columns('temperature')?.time ?? [])];
}

function batch(t: number[]): Batch {
  const same = (value: number) => t.map(() => value);
  return { device: 'pump-7', metric: 'temperature', t, v: t, e: t, l: t, u: t, s: same(0), st: same(1) };
}

import { beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../api/liveProtocol';
import type { Result } from '../api/rest';
import type { SeriesHistory } from '../api/schema';
import { ManualClock } from '../testing/manualClock';
import { history, settled } from '../testing/samples';
import { SampleStore } from './sampleStore';
import type { TimeWindow } from './timeWindow';
import type { TrackSpec } from './track';

type Asked = { device: string; window: TimeWindow; points: number; answer: (result: Result<SeriesHistory>) => void };

const LIVE: TrackSpec = {
  device: 'pump-7',
  metric: 'temperature',
  window: { kind: 'live', spanMillis: 1000 },
  points: 512,
};

let clock: ManualClock;
let wanted: (readonly string[])[];
let asked: Asked[];
let store: SampleStore;

beforeEach(() => {
  clock = new ManualClock();
  wanted = [];
  asked = [];
  store = newStore({});
});

describe('following devices', () => {
  it('twoViewsOfOneDevice_subscribeOnceAndEndWithTheLast', () => {
    const first = store.follow('a');
    const second = store.follow('a');
    clock.pass(100);
    first();
    clock.pass(100);
    expect(wanted).toEqual([['a']]);

    second();
    clock.pass(100);

    expect(wanted).toEqual([['a'], []]);
  });

  it('severalDevicesInOneTurn_areOneSubscription', () => {
    store.follow('b');
    store.follow('a');
    store.follow('c');

    clock.pass(100);

    expect(wanted).toEqual([['a', 'b', 'c']]);
  });

  it('viewThatIsReplacedByOneOfTheSameDevice_changesNoSubscription', () => {
    const leave = store.follow('a');
    clock.pass(100);
    leave();
    store.follow('a');

    clock.pass(100);

    expect(wanted).toEqual([['a']]);
  });

  it('letGoTwice_countsOnce', () => {
    const leave = store.follow('a');
    store.follow('a');

    leave();
    leave();
    clock.pass(100);

    expect(wanted).toEqual([['a']]);
  });

  it('samplesOfSeveralDevices_stayApart', () => {
    store.follow('pump-7');
    store.follow('pump-8');

    store.append([batch([1]), { ...batch([2]), device: 'pump-8' }, { ...batch([3]), device: 'nobody' }]);

    expect(store.device('pump-7').latest('temperature')?.timestampMillis).toBe(1);
    expect(store.device('pump-8').latest('temperature')?.timestampMillis).toBe(2);
    expect(store.device('nobody').metrics).toEqual([]);
  });

  it('listenersOfADevice_areNotifiedAtMostFiveTimesASecondAndOfTheLastChange', () => {
    const seen: (number | undefined)[] = [];
    store.follow('pump-7');
    clock.pass(1000);
    store.device('pump-7').onChange(() => seen.push(store.device('pump-7').latest('temperature')?.timestampMillis));

    for (let t = 1; t <= 10; t++) {
      store.append([batch([t])]);
      clock.pass(50);
    }
    clock.pass(1000);

    expect(seen).toEqual([1, 4, 8, 10]);
  });

  it('devicesThatNobodyFollows_areEvictedLeastRecentlyUsedFirst', () => {
    store = newStore({ idleDevices: 2 });
    for (const device of ['a', 'b', 'c', 'd']) {
      const leave = store.follow(device);
      store.append([{ ...batch([1]), device }]);
      leave();
    }

    const kept = ['d', 'c', 'b', 'a'].filter((device) => store.device(device).metrics.length > 0);

    expect(kept).toEqual(['d', 'c']);
  });
});

describe('tracks', () => {
  it('liveTrack_asksForItsHistoryOnceTheExtentIsKnown', async () => {
    store.open(LIVE);
    expect(asked).toEqual([]);

    store.reach('pump-7', { oldestMillis: 10, newestMillis: 20 });

    expect(asked).toMatchObject([{ device: 'pump-7', points: 512 }]);
  });

  it('liveSamplesDuringALoad_followTheHistory', async () => {
    const { track } = await opened();
    store.append([batch([30, 40])]);

    await answer(history([10, 20, 30]));

    expect([...track.columns().time]).toEqual([10, 20, 30, 40]);
  });

  it('failedLoad_saysWhyAndShowsWhatIsLive', async () => {
    const { track } = await opened();
    asked[0]?.answer({ ok: false, error: { kind: 'unreachable', detail: '' } });
    await settled();

    store.append([batch([30])]);

    expect(track.state).toMatchObject({ kind: 'unreachable' });
    expect([...track.columns().time]).toEqual([30]);
  });

  it('fixedWindow_isNotJoinedByLiveSamples', async () => {
    store.follow('pump-7');
    const { track } = store.open({ ...LIVE, window: { kind: 'fixed', fromMillis: 5, toMillis: 25 } });
    await answer(history([10, 20]));

    store.append([batch([30])]);

    expect([...track.columns().time]).toEqual([10, 20]);
    expect(asked[0]?.window).toEqual({ fromMillis: 5, toMillis: 26 });
  });

  it('twoChartsOfTheSamePart_shareOneTrackAndOneRequest', async () => {
    const first = await opened();
    const second = store.open(LIVE);

    expect(second.track).toBe(first.track);
    expect(asked).toHaveLength(1);
  });

  it('closedTrack_isShownAtOnceWhenOpenedAgainAndLoadsAnew', async () => {
    const { track, close } = await opened();
    await answer(history([10, 20]));
    close();

    const again = store.open(LIVE).track;

    expect(again).toBe(track);
    expect(again.length).toBe(2);
    expect(asked).toHaveLength(2);
  });

  it('closedFixedWindow_needsNoSecondRequest', async () => {
    const spec: TrackSpec = { ...LIVE, window: { kind: 'fixed', fromMillis: 5, toMillis: 25 } };
    const { close } = store.open(spec);
    await answer(history([10, 20]));
    close();

    store.open(spec);

    expect(asked).toHaveLength(1);
  });

  it('closedBeforeTheAnswer_isNotFilledByIt', async () => {
    const { track, close } = await opened();
    close();

    await answer(history([10]));

    expect(track.length).toBe(0);
  });

  it('thousandsOfTracks_takeNoMoreThanTheBoundBesideThoseInUse', async () => {
    const idleBytes = 2_000_000;
    store = newStore({ idleBytes });
    const inUse = store.open(LIVE).track;

    for (let i = 0; i < 2000; i++) store.open({ ...LIVE, metric: `m${i}` }).close();

    expect(store.bytes).toBeLessThanOrEqual(idleBytes + inUse.bytes);
    expect(store.open(LIVE).track).toBe(inUse);
  });

  it('millionsOfSamples_takeNoMoreMemory', async () => {
    const { track } = await opened();
    const { bytes } = track;

    for (let t = 0; t < 200_000; t += 100) store.append([batch(Array.from({ length: 100 }, (_, i) => t + i))]);

    expect(track.bytes).toBe(bytes);
    expect(track.length).toBeLessThanOrEqual(2 * LIVE.points);
    expect(track.newestMillis).toBe(199_999);
  });

  it('version_growsOnlyWhenTheColumnsChange', async () => {
    const { track } = await opened();
    store.append([batch([5])]);
    const { version } = track;

    store.append([batch([3])]);

    expect(track.version).toBe(version);
  });

  it('silentSeries_showsTheNewestOfItsHistory', async () => {
    await opened();

    await answer(history([10, 20]));

    expect(store.device('pump-7').latest('temperature')?.timestampMillis).toBe(20);
  });
});

describe('a store that is behind the live connection', () => {
  it('historyThatEndsLongBeforeTheFirstLiveSample_isAskedAgain', async () => {
    const { track } = await opened();
    store.append([batch([50])]);
    await answer(history([]));
    clock.pass(10_000);

    await answer(history([10, 20, 30, 40, 50]));
    clock.pass(60_000);

    expect([...track.columns().time]).toEqual([10, 20, 30, 40, 50]);
    expect(asked).toHaveLength(2);
  });

  it('firstLiveSampleOneStepAfterTheHistory_isNoGap', async () => {
    const { track } = await opened();
    store.append([batch([40])]);

    await answer(history([10, 20, 30]));
    clock.pass(60_000);

    expect([...track.columns().time]).toEqual([10, 20, 30, 40]);
    expect(asked).toHaveLength(1);
  });

  it('trackOpenedAfterTheNewestSample_holdsItAndWhatCameBefore', async () => {
    store.follow('pump-7');
    store.reach('pump-7', null);
    store.append([batch([50])]);
    const { track } = store.open(LIVE);
    await answer(history([10, 20]));
    expect(track.newestMillis).toBe(50);
    clock.pass(10_000);

    await answer(history([10, 20, 30, 40, 50]));

    expect([...track.columns().time]).toEqual([10, 20, 30, 40, 50]);
  });

  it('metricSilentSinceBeforeTheWindow_isAskedOnce', async () => {
    store.follow('pump-7');
    store.append([batch([5]), { ...batch([clock.now()]), metric: 'other' }]);
    store.reach('pump-7', { oldestMillis: 0, newestMillis: clock.now() });
    store.open(LIVE);

    await answer(history([]));
    clock.pass(60_000);

    expect(asked).toHaveLength(1);
  });

  it('irregularSeries_isAskedOnceMoreOnly', async () => {
    await opened();
    store.append([batch([90])]);
    await answer(history([10, 11, 12]));
    clock.pass(10_000);
    store.append([batch([190])]);

    await answer(history([10, 11, 12, 90]));
    clock.pass(60_000);

    expect(asked).toHaveLength(2);
  });
});

describe('a new subscription', () => {
  it('snapshotThatIsAhead_asksTheHistoryUntilItHasNoGap', async () => {
    const { track } = await opened();
    await answer(history([10, 20]));

    store.restart([batch([50])]);
    clock.pass(10_000);
    await answer(history([10, 20, 30])); // the store is behind the live connection
    clock.pass(10_000);
    await answer(history([10, 20, 30, 40, 50]));
    clock.pass(60_000);

    expect([...track.columns().time]).toEqual([10, 20, 30, 40, 50]);
    expect(asked).toHaveLength(3);
  });

  it('snapshotThatBringsNothingNew_asksNothing', async () => {
    await opened();
    await answer(history([10, 20]));

    store.restart([batch([20])]);
    clock.pass(60_000);

    expect(asked).toHaveLength(1);
  });

  it('historyThatNeverCatchesUp_isNotAskedForEver', async () => {
    await opened();
    await answer(history([10]));
    store.restart([batch([50])]);

    for (let i = 0; i < 20; i++) {
      clock.pass(10_000);
      await answer(history([10]));
    }

    expect(asked.length).toBeLessThan(10);
  });

  it('trackThatFailed_isLoadedAgain', async () => {
    const { track } = await opened();
    asked[0]?.answer({ ok: false, error: { kind: 'unreachable', detail: '' } });
    await settled();

    store.restart([batch([50])]);
    await answer(history([10, 50]));

    expect(track.state).toBe('loaded');
  });
});

async function opened() {
  store.follow('pump-7');
  const lease = store.open(LIVE);
  store.reach('pump-7', null);
  await settled();
  return lease;
}

async function answer(value: SeriesHistory): Promise<void> {
  await settled();
  asked.at(-1)?.answer({ ok: true, value });
  await settled();
}

function newStore(bounds: { idleBytes?: number; idleDevices?: number }): SampleStore {
  return new SampleStore({
    clock,
    now: () => clock.now(),
    onWanted: (devices) => wanted.push(devices),
    loadHistory: ({ device, points }, window) =>
      new Promise((resolve) => {
        asked.push({ device, points, window, answer: resolve });
      }),
    ...bounds,
  });
}

function batch(t: number[]): Batch {
  const same = (value: number) => t.map(() => value);
  return { device: 'pump-7', metric: 'temperature', t, v: t, e: t, l: t, u: t, s: same(0), st: same(1) };
}

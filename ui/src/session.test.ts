import { beforeEach, describe, expect, it } from 'vitest';
import type { Read } from './api/rest';
import type { Anomaly, Device } from './api/schema';
import { SeriesStore } from './domain/seriesStore';
import { deviceChosen } from './features/selection/selectionSlice';
import { Session } from './session';
import { type AppStore, createStore } from './store';
import { LiveServer } from './testing/liveServer';
import { ManualClock } from './testing/manualClock';
import { anomaly, device } from './testing/samples';

let clock: ManualClock;
let live: LiveServer;
let series: SeriesStore;
let store: AppStore;
let session: Session;
let devices: Device[];
let anomalies: Anomaly[];

beforeEach(() => {
  clock = new ManualClock();
  live = new LiveServer();
  series = new SeriesStore(clock);
  devices = [device('a'), device('workstation', { attributes: { type: 'host' } })];
  anomalies = [];
  const services = { read: answers, clock, series };
  store = createStore(services);
  session = new Session({ ...services, store, open: live.open, random: () => 1, hidden: () => false });
});

describe('Session', () => {
  it('start_choosesTheHostAndFollowsItsSamples', async () => {
    await begin();

    expect(store.getState().selection.device).toBe('workstation');
    expect(samplesLink().received.at(-1)).toMatchObject({ devices: ['workstation'], anomalies: false });
  });

  it('deviceInTrouble_isChosenWithItsMetricLarge', async () => {
    anomalies = [anomaly('x', { device: 'a', metric: 'temperature' })];

    await begin();

    expect(store.getState().selection).toMatchObject({ device: 'a', metric: 'temperature' });
  });

  it('firstReadingEver_showsWithinASecond', async () => {
    devices = [];
    await begin();
    expect(store.getState().selection.device).toBeNull();

    devices = [device('pump-7')];
    clock.pass(1000);
    await settled();

    expect(store.getState().selection.device).toBe('pump-7');
  });

  it('anotherDevice_isSubscribedInItsPlace', async () => {
    await begin();

    store.dispatch(deviceChosen('a'));

    expect(samplesLink().received.at(-1)).toMatchObject({ devices: ['a'] });
  });

  it('samples_goToTheSeriesStore', async () => {
    await begin();

    const columns = { t: [5], v: [1], e: [1], l: [0], u: [2], s: [0], st: [1] };
    samplesLink().say({ type: 'scores', series: [{ device: 'workstation', metric: 'cpu', ...columns }], coalesced: 0 });

    expect(series.latest('cpu')?.value).toBe(1);
  });

  it('anomaly_showsInTheFeedAtOnce', async () => {
    await begin();

    feedLink().say({ type: 'anomaly', anomaly: anomaly('new') });

    expect(store.getState().anomalies.byId.new?.state).toBe('OPEN');
  });

  it('hiddenPage_doesNotPoll', async () => {
    let asked = 0;
    const services = {
      read: ((operation, request) => {
        asked++;
        return answers(operation, request);
      }) as Read,
      clock,
      series,
    };
    const hidden = new Session({
      ...services,
      store: createStore(services),
      open: live.open,
      random: () => 1,
      hidden: () => true,
    });
    hidden.start();
    await settled();
    const atStart = asked;

    clock.pass(60_000);
    await settled();

    expect(asked).toBe(atStart);
  });

  it('stop_closesBothConnectionsAndEndsThePolls', async () => {
    await begin();

    session.stop();
    clock.pass(60_000);

    expect(live.connections.map((c) => c.closedByClient)).toEqual([true, true]);
  });
});

/** Starts, answers what is asked, and greets both connections. */
async function begin(): Promise<void> {
  session.start();
  for (const connection of live.connections) connection.hello();
  clock.pass(1);
  await settled();
}

const feedLink = () => live.connections[0] ?? live.newest;
const samplesLink = () => live.connections[1] ?? live.newest;

/** The server's REST answers, from what the test has laid out. */
const answers = (async (operation) => {
  switch (operation) {
    case 'listDevices':
      return { ok: true, value: { items: devices, next: null } };
    case 'listAnomalies':
      return { ok: true, value: { items: anomalies, next: null } };
    default:
      return { ok: false, error: { kind: 'unreachable', detail: 'not part of this test' } };
  }
}) as Read;

/** Lets all promises that are on their way arrive. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

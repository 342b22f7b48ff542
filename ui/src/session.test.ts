import { beforeEach, describe, expect, it } from 'vitest';
import type { Read } from './api/rest';
import type { Anomaly, Device } from './api/schema';
import { loadDevice } from './features/device/loadDevice';
import { Session } from './session';
import { LiveServer } from './testing/liveServer';
import { anomaly, device, settled } from './testing/samples';
import { testServices } from './testing/services';

let live: LiveServer;
let devices: Device[];
let anomalies: Anomaly[];
let asked: string[];
let session: Session;
let parts: ReturnType<typeof testServices>;

beforeEach(() => {
  live = new LiveServer();
  devices = [device('a'), device('b')];
  anomalies = [];
  asked = [];
  parts = testServices(answers, (wanted) => session.followDevices(wanted));
  session = sessionOf(false);
});

describe('Session', () => {
  it('start_opensOneConnectionForTheAnomaliesOfAll', async () => {
    await begin();

    expect(live.connections).toHaveLength(1);
    expect(live.newest.received).toEqual([{ type: 'subscribe', everyAnomaly: true, samples: false }]);
  });

  it('devicesOfSeveralViews_areOneSubscriptionOnTheSameConnection', async () => {
    await begin();

    parts.samples.follow('b');
    parts.samples.follow('a');
    parts.clock.pass(100);

    expect(live.connections).toHaveLength(1);
    expect(live.newest.received.at(-1)).toEqual({ type: 'subscribe', everyAnomaly: true, devices: ['a', 'b'] });
  });

  it('reconnection_subscribesToTheSameAgain', async () => {
    await begin();
    parts.samples.follow('a');
    parts.clock.pass(100);

    live.newest.drop();
    parts.clock.pass(1000);
    live.newest.hello();

    expect(live.connections).toHaveLength(2);
    expect(live.newest.received.at(-1)).toMatchObject({ devices: ['a'] });
  });

  it('moreDevicesThanTheServerTakes_areCutAtItsBound', async () => {
    await begin();

    session.followDevices(Array.from({ length: 1500 }, (_, i) => `d${i}`));

    expect(live.newest.received.at(-1)?.devices).toHaveLength(1000);
  });

  it('longNames_areCutAtTheLongestMessage', async () => {
    await begin();

    session.followDevices(Array.from({ length: 1000 }, (_, i) => `${i}${'ü'.repeat(120)}`));

    const { devices } = live.newest.received.at(-1) ?? {};
    const bytes = new TextEncoder().encode(JSON.stringify(devices)).length;
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(64 * 1024 - 200);
  });

  it('firstReadingEver_showsWithinASecond', async () => {
    devices = [];
    await begin();

    devices = [device('pump-7')];
    parts.clock.pass(1000);
    await settled();

    expect(parts.store.getState().devices.pages[0]?.page.items).toMatchObject([{ device: 'pump-7' }]);
  });

  it('samples_goToTheSampleStore', async () => {
    await begin();
    parts.samples.follow('a');

    const columns = { t: [5], v: [1], e: [1], l: [0], u: [2], s: [0], st: [1] };
    live.newest.say({ type: 'scores', series: [{ device: 'a', metric: 'cpu', ...columns }], coalesced: 3 });

    expect(parts.samples.device('a').latest('cpu')?.value).toBe(1);
    expect(parts.store.getState().connection.skippedSamples).toBe(3);
  });

  it('anomaly_showsInTheFeedAtOnce', async () => {
    await begin();

    live.newest.say({ type: 'anomaly', anomaly: anomaly('new') });

    expect(parts.store.getState().anomalies.byId.new?.state).toBe('OPEN');
  });

  it('secondSnapshot_asksForWhatEndedMeanwhile', async () => {
    await begin();
    live.newest.say({ type: 'snapshot', series: [], anomalies: [] });
    const before = count('listAnomalies');

    live.newest.say({ type: 'snapshot', series: [], anomalies: [] });
    await settled();

    expect(count('listAnomalies')).toBe(before + 1);
  });

  it('deviceThatCannotBeRead_saysWhyAndItsExtentIsNotWaitedFor', async () => {
    await begin();

    await parts.store.dispatch(loadDevice('gone'));

    expect(parts.store.getState().device.details.gone).toMatchObject({ kind: 'failed' });
    expect(parts.samples.device('gone').reachKnown).toBe(true);
  });

  it('hiddenPage_doesNotPoll', async () => {
    session = sessionOf(true);
    session.start();
    await settled();
    const atStart = asked.length;

    parts.clock.pass(60_000);
    await settled();

    expect(asked).toHaveLength(atStart);
  });

  it('stop_closesTheConnectionAndEndsThePolls', async () => {
    await begin();

    session.stop();
    parts.clock.pass(60_000);

    expect(live.connections.map((c) => c.closedByClient)).toEqual([true]);
  });
});

function sessionOf(hidden: boolean): Session {
  const { services, store } = parts;
  return new Session({ ...services, store, open: live.open, random: () => 1, hidden: () => hidden });
}

/** Starts, answers what is asked, and greets the connection. */
async function begin(): Promise<void> {
  session.start();
  for (const connection of live.connections) connection.hello();
  parts.clock.pass(1);
  await settled();
}

function count(operation: string): number {
  return asked.filter((name) => name === operation).length;
}

/** The server's REST answers, from what the test has laid out. */
const answers = (async (operation) => {
  asked.push(operation);
  switch (operation) {
    case 'listDevices':
      return { ok: true, value: { items: devices, next: null } };
    case 'listAnomalies':
      return { ok: true, value: { items: anomalies, next: null } };
    default:
      return { ok: false, error: { kind: 'unreachable', detail: 'not part of this test' } };
  }
}) as Read;

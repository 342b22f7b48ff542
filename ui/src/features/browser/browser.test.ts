import { describe, expect, it } from 'vitest';
import { createStore } from '../../store';
import { testServices } from '../../testing/services';
import { Checksum } from './checksum';
import { browserPath, isOwnHost, readBrowserQuery } from './streamAddress';
import { type MeterAnomaly, parseStreamMessage, type WorkerCommand, type WorkerEvent } from './streamProtocol';
import { StreamSession, type StreamWorker } from './streamSession';
import {
  alertDismissed,
  alertsExpired,
  BADGE_MILLIS,
  meterAnomalyChanged,
  metersNamed,
  telemetryReset,
} from './telemetrySlice';

const OPENED: MeterAnomaly = {
  meter: 1,
  transition: 'opened',
  severity: 'WARNING',
  pattern: 'SPIKE',
  startMillis: 5,
  peakMillis: 5,
  value: 9,
  expected: 1,
  score: 7,
};

function storeWith(log: string[] = []) {
  const store = createStore({ ...testServices().services, log: (line) => log.push(line) });
  store.dispatch(metersNamed(['a', 'b']));
  return store;
}

describe('messages of a stream', () => {
  it.each([
    '',
    '{}',
    '[]',
    'null',
    '{"type":"meters"}',
    '{"type":"meters","names":[]}',
    '{"type":"meters","names":["a","a"]}',
    '{"type":"meters","names":[1]}',
    `{"type":"meters","names":["${'x'.repeat(129)}"]}`,
    '{"type":"tick","t":1.5,"v":[1]}',
    '{"type":"tick","t":1}',
    '{"type":"score","t":1,"v":[1]}',
  ])('%s, is none', (text) => {
    expect(parseStreamMessage(text)).toBeNull();
  });

  it('metersAndTicks_areReadAsSpecified', () => {
    expect(parseStreamMessage('{"type":"meters","names":["a","ü"]}')).toEqual({ type: 'meters', names: ['a', 'ü'] });
    expect(parseStreamMessage('{"type":"tick","t":7,"v":[1.5,null]}')).toEqual({ type: 'tick', t: 7, v: [1.5, null] });
  });
});

describe('check value', () => {
  it('isCrc32_asOtherHostsComputeIt', () => {
    const checksum = new Checksum();
    checksum.add(Int32Array.of(2, 65796), Float64Array.of(0.5, Number.NaN), 2);

    // python3: zlib.crc32(struct.pack('<id', 2, .5) + struct.pack('<iQ', 65796, 0x7ff8000000000000))
    expect(checksum.text).toBe('64c8d667');
  });

  it('doesNotDependOnHowTicksAreGrouped', () => {
    const once = new Checksum();
    once.add(Int32Array.of(1, 2), Float64Array.of(3, 4), 2);
    const twice = new Checksum();
    twice.add(Int32Array.of(1), Float64Array.of(3), 1);
    twice.add(Int32Array.of(2), Float64Array.of(4), 1);

    expect(twice.text).toBe(once.text);
  });
});

describe('alerts', () => {
  it('areCounted_logged_andShownUntilTheyHaveBeenQuietFor300Seconds', () => {
    const log: string[] = [];
    const store = storeWith(log);
    store.dispatch(meterAnomalyChanged({ anomaly: OPENED, nowMillis: 1000 }));
    store.dispatch(
      meterAnomalyChanged({ anomaly: { ...OPENED, transition: 'grew', severity: 'CRITICAL' }, nowMillis: 2000 }),
    );
    store.dispatch(meterAnomalyChanged({ anomaly: { ...OPENED, transition: 'ended' }, nowMillis: 9000 }));

    expect(store.getState().telemetry.alertCount).toBe(1);
    expect(store.getState().telemetry.alerts[1]).toMatchObject({ name: 'b', severity: 'CRITICAL', isOpen: false });
    expect(log.map((line) => JSON.parse(line).transition)).toEqual(['opened', 'grew', 'ended']);

    store.dispatch(alertsExpired(2000 + BADGE_MILLIS - 1));
    expect(Object.keys(store.getState().telemetry.alerts)).toEqual(['1']);
    store.dispatch(alertsExpired(2000 + BADGE_MILLIS));
    expect(store.getState().telemetry.alerts).toEqual({});
    expect(store.getState().telemetry.alertCount).toBe(1);
  });

  it('dismissedAndReset_areGone', () => {
    const store = storeWith();
    store.dispatch(meterAnomalyChanged({ anomaly: OPENED, nowMillis: 0 }));
    store.dispatch(alertDismissed(1));
    expect(store.getState().telemetry.alerts).toEqual({});

    store.dispatch(meterAnomalyChanged({ anomaly: OPENED, nowMillis: 0 }));
    store.dispatch(telemetryReset());
    expect(store.getState().telemetry).toMatchObject({ alerts: {}, alertCount: 0, log: [], names: ['a', 'b'] });
  });

  it('logIsBounded', () => {
    const store = storeWith();
    for (let i = 0; i < 300; i++) store.dispatch(meterAnomalyChanged({ anomaly: OPENED, nowMillis: i }));

    expect(store.getState().telemetry.log).toHaveLength(200);
    expect(store.getState().telemetry.alertCount).toBe(300);
  });
});

describe('a session', () => {
  it('turnsTheWorkersEventsIntoActions_andEndsWithIt', () => {
    const store = storeWith();
    const worker = { sent: [] as WorkerCommand[], isOver: false, onmessage: null, onerror: null } as StreamWorker & {
      sent: WorkerCommand[];
      isOver: boolean;
    };
    worker.postMessage = (command) => worker.sent.push(command);
    worker.terminate = () => {
      worker.isOver = true;
    };
    const session = new StreamSession(
      store,
      () => worker,
      () => 42,
    );
    const tell = (data: WorkerEvent) => worker.onmessage?.({ data } as MessageEvent<WorkerEvent>);
    session.connect('ws://h/', { method: 'zscore', window: 1200, memoryBytes: 1 });
    tell({ type: 'link', link: 'live', detail: '' });
    tell({ type: 'meters', names: ['x', 'y'] });
    tell({ type: 'warning', window: 600 });

    expect(worker.sent).toEqual([
      { type: 'connect', url: 'ws://h/', settings: { method: 'zscore', window: 1200, memoryBytes: 1 } },
    ]);
    expect(store.getState().telemetry).toMatchObject({ link: 'live', names: ['x', 'y'], smallerWindow: 600 });

    session.disconnect();
    expect(worker.isOver).toBe(true);
    expect(store.getState().telemetry.link).toBe('idle');
  });
});

describe('addresses', () => {
  it('query_isReadAsItWasWritten_andBounded', () => {
    const query = { stream: 'ws://a:1/?x=1&y=2', method: 'ewma' as const, window: 600, memory: 10 };

    expect(readBrowserQuery(browserPath(query).slice('/browser'.length), 'h')).toEqual(query);
    expect(readBrowserQuery('?window=-5&memory=1e9&method=x', 'h')).toEqual({
      stream: 'ws://h:8090/',
      method: 'zscore',
      window: 8,
      memory: 1,
    });
  });

  it.each([
    ['ws://h:8090/', true],
    ['wss://h/', true],
    ['ws://evil/', false],
    ['http://h/', false],
    ['h', false],
  ])('%s, may be connected to unasked: %s', (stream, may) => {
    expect(isOwnHost(stream, 'h')).toBe(may);
  });
});

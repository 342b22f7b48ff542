import { beforeEach, describe, expect, it } from 'vitest';
import { LiveServer } from '../testing/liveServer';
import { ManualClock } from '../testing/manualClock';
import { type LinkState, LiveClient } from './liveClient';
import type { ServerMessage } from './liveProtocol';

/** With a random number of 1 a pause is as long as it can be, with 0 half of that. */
let random = 1;
let clock: ManualClock;
let server: LiveServer;
let client: LiveClient;
let messages: ServerMessage[];
let states: LinkState['kind'][];

beforeEach(() => {
  random = 1;
  clock = new ManualClock();
  server = new LiveServer();
  messages = [];
  states = [];
  client = new LiveClient({
    open: server.open,
    clock,
    random: () => random,
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state.kind),
  });
});

describe('LiveClient', () => {
  it('hello_makesItLiveAndSendsTheSubscription', () => {
    client.subscribe({ devices: ['pump-7'] });
    client.start();

    server.newest.hello();

    expect(states).toEqual(['connecting', 'live']);
    expect(server.newest.received).toEqual([{ type: 'subscribe', devices: ['pump-7'] }]);
  });

  it('newSubscription_isSentAtOnceWhenLive', () => {
    client.start();
    server.newest.hello();

    client.subscribe({ samples: false });

    expect(server.newest.received).toEqual([{ type: 'subscribe', samples: false }]);
  });

  it('lostConnection_comesBackAndSubscribesAgain', () => {
    client.subscribe({ devices: ['pump-7'] });
    client.start();
    server.newest.hello();

    server.newest.drop();
    clock.pass(500);
    server.newest.hello();

    expect(server.connections).toHaveLength(2);
    expect(server.newest.received).toEqual([{ type: 'subscribe', devices: ['pump-7'] }]);
    expect(states).toEqual(['connecting', 'live', 'reconnecting', 'live']);
  });

  it('repeatedLosses_doubleThePauseUpToHalfAMinute', () => {
    client.start();

    const pauses = Array.from({ length: 9 }, () => pauseAfterLoss());

    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000]);
  });

  it('pauses_areSpreadByChance', () => {
    random = 0;
    client.start();

    expect(pauseAfterLoss()).toBe(250);
  });

  it('connectionsThatDieRightAfterHello_stillPauseLongerAndLonger', () => {
    client.start();
    server.newest.hello();
    expect(pauseAfterLoss()).toBe(500);
    server.newest.hello();

    expect(pauseAfterLoss()).toBe(1000);
  });

  it('connectionThatLastedAHeartbeat_startsFromTheShortestPauseAgain', () => {
    client.start();
    pauseAfterLoss();
    server.newest.hello();
    server.newest.say({ type: 'heartbeat', serverMillis: 0 });

    expect(pauseAfterLoss()).toBe(500);
  });

  it('silenceOfTwoHeartbeats_isStale', () => {
    client.start();
    server.newest.hello(5000);

    clock.pass(10_000);

    expect(client.state).toEqual({ kind: 'stale', sinceMillis: clock.now() - 10_000 });
  });

  it('messageAfterSilence_isLiveAgain', () => {
    client.start();
    server.newest.hello(5000);
    clock.pass(10_000);

    server.newest.say({ type: 'heartbeat', serverMillis: 0 });

    expect(states).toEqual(['connecting', 'live', 'stale', 'live']);
  });

  it('silenceOfFourHeartbeats_isGivenUpAndReopened', () => {
    client.start();
    server.newest.hello(5000);

    clock.pass(20_000);

    expect(server.newest.closedByClient).toBe(true);
    expect(client.state.kind).toBe('reconnecting');
  });

  it('serverThatNeverSaysHello_isGivenUp', () => {
    client.start();

    clock.pass(10_000);

    expect(states).toEqual(['connecting', 'reconnecting']);
  });

  it('messagesOfAConnectionThatWasGivenUp_areIgnored', () => {
    client.start();
    const old = server.newest;
    old.hello(5000);
    const late = old.onmessage;
    clock.pass(20_500);

    late?.({ data: '{"type":"heartbeat","serverMillis":0}' });

    expect(messages.filter((m) => m.type === 'heartbeat')).toEqual([]);
  });

  it('retryNow_endsThePause', () => {
    client.start();
    server.newest.drop();

    client.retryNow();
    clock.pass(500);

    expect(server.connections).toHaveLength(2);
  });

  it('unknownOrBrokenMessages_areNoHarm', () => {
    client.start();
    server.newest.hello();

    server.newest.say({ type: 'from-the-future' });
    server.newest.onmessage?.({ data: '{' });
    server.newest.onmessage?.({ data: new ArrayBuffer(2) });

    expect(messages.map((m) => m.type)).toEqual(['hello']);
    expect(client.state.kind).toBe('live');
  });

  it('stop_closesAndStaysClosed', () => {
    client.start();
    server.newest.hello();

    client.stop();
    clock.pass(60_000);

    expect(server.newest.closedByClient).toBe(true);
    expect(server.connections).toHaveLength(1);
  });
});

/** Drops the connection and measures how long it takes until there is another. */
function pauseAfterLoss(): number {
  const before = server.connections.length;
  server.newest.drop();
  const start = clock.now();
  while (server.connections.length === before) clock.pass(1);
  return clock.now() - start;
}

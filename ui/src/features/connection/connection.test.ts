import { describe, expect, it } from 'vitest';
import type { LinkState } from '../../api/liveClient';
import { connectionText } from './ConnectionState';
import { connectionReducer, serverTimeReceived } from './connectionSlice';

const LIVE: LinkState = { kind: 'live' };
const LOST: LinkState = { kind: 'reconnecting', attempt: 1, retryAtMillis: 5000 };
const START = connectionReducer(undefined, { type: 'start' });

describe('connection', () => {
  it('wrongClockOfTheBrowser_isCorrected', () => {
    const state = connectionReducer(START, serverTimeReceived({ serverMillis: 60_000, localMillis: 0 }));

    expect(state.clockOffsetMillis).toBe(60_000);
  });

  it('delaysOfTheNetwork_doNotMoveTheClock', () => {
    const state = connectionReducer(START, serverTimeReceived({ serverMillis: 1000, localMillis: 1120 }));

    expect(state.clockOffsetMillis).toBe(0);
  });

  it.each<[LinkState, string]>([
    [LIVE, 'Live'],
    [{ kind: 'connecting' }, 'Connecting'],
    [{ kind: 'stale', sinceMillis: -10_000 }, 'Stale: silent for 12 s'],
    [LOST, 'Reconnecting in 3 s'],
    [{ ...LOST, retryAtMillis: 0 }, 'Reconnecting'],
  ])('%s, reads %s', (link, text) => {
    expect(connectionText(link, 2000)).toBe(text);
  });
});

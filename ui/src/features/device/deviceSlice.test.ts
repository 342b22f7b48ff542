import { describe, expect, it } from 'vitest';
import type { DeviceDetail } from '../../api/schema';
import { device } from '../../testing/samples';
import { detailFailed, detailLoaded, deviceReducer, MOST_DETAILS, selectDetail } from './deviceSlice';

const START = deviceReducer(undefined, { type: 'start' });
const UNREACHABLE = { kind: 'unreachable', detail: '' } as const;

describe('details of devices', () => {
  it('severalDevices_areKnownAtOnce', () => {
    const state = ['a', 'b'].map((name) => detailLoaded(detail(name))).reduce(deviceReducer, START);

    expect(selectDetail({ device: state }, 'a').kind).toBe('loaded');
    expect(selectDetail({ device: state }, 'b').kind).toBe('loaded');
    expect(selectDetail({ device: state }, 'constructor').kind).toBe('loading');
  });

  it('shortOutage_leavesWhatWasKnown', () => {
    const known = deviceReducer(START, detailLoaded(detail('a')));

    const state = deviceReducer(known, detailFailed({ device: 'a', error: UNREACHABLE }));

    expect(selectDetail({ device: state }, 'a').kind).toBe('loaded');
  });

  it('beyondTheBound_theFirstAreForgotten', () => {
    let state = START;
    for (let i = 0; i <= MOST_DETAILS; i++) state = deviceReducer(state, detailLoaded(detail(`d${i}`)));

    expect(Object.keys(state.details)).toHaveLength(MOST_DETAILS);
    expect(selectDetail({ device: state }, 'd0').kind).toBe('loading');
  });
});

function detail(name: string): DeviceDetail {
  return { ...device(name), metrics: [] };
}

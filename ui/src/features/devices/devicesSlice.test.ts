import { describe, expect, it } from 'vitest';
import type { Device } from '../../api/schema';
import { anomaly, device } from '../../testing/samples';
import { anomaliesReducer, snapshotReceived } from '../anomalies/anomaliesSlice';
import { devicesReducer, pageLoaded, searched, selectRows } from './devicesSlice';

type Action = Parameters<typeof devicesReducer>[1];
const CALM = anomaliesReducer(undefined, { type: 'start' });

describe('device list', () => {
  it('rows_needAttentionFirstThenByNameWithNumbersInOrder', () => {
    const devices = [
      device('s-10'),
      device('s-9'),
      device('b', { state: 'WARNING' }),
      device('z', { state: 'CRITICAL' }),
    ];

    expect(namesOf(rowsOf([page(devices)]))).toEqual(['z', 'b', 's-9', 's-10']);
  });

  it('openAnomalyFromTheFeed_showsAtOnceOnAnOlderList', () => {
    const open = anomaliesReducer(CALM, snapshotReceived([anomaly('x', { device: 'b', severity: 'CRITICAL' })]));

    const [first] = rowsOf([page([device('a'), device('b')])], open);

    expect(first).toMatchObject({ device: 'b', state: 'CRITICAL', openAnomalies: 1, worst: { id: 'x' } });
  });

  it('deviceWhosePageIsNotLoaded_isShownWhenItHasAnOpenAnomaly', () => {
    const open = anomaliesReducer(CALM, snapshotReceived([anomaly('x', { device: 'far-away' })]));

    expect(rowsOf([page([device('a')])], open)[0]).toMatchObject({ device: 'far-away', metrics: null });
  });

  it('search_alsoHoldsForDevicesKnownByTheirAnomaly', () => {
    const open = anomaliesReducer(CALM, snapshotReceived([anomaly('x', { device: 'pump-7' })]));

    expect(namesOf(rowsOf([searched('met'), page([device('meter')], { query: 'met' })], open))).toEqual(['meter']);
  });

  it('pagesInOrder_areOneList', () => {
    const rows = rowsOf([page([device('a')], { next: 'c1' }), page([device('b')], { cursor: 'c1' })]);

    expect(namesOf(rows)).toEqual(['a', 'b']);
  });

  it('pageReadAgain_replacesItself', () => {
    const rows = rowsOf([page([device('a')]), page([device('a', { metrics: 5 })])]);

    expect(rows).toMatchObject([{ device: 'a', metrics: 5 }]);
  });

  it('answerToAnEarlierSearch_isIgnored', () => {
    const state = reduce([searched('pump'), page([device('meter')], { query: '' })]);

    expect(state.loaded).toBe(false);
  });
});

function page(
  items: Device[],
  { query = '', cursor = undefined as string | undefined, next = null as string | null } = {},
) {
  return pageLoaded({ query, cursor, page: { items, next } });
}

function reduce(actions: Action[]) {
  return actions.reduce(devicesReducer, devicesReducer(undefined, { type: 'start' }));
}

function rowsOf(actions: Action[], anomalies = CALM) {
  return selectRows({ devices: reduce(actions), anomalies });
}

function namesOf(rows: { device: string }[]): string[] {
  return rows.map((row) => row.device);
}

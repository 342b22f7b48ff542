import { describe, expect, it } from 'vitest';
import { anomaly, ofDevice } from '../../testing/samples';
import {
  anomalyChosen,
  deviceChosen,
  liveResumed,
  metricChosen,
  rangeChosen,
  selectionReducer,
  windowPinned,
} from './selectionSlice';

type Action = Parameters<typeof selectionReducer>[1];

describe('selection', () => {
  it('anotherDevice_forgetsMetricAnomalyAndWindow', () => {
    const state = reduced(jump(), deviceChosen('pump-8'));

    expect(state).toMatchObject({ device: 'pump-8', metric: null, anomaly: null, pinned: null });
  });

  it('sameMetricAgain_makesItSmall', () => {
    expect(reduced(metricChosen('t')).metric).toBe('t');
    expect(reduced(metricChosen('t'), metricChosen('t')).metric).toBeNull();
  });

  it('anomaly_leadsToItsDeviceMetricAndTime', () => {
    expect(reduced(jump())).toMatchObject({
      device: 'pump-7',
      metric: 'temperature',
      anomaly: 'a',
      pinned: { fromMillis: 1, toMillis: 9 },
      tab: 'charts',
    });
  });

  it('anomalyOfADevice_leadsToTheMetricThatMattersMost', () => {
    const state = reduced(anomalyChosen({ anomaly: ofDevice('a'), range: '5m', pinned: null }));

    expect(state).toMatchObject({ device: 'pump-7', metric: 'pressure', anomaly: 'a' });
  });

  it('anotherRange_isLive', () => {
    expect(reduced(jump(), rangeChosen('1h'))).toMatchObject({ range: '1h', pinned: null, anomaly: null });
  });

  it('backToLive_keepsDeviceAndMetric', () => {
    const state = reduced(jump(), windowPinned({ fromMillis: 2, toMillis: 3 }), liveResumed());

    expect(state).toMatchObject({ device: 'pump-7', metric: 'temperature', pinned: null });
  });
});

function jump() {
  return anomalyChosen({ anomaly: anomaly('a'), range: '5m', pinned: { fromMillis: 1, toMillis: 9 } });
}

function reduced(...actions: Action[]) {
  return actions.reduce(selectionReducer, selectionReducer(undefined, { type: 'start' }));
}

import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../api/schema';
import { scopes, selectorOf } from './silence';

const anomaly = (metric: string) => ({ device: 'pump *7', metric }) as Anomaly;

describe('selectorOf', () => {
  it('series_deviceAndMetric_withoutPatternCharacters', () => {
    expect(selectorOf(anomaly('temp'), 'series', '')).toEqual({ device: 'pump ?7', metric: 'temp' });
  });

  it('metricDeviceGroup_eachByItself', () => {
    expect(selectorOf(anomaly('temp'), 'metric', 'hall')).toEqual({ metric: 'temp' });
    expect(selectorOf(anomaly('temp'), 'device', 'hall')).toEqual({ device: 'pump ?7' });
    expect(selectorOf(anomaly('temp'), 'group', 'hall')).toEqual({ group: 'hall' });
  });
});

describe('scopes', () => {
  it('anomalyOfADevice_hasNoMetric', () => {
    expect(scopes(anomaly(''), '')).toEqual(['device']);
  });

  it('deviceWithAGroup_groupToo', () => {
    expect(scopes(anomaly('temp'), 'hall')).toEqual(['series', 'device', 'metric', 'group']);
  });
});

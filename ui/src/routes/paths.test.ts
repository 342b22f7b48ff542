import { describe, expect, it } from 'vitest';
import {
  anomaliesPath,
  decodeName,
  devicePath,
  encodeName,
  fleetPath,
  heatPath,
  radarPath,
  readAnomalyQuery,
  readDeviceQuery,
  readFleetQuery,
  readHeatQuery,
  readRadarQuery,
} from './paths';

const ORIGIN = 'http://radar.example';

describe('names in paths', () => {
  it.each(['pump-7', 'a/b', 'a%2Fb', '100%', 'ü ß', '.', '..', '~', '~..', '?x=1#y', 'a+b', 'host.example', '日本'])(
    '%s, survives the browser and the router',
    (name) => {
      const { pathname } = new URL(devicePath(name, name), ORIGIN);
      const [, devices, device, metric] = pathname.split('/');

      expect(devices).toBe('devices');
      expect([device, metric].map((segment) => decodeName(segment ?? ''))).toEqual([name, name]);
    },
  );

  it('unpairedSurrogate_isReplaced', () => {
    expect(decodeName(encodeName('a\uD800'))).toBe('a\uFFFD');
  });

  it('brokenEscape_isNoName', () => {
    expect(decodeName('%E0%A4%A')).toBeNull();
  });
});

describe('queries', () => {
  it.each([
    {},
    { range: '1h' as const },
    { window: { fromMillis: 1000, toMillis: 2000 } },
    { anomaly: 'x&y=%', window: { fromMillis: -5, toMillis: 7 } },
    { compare: '1d' as const },
    { related: true },
  ])('%o of a device, is read as it was written', (query) => {
    expect(readDeviceQuery(searchOf(devicePath('d', null, query)))).toEqual(query);
  });

  it.each([
    '?range=never',
    '?range=constructor',
    '?from=5&to=5',
    '?from=x&to=9',
    '?anomaly=',
    '?compare=2d',
    '?compare=constructor',
  ])('%s, is ignored', (text) => {
    expect(readDeviceQuery(text)).toEqual({});
  });

  it.each([{}, { state: 'open' as const }, { severity: 'CRITICAL' as const, device: 'a&b' }])(
    '%o of the anomalies, is read as it was written',
    (query) => {
      expect(readAnomalyQuery(searchOf(anomaliesPath(query)))).toEqual(query);
    },
  );

  it.each([
    { hide: [] },
    { hide: ['OK' as const, 'SILENT' as const], group: '' },
    { hide: [], group: 'a&b' },
    { hide: [], simulated: 5 },
  ])('%o of the radar, is read as it was written', (query) => {
    expect(readRadarQuery(searchOf(radarPath(query)))).toEqual(query);
  });

  it('heatMap_isReadAsItWasWritten_andSaysOnlyWhatIsNotTheDefault', () => {
    const query = { by: 'device', measure: 'score', span: '7d' } as const;
    expect(readHeatQuery(searchOf(heatPath(query)))).toEqual(query);
    expect(heatPath(readHeatQuery('?by=x&span=9h'))).toBe('/heatmap');
  });

  it('search_isPartOfTheFleetsAddress', () => {
    expect(readFleetQuery(searchOf(fleetPath('50% & more')))).toBe('50% & more');
    expect(fleetPath()).toBe('/');
  });
});

describe('the default range', () => {
  it('aloneOrWithAnAnomaly_isSaidOnlyWhereItMatters', () => {
    expect(devicePath('d', null, { range: '5m' })).toBe('/devices/d');
    expect(devicePath('d', null, { range: '5m', anomaly: 'a' })).toBe('/devices/d?range=5m&anomaly=a');
  });
});

describe('links of notifications', () => {
  it('anomaly_isTheAddressOfItsMetric', () => {
    // The same text as in NotificationTest of the module notify.
    expect(devicePath('pump 7/ü', 'temperature', { anomaly: 'a1' })).toBe(
      '/devices/pump%207%2F%C3%BC/temperature?anomaly=a1',
    );
  });
});

function searchOf(path: string): string {
  return new URL(path, ORIGIN).search;
}

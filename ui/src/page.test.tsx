import { renderToStaticMarkup } from 'react-dom/server';
import { Provider } from 'react-redux';
import { describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import type { Status } from './api/schema';
import { AnomalyFeed } from './features/anomalies/AnomalyFeed';
import { anomalyReceived } from './features/anomalies/anomaliesSlice';
import { ChosenAnomaly } from './features/device/DeviceAnomalies';
import { RegistryFacts } from './features/device/RegistryFacts';
import type { DeviceRow } from './features/devices/devicesSlice';
import { Row } from './features/devices/Row';
import { HeaderFigures } from './features/system/HeaderFigures';
import SystemView from './features/system/SystemView';
import { statusFailed, statusLoaded } from './features/system/statusSlice';
import { firstReading } from './features/welcome/SendData';
import { ServicesProvider } from './services';
import { Shell } from './shell/Shell';
import type { AppStore } from './store';
import { anomaly, ofDevice } from './testing/samples';
import { testServices } from './testing/services';

const STATUS: Status = {
  ready: true,
  parts: [{ name: 'broker', state: 'UP', detail: 'fine' }],
  version: '1',
  startedMillis: 0,
  devices: 1,
  series: 12,
  openAnomalies: 1,
  readingsPerSecond: 1234.4,
  pipelineLatencyMillis: 12.6,
  historyLagRecords: 0,
  storedSamples: 5,
  storeBytes: 5,
  liveClients: 2,
};

describe('the page', () => {
  it('feed_saysSeverityStateAndReasonInWords', () => {
    const html = render(<AnomalyFeed />, anomalyReceived(anomaly('a', { severity: 'CRITICAL' })));

    for (const text of ['Critical', 'open', 'pump-7', 'temperature rose to 84 where 71 was expected']) {
      expect(html).toContain(text);
    }
  });

  it('feed_saysOfADeviceAsAWholeWhichMetricsItWas', () => {
    const html = render(<AnomalyFeed />, anomalyReceived(ofDevice('a')));

    for (const text of ['all metrics together', 'level shift', 'pressure 41 %, flow 22 %']) {
      expect(html).toContain(text);
    }
  });

  it('chosenAnomalyOfADevice_hasABarForEachMetric', () => {
    const html = render(<ChosenAnomaly anomaly={ofDevice('a')} closePath="/" />, anomalyReceived(ofDevice('a')));

    expect(html.match(/<meter/g)).toHaveLength(3);
    expect(html).toContain('value="0.41"');
    expect(html).toContain('41 %');
  });

  it('namesOfDevices_areTextNotMarkup', () => {
    const html = render(<AnomalyFeed />, anomalyReceived(anomaly('a', { device: '<img src=x>' })));

    expect(html).toContain('&lt;img src=x&gt;');
  });

  it('deviceInTheList_saysHowBadTheWorstIsAndHowManyAreOpen', () => {
    const device: DeviceRow = {
      device: 'a',
      state: 'CRITICAL',
      openAnomalies: 5,
      metrics: 12,
      lastSeenMillis: 0,
      attributes: {},
      worst: null,
    };
    const of = (row: DeviceRow) =>
      render(<Row row={row} at={0} count={1} top={0} selected={false} tabStop now={0} />, statusLoaded(STATUS));

    expect(of(device)).toContain('critical, 5 open');
    expect(of({ ...device, openAnomalies: 1 })).toContain('>critical<');
  });

  it('deviceInTheList_saysItsGroupAndOwnerOfTheRegistry', () => {
    const device: DeviceRow = {
      device: 'a',
      state: 'OK',
      openAnomalies: 0,
      metrics: 1,
      lastSeenMillis: 0,
      attributes: { type: 'pump' },
      registered: { displayName: 'Pump one', group: 'hall-1', owner: 'ana' },
      worst: null,
    };

    const html = render(
      <Row row={device} at={0} count={1} top={0} selected={false} tabStop now={0} />,
      statusLoaded(STATUS),
    );

    expect(html).toContain('hall-1 · ana · pump · 1 metric');
  });

  it('deviceView_saysWhatTheRegistrySays', () => {
    const html = render(
      <RegistryFacts registered={{ displayName: 'Pump one', group: 'hall-1', owner: '' }} />,
      statusLoaded(STATUS),
    );

    expect(html).toContain('Pump one');
    expect(html).toContain('Group: <bdi title="hall-1">hall-1</bdi>');
    expect(html).not.toContain('Owner');
  });

  it('figures_areReadable', () => {
    const html = render(<HeaderFigures />, statusLoaded(STATUS));

    for (const text of ['1,234', '13 ms', 'open anomaly']) expect(html).toContain(text);
  });

  it('partThatIsDown_isShownWithItsRemedy', () => {
    const parts = [{ name: 'pipeline', state: 'DOWN', detail: 'The disk is full: free some space.' } as const];

    const html = render(<SystemView />, statusLoaded({ ...STATUS, parts }));

    expect(html).toContain('<strong>pipeline</strong> down');
    expect(html).toContain('The disk is full: free some space.');
  });

  it('serverThatDoesNotAnswer_isSaid', () => {
    const html = render(<SystemView />, statusFailed({ kind: 'unreachable', detail: '' }));

    expect(html).toContain('The server does not answer.');
  });

  it('nameWithControls_isIsolatedAndShowsThem', () => {
    const html = render(<AnomalyFeed />, anomalyReceived(anomaly('a', { device: 'pump\u202E7' })));

    expect(html).toContain('<bdi title="pump\\u{202e}7">pump<span class="escape">\\u{202e}</span>7</bdi>');
    expect(html).not.toContain('\u202E');
  });

  it('unknownAddress_saysWhereToGo', () => {
    const html = render(<Shell />, statusLoaded(STATUS), '/no-such-view');

    expect(html).toContain('There is no page at this address');
    expect(html).toContain('href="/anomalies"');
  });

  it('firstReading_isOneFrameForThisServer', () => {
    const command = firstReading('http://127.0.0.1:8080');
    const body = command.match(/-d '(.*)'$/)?.[1] ?? '';

    expect(command).toContain('curl http://127.0.0.1:8080/api/v1/telemetry');
    expect(JSON.parse(body)).toEqual({ device: 'pump-7', metrics: { temperature: 71.2, pressure: 3.1 } });
  });
});

function render(part: React.ReactNode, action: Parameters<AppStore['dispatch']>[0], path = '/'): string {
  const { services, store } = testServices();
  store.dispatch(action);
  const hook = (): [string, () => void] => [path, () => {}];
  return renderToStaticMarkup(
    <Provider store={store}>
      <ServicesProvider value={services}>
        <Router hook={hook} searchHook={() => ''}>
          {part}
        </Router>
      </ServicesProvider>
    </Provider>,
  );
}

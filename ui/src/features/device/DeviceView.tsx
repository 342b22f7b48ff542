import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly, Attributes } from '../../api/schema';
import { formatAgo, formatTime } from '../../domain/format';
import { RANGES, type Range } from '../../domain/timeWindow';
import { useServerTime, useServices } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { selectOfDevice } from '../anomalies/anomaliesSlice';
import { isOfDevice, metricsOf } from '../anomalies/anomalyText';
import { liveResumed, rangeChosen } from '../selection/selectionSlice';
import { Welcome } from '../welcome/SendData';
import { ChosenAnomaly, OpenOfDevice } from './DeviceAnomalies';
import { MetricCard } from './MetricCard';
import './device.css';

/** The device on screen: who it is, what is wrong with it, and every metric as a chart. */
export function DeviceView() {
  const device = useAppSelector((state) => state.selection.device);
  const hasNone = useAppSelector((state) => state.devices.loaded && state.devices.query === '');
  return (
    <main className="centre panel" id="charts">
      {device === null ? hasNone && <Welcome /> : <Charts key={device} device={device} />}
    </main>
  );
}

function Charts({ device }: { device: string }) {
  const state = useAppSelector((root) => root.device);
  const enlarged = useAppSelector((root) => root.selection.metric);
  const chosen = useAppSelector((root) => root.selection.anomaly);
  const pinned = useAppSelector((root) => root.selection.pinned !== null);
  const anomalies = useAppSelector((root) => selectOfDevice(root, device));
  const metrics = useMetrics(anomalies, enlarged);
  const byMetric = useMemo(() => groupByMetric(anomalies), [anomalies]);
  const shown = anomalies.find((a) => a.id === chosen);
  return (
    <>
      <header className="device-header">
        <div className="device-title">
          <h1 data-testid="device-name">{device}</h1>
          {state.kind === 'loaded' && <AttributeList attributes={state.detail.attributes} />}
          {!pinned && <LastSeen />}
        </div>
        <RangeChoice />
      </header>
      {shown && <ChosenAnomaly anomaly={shown} />}
      {anomalies
        .filter((a) => isOfDevice(a) && a.state === 'OPEN' && a !== shown)
        .map((a) => (
          <OpenOfDevice key={a.id} anomaly={a} />
        ))}
      {state.kind === 'failed' && metrics.length === 0 && <p className="trouble">{sentenceOf(state.error)}</p>}
      <div className="metrics">
        {metrics.map((metric) => (
          <MetricCard
            key={metric}
            device={device}
            metric={metric}
            anomalies={byMetric.get(metric) ?? NONE}
            large={metric === enlarged || metrics.length === 1}
          />
        ))}
      </div>
    </>
  );
}

const NONE: readonly Anomaly[] = [];

function groupByMetric(anomalies: readonly Anomaly[]): Map<string, Anomaly[]> {
  const groups = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    for (const metric of metricsOf(anomaly)) groups.set(metric, [...(groups.get(metric) ?? []), anomaly]);
  }
  return groups;
}

/** The metrics in order: the enlarged one, those with an open anomaly, the rest by name. */
function useMetrics(anomalies: readonly Anomaly[], enlarged: string | null): string[] {
  const { series } = useServices();
  const subscribe = useCallback((listener: () => void) => series.onChange(listener), [series]);
  const heard = useSyncExternalStore(subscribe, () => series.metrics);
  const stored = useAppSelector((root) => (root.device.kind === 'loaded' ? root.device.detail.metrics : undefined));
  return useMemo(() => {
    const open = new Set(anomalies.filter((a) => a.state === 'OPEN').flatMap(metricsOf));
    const rank = (metric: string) => (metric === enlarged ? 0 : open.has(metric) ? 1 : 2);
    const all = new Set([...heard, ...(stored ?? []).map((m) => m.metric)]);
    return [...all].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }, [anomalies, enlarged, heard, stored]);
}

function AttributeList({ attributes }: { attributes: Attributes }) {
  return (
    <ul className="attributes" aria-label="Attributes">
      {Object.entries(attributes).map(([name, value]) => (
        <li key={name} title={name}>
          {value}
        </li>
      ))}
    </ul>
  );
}

function LastSeen() {
  const { series } = useServices();
  const now = useServerTime();
  const { newestMillis } = series.extent;
  if (Number.isNaN(newestMillis)) return null;
  return (
    <p className="muted" title={formatTime(newestMillis, now)}>
      newest sample {formatAgo(newestMillis, now)}
    </p>
  );
}

function RangeChoice() {
  const dispatch = useAppDispatch();
  const { range, pinned } = useAppSelector((root) => root.selection);
  const now = useServerTime();
  return (
    <div className="range">
      {pinned && (
        <p className="pinned">
          {formatTime(pinned.fromMillis, now)} to {formatTime(pinned.toMillis, now)}{' '}
          <button type="button" onClick={() => dispatch(liveResumed())} data-testid="back-to-live">
            Back to live
          </button>
        </p>
      )}
      <fieldset className="segments">
        <legend className="visually-hidden">Time range</legend>
        {(Object.keys(RANGES) as Range[]).map((r) => (
          <button
            key={r}
            type="button"
            aria-pressed={pinned === null && r === range}
            onClick={() => dispatch(rangeChosen(r))}
            data-testid={`range-${r}`}
          >
            {r}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

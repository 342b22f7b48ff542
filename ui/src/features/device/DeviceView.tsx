import { useEffect, useMemo, useRef } from 'react';
import { Link, useParams } from 'wouter';
import { sentenceOf } from '../../api/rest';
import type { Anomaly, Attributes } from '../../api/schema';
import { COMPARISONS, type Comparison } from '../../domain/comparison';
import { safeName } from '../../domain/displayName';
import { formatAgo, formatTime } from '../../domain/format';
import { RANGES, type Range } from '../../domain/timeWindow';
import { decodeName, fleetPath } from '../../routes/paths';
import { useDeviceSamples, useServerTime } from '../../services';
import { Name } from '../../shell/Name';
import { NotFound } from '../../shell/NotFound';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { EventItem } from '../activity/EventItem';
import { AnomalyFeed } from '../anomalies/AnomalyFeed';
import { selectOfDevice } from '../anomalies/anomaliesSlice';
import { isOfDevice, metricsOf } from '../anomalies/anomalyText';
import { DeviceList } from '../devices/DeviceList';
import { ChosenAnomaly, OpenOfDevice } from './DeviceAnomalies';
import { selectDetail } from './deviceSlice';
import { MetricCard } from './MetricCard';
import { RegistryFacts } from './RegistryFacts';
import { type ChartView, useChartKeys, useChartView, useFollowedDevice } from './useDevice';
import './device.css';

/** A device between the fleet and the anomalies: who it is, what is wrong with it, and every metric as a chart. */
export default function DeviceView() {
  const params = useParams<{ device: string; metric?: string }>();
  const device = decodeName(params.device);
  const metric = params.metric === undefined ? null : decodeName(params.metric);
  if (device === null || (params.metric !== undefined && metric === null)) return <NotFound />;
  return <Columns device={device} metric={metric} />;
}

function Columns({ device, metric }: { device: string; metric: string | null }) {
  const view = useChartView(device, metric);
  useTitle(metric === null ? safeName(device) : `${safeName(device)} ${safeName(metric)}`);
  return (
    <div className="columns">
      <DeviceList selected={device} />
      <main className="centre panel" id="content" tabIndex={-1}>
        <Link href={fleetPath()} className="quiet back">
          ‹ {text().devices.all}
        </Link>
        <Charts key={device} device={device} enlarged={metric} view={view} />
      </main>
      <AnomalyFeed chosen={view.anomaly?.id ?? null} />
    </div>
  );
}

function Charts({ device, enlarged, view }: { device: string; enlarged: string | null; view: ChartView }) {
  useFollowedDevice(device);
  useChartKeys(device, view);
  const detail = useAppSelector((root) => selectDetail(root, device));
  const anomalies = useAppSelector((root) => selectOfDevice(root, device));
  const metrics = useMetrics(device, anomalies, enlarged);
  const byMetric = useMemo(() => groupByMetric(anomalies), [anomalies]);
  const top = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was enlarged is at the top
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'nearest' });
  }, [enlarged]);
  return (
    <>
      <header className="device-header" ref={top}>
        <div className="device-title">
          <h1 data-testid="device-name">
            <Name>{device}</Name>
          </h1>
          {detail.kind === 'loaded' && <RegistryFacts registered={detail.detail.registered} />}
          {detail.kind === 'loaded' && <AttributeList attributes={detail.detail.attributes} />}
          {view.shown.kind === 'live' && <NewestSample device={device} />}
        </div>
        <RangeChoice view={view} />
      </header>
      {view.anomaly && <ChosenAnomaly anomaly={view.anomaly} closePath={view.pathTo({})} />}
      {view.anomalyIsMissing && <p className="trouble">{text().anomalies.unknown}</p>}
      {anomalies
        .filter((a) => isOfDevice(a) && a.state === 'OPEN' && a.id !== view.anomaly?.id)
        .map((a) => (
          <OpenOfDevice key={a.id} anomaly={a} />
        ))}
      {metrics.length === 0 && <NoMetrics device={device} />}
      {view.events.length > 0 && <Happened view={view} />}
      <div className="metrics">
        {metrics.map((metric) => (
          <MetricCard
            key={metric}
            device={device}
            metric={metric}
            anomalies={byMetric.get(metric) ?? NONE}
            large={metric === enlarged || metrics.length === 1}
            view={view}
          />
        ))}
      </div>
    </>
  );
}

const MOST_EVENTS = 10;

/** The newest events of the device in the period that the charts show. */
function Happened({ view: { events } }: { view: ChartView }) {
  const now = useServerTime();
  return (
    <section aria-labelledby="happened" data-testid="device-events">
      <h2 id="happened">{text().activity.ofDevice}</h2>
      <ol className="event-list">
        {events
          .slice(-MOST_EVENTS)
          .reverse()
          .map((event) => (
            <EventItem key={event.id} event={event} now={now} withKey={false} />
          ))}
      </ol>
    </section>
  );
}

const NONE: readonly Anomaly[] = [];

function NoMetrics({ device }: { device: string }) {
  const detail = useAppSelector((root) => selectDetail(root, device));
  if (detail.kind === 'loading') return null;
  if (detail.kind === 'loaded') return <p className="muted">{text().device.noMetrics}</p>;
  const isUnknown = detail.error.kind === 'problem' && detail.error.problem.status === 404;
  return (
    <p className="trouble" data-testid="device-unknown">
      {isUnknown ? text().device.unknown : sentenceOf(detail.error)}
    </p>
  );
}

function groupByMetric(anomalies: readonly Anomaly[]): Map<string, Anomaly[]> {
  const groups = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    for (const metric of metricsOf(anomaly)) groups.set(metric, [...(groups.get(metric) ?? []), anomaly]);
  }
  return groups;
}

/** The metrics in order: the enlarged one, those with an open anomaly, the rest by name. */
function useMetrics(device: string, anomalies: readonly Anomaly[], enlarged: string | null): string[] {
  const live = useDeviceSamples(device, (samples) => samples.metrics);
  const detail = useAppSelector((root) => selectDetail(root, device));
  const stored = detail.kind === 'loaded' ? detail.detail.metrics : undefined;
  return useMemo(() => {
    const open = new Set(anomalies.filter((a) => a.state === 'OPEN').flatMap(metricsOf));
    const rank = (metric: string) => (metric === enlarged ? 0 : open.has(metric) ? 1 : 2);
    const all = new Set([...live, ...(stored ?? []).map((m) => m.metric)]);
    return [...all].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  }, [anomalies, enlarged, live, stored]);
}

function AttributeList({ attributes }: { attributes: Attributes }) {
  return (
    <ul className="attributes" aria-label={text().device.attributes}>
      {Object.entries(attributes).map(([name, value]) => (
        <li key={name} title={name}>
          <Name>{value}</Name>
        </li>
      ))}
    </ul>
  );
}

function NewestSample({ device }: { device: string }) {
  const now = useServerTime();
  const newestMillis = useDeviceSamples(device, (samples) => samples.extent.newestMillis);
  if (Number.isNaN(newestMillis)) return null;
  return (
    <p className="muted" title={formatTime(newestMillis, now)}>
      {text().device.newestSample(formatAgo(newestMillis, now))}
    </p>
  );
}

function RangeChoice({ view }: { view: ChartView }) {
  const { device } = text();
  const { shown, range } = view;
  const now = useServerTime();
  return (
    <div className="range">
      {shown.kind === 'fixed' && (
        <p className="pinned">
          {device.between(formatTime(shown.fromMillis, now), formatTime(shown.toMillis, now))}{' '}
          <Link href={view.pathTo({ range })} className="button" data-testid="back-to-live">
            {device.backToLive}
          </Link>
        </p>
      )}
      <CompareChoice view={view} />
      <Segments
        label={device.timeRange}
        value={shown.kind === 'live' ? range : null}
        choices={(Object.keys(RANGES) as Range[]).map((r) => [r, r] as const)}
        onChoose={(r) => view.goTo({ range: r })}
        testId={(r) => `range-${r}`}
      />
    </div>
  );
}

function CompareChoice({ view }: { view: ChartView }) {
  const { device } = text();
  const { range, shown, anomaly, compare } = view;
  const choose = (next: string) =>
    view.goTo({
      range,
      ...(shown.kind === 'fixed' && { window: shown }),
      ...(anomaly !== null && { anomaly: anomaly.id }),
      compare: next === '' ? undefined : (next as Comparison),
    });
  return (
    <label className="compare">
      {device.compare}
      <select value={compare ?? ''} onChange={(event) => choose(event.target.value)} data-testid="compare">
        <option value="">{device.comparedWithNothing}</option>
        {(Object.keys(COMPARISONS) as Comparison[]).map((key) => (
          <option key={key} value={key}>
            {device.comparisons[key]}
          </option>
        ))}
      </select>
    </label>
  );
}

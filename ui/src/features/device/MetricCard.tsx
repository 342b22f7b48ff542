import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { Chart } from '../../charts/Chart';
import type { Mark } from '../../charts/chartFrame';
import { formatAgo, formatBand, formatRarity, formatTime, formatValue, unitOf } from '../../domain/format';
import { ALARM, type Sample, statusWord, UNUSUAL, WARM_UP } from '../../domain/sample';
import type { SeriesColumns } from '../../domain/seriesBuffer';
import { visibleWindow } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { metricChosen, windowPinned } from '../selection/selectionSlice';
import { useHistory } from './useHistory';
import { useOnScreen } from './useOnScreen';

const AGED_MILLIS = 60_000;

type MetricCardProps = { device: string; metric: string; anomalies: readonly Anomaly[]; large: boolean };

/** One metric: its numbers now, and its chart while it is in sight. */
export function MetricCard({ device, metric, anomalies, large }: MetricCardProps) {
  const dispatch = useAppDispatch();
  const card = useRef<HTMLElement>(null);
  const onScreen = useOnScreen(card);
  const [hovered, setHovered] = useState<Sample | null>(null);
  const latest = useLatest(metric);
  const alarmed = anomalies.some((a) => a.state === 'OPEN');
  return (
    <article
      ref={card}
      className={large ? 'metric metric-large' : 'metric'}
      data-testid="metric-card"
      data-metric={metric}
      data-alarmed={alarmed}
    >
      <header className="metric-header">
        <h3>
          <button
            type="button"
            className="metric-name"
            aria-pressed={large}
            title={large ? 'Back to all metrics' : `Enlarge ${metric}`}
            onClick={() => dispatch(metricChosen(metric))}
            data-testid="metric-toggle"
          >
            {metric}
          </button>
        </h3>
        <Reading metric={metric} sample={hovered ?? latest} past={hovered !== null} />
      </header>
      <div className="metric-chart">
        {onScreen && (
          <MetricChart
            device={device}
            metric={metric}
            anomalies={anomalies}
            onHover={setHovered}
            summary={summaryOf(metric, latest)}
          />
        )}
      </div>
      {large && <ChartKey />}
    </article>
  );
}

type ReadingProps = { metric: string; sample: Sample | undefined; past: boolean };

/** Value, what was expected, and the verdict: of now, or of the sample under the pointer. */
function Reading({ metric, sample, past }: ReadingProps) {
  const { series } = useServices();
  const pinned = useAppSelector((state) => state.selection.pinned !== null);
  const now = useServerClock();
  const unit = unitOf(metric);
  if (sample === undefined) return <p className="reading muted">no samples yet</p>;
  const { value, expected, lower, upper, status, score } = sample;
  const judged = !Number.isNaN(expected);
  // A metric that has fallen behind its device says so: its verdict is not of now.
  const aged = series.extent.newestMillis - sample.timestampMillis > AGED_MILLIS;
  const age = aged ? `, ${formatAgo(sample.timestampMillis, now())}` : pinned ? ' now' : '';
  const stands = status === UNUSUAL || status === ALARM;
  return (
    <p className="reading" data-status={statusWord(status)} data-past={past}>
      <span className="reading-value" data-testid="current-value">
        {formatValue(value, unit)}
      </span>
      <span className="reading-status" data-testid="current-status">
        {past ? formatTime(sample.timestampMillis, now()) : statusWord(status) + age}
      </span>
      <span className="reading-expected" data-testid="current-expected">
        {judged
          ? `expected ${formatValue(expected, unit)} (${formatBand(lower, upper, unit)})`
          : status === WARM_UP
            ? 'learning what is normal'
            : 'not judged'}
        {stands && `, ${formatRarity(score)}`}
      </span>
    </p>
  );
}

type MetricChartProps = {
  device: string;
  metric: string;
  anomalies: readonly Anomaly[];
  summary: string;
  onHover: (sample: Sample | null) => void;
};

function MetricChart({ device, metric, anomalies, summary, onHover }: MetricChartProps) {
  const dispatch = useAppDispatch();
  const { series } = useServices();
  const { range, pinned, anomaly: chosen } = useAppSelector((state) => state.selection);
  const history = useHistory(device, metric);
  const now = useServerClock();
  const marks = useMemo(() => anomalies.map((a) => markOf(a, chosen)), [anomalies, chosen]);
  const isEmpty = history !== 'loading' && (series.columns(metric)?.length ?? 0) === 0;
  return (
    <>
      <Chart
        series={series}
        metric={metric}
        unit={unitOf(metric)}
        label={summary}
        window={() => visibleWindow(range, pinned, now(), series.extent)}
        marks={() => marks}
        onHover={(index) => onHover(index === null ? null : sampleAt(series.columns(metric), index))}
        onPick={(window) => dispatch(windowPinned(window))}
      />
      {typeof history === 'object' && <p className="chart-note trouble">{sentenceOf(history)}</p>}
      {history === 'loaded' && isEmpty && <p className="chart-note muted">No samples in this stretch of time.</p>}
    </>
  );
}

/** The newest sample of a metric, again at most five times a second. */
function useLatest(metric: string): Sample | undefined {
  const { series } = useServices();
  const subscribe = useCallback((listener: () => void) => series.onChange(listener), [series]);
  return useSyncExternalStore(subscribe, () => series.latest(metric));
}

function ChartKey() {
  return (
    <ul className="key" aria-label="Key">
      <li data-key="line">measured</li>
      <li data-key="expected">expected</li>
      <li data-key="band">normal band</li>
      <li data-key="unusual">unusual sample</li>
      <li data-key="alarm">part of an anomaly</li>
      <li className="key-hint">drag to zoom in</li>
    </ul>
  );
}

function markOf(anomaly: Anomaly, chosen: string | null): Mark {
  return {
    id: anomaly.id,
    critical: anomaly.severity === 'CRITICAL',
    fromMillis: anomaly.startMillis,
    toMillis: anomaly.state === 'OPEN' ? null : (anomaly.endMillis ?? anomaly.peakMillis),
    chosen: anomaly.id === chosen,
  };
}

function sampleAt(columns: SeriesColumns | undefined, index: number): Sample | null {
  const timestampMillis = columns?.time[index];
  if (columns === undefined || timestampMillis === undefined) return null;
  const at = (column: Float64Array) => column[index] ?? Number.NaN;
  return {
    timestampMillis,
    value: at(columns.value),
    min: at(columns.min),
    max: at(columns.max),
    expected: at(columns.expected),
    lower: at(columns.lower),
    upper: at(columns.upper),
    score: at(columns.score),
    status: columns.status[index] ?? 0,
  };
}

function summaryOf(metric: string, sample: Sample | undefined): string {
  if (sample === undefined) return `Chart of ${metric}: no samples yet`;
  return `Chart of ${metric}: ${formatValue(sample.value, unitOf(metric))}, ${statusWord(sample.status)}`;
}

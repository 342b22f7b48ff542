import { useCallback, useRef, useState, useSyncExternalStore } from 'react';
import type { Anomaly } from '../../api/schema';
import { formatValue, unitOf } from '../../domain/format';
import { type Sample, statusWord } from '../../domain/sample';
import { useServices } from '../../services';
import { useAppDispatch } from '../../store';
import { metricChosen } from '../selection/selectionSlice';
import { MetricChart } from './MetricChart';
import { Reading } from './Reading';
import { useOnScreen } from './useOnScreen';

type MetricCardProps = { device: string; metric: string; anomalies: readonly Anomaly[]; large: boolean };

/** One metric: its numbers now, and its chart while it is in sight. */
export function MetricCard({ device, metric, anomalies, large }: MetricCardProps) {
  const dispatch = useAppDispatch();
  const card = useRef<HTMLElement>(null);
  const onScreen = useOnScreen(card);
  const [hovered, setHovered] = useState<Sample>();
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
        <Reading metric={metric} sample={hovered ?? latest} past={hovered !== undefined} />
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

function summaryOf(metric: string, sample: Sample | undefined): string {
  if (sample === undefined) return `Chart of ${metric}: no samples yet`;
  return `Chart of ${metric}: ${formatValue(sample.value, unitOf(metric))}, ${statusWord(sample.status)}`;
}

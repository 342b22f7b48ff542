import { useMemo } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { Chart } from '../../charts/Chart';
import type { Mark } from '../../charts/chartFrame';
import { unitOf } from '../../domain/format';
import type { Sample } from '../../domain/sample';
import { visibleWindow } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { windowPinned } from '../selection/selectionSlice';
import { useHistory } from './useHistory';

type MetricChartProps = {
  device: string;
  metric: string;
  anomalies: readonly Anomaly[];
  summary: string;
  onHover: (sample: Sample | undefined) => void;
};

/** The chart of a metric with its history, its anomalies and what went wrong. */
export function MetricChart({ device, metric, anomalies, summary, onHover }: MetricChartProps) {
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
        onHover={(index) => onHover(index === null ? undefined : series.sampleAt(metric, index))}
        onPick={(window) => dispatch(windowPinned(window))}
      />
      {typeof history === 'object' && <p className="chart-note trouble">{sentenceOf(history)}</p>}
      {history === 'loaded' && isEmpty && <p className="chart-note muted">No samples in this stretch of time.</p>}
    </>
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

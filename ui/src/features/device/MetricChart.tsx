import { useMemo, useRef } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { Chart } from '../../charts/Chart';
import type { Mark } from '../../charts/chartFrame';
import { unitOf } from '../../domain/format';
import type { Sample } from '../../domain/sample';
import { pointsFor, windowOf } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';
import { text } from '../../text/language';
import { useTrack } from '../series/useTrack';
import { useWidth } from '../series/useWidth';
import type { ChartView } from './useDevice';

type MetricChartProps = {
  device: string;
  metric: string;
  anomalies: readonly Anomaly[];
  view: ChartView;
  summary: string;
  onHover: (sample: Sample | undefined) => void;
};

/** The chart of a metric with its history, as fine as its width shows, its anomalies, and what went wrong. */
export function MetricChart({ device, metric, anomalies, view, summary, onHover }: MetricChartProps) {
  const { samples } = useServices();
  const { shown, anomaly: chosen } = view;
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const { state, drawn } = useTrack(width === 0 ? null : { device, metric, window: shown, points: pointsFor(width) });
  const now = useServerClock();
  const chosenId = chosen?.id ?? null;
  const marks = useMemo(() => anomalies.map((a) => markOf(a, chosenId)), [anomalies, chosenId]);
  const isEmpty = state === 'loaded' && (drawn()?.length ?? 0) === 0;
  return (
    <div ref={host} className="chart-host">
      <Chart
        track={drawn}
        unit={unitOf(metric)}
        label={summary}
        window={() => windowOf(shown, now(), samples.device(device).extent)}
        marks={() => marks}
        onHover={(index) => onHover(index === null ? undefined : drawn()?.sampleAt(index))}
        onPick={(window) => view.goTo({ range: view.range, window, ...(chosenId !== null && { anomaly: chosenId }) })}
      />
      {typeof state === 'object' && <p className="chart-note trouble">{sentenceOf(state)}</p>}
      {isEmpty && <p className="chart-note muted">{text().device.noneInWindow}</p>}
    </div>
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

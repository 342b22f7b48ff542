import { useMemo, useRef } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { Chart } from '../../charts/Chart';
import type { Mark } from '../../charts/chartFrame';
import { COMPARISONS, earlierPart } from '../../domain/comparison';
import { safeName } from '../../domain/displayName';
import { unitOf } from '../../domain/format';
import type { Sample } from '../../domain/sample';
import { pointsFor, windowOf } from '../../domain/timeWindow';
import { useServerClock, useServerTime, useServices } from '../../services';
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
  const earlier = useEarlier(device, metric, view, width);
  const chosenId = chosen?.id ?? null;
  const marks = useMemo(() => anomalies.map((a) => markOf(a, chosenId)), [anomalies, chosenId]);
  const { events } = view;
  const notes = useMemo(() => events.map((e) => ({ atMillis: e.timestampMillis, label: safeName(e.type) })), [events]);
  const isEmpty = state === 'loaded' && (drawn()?.length ?? 0) === 0;
  return (
    <div ref={host} className="chart-host">
      <Chart
        track={drawn}
        unit={unitOf(metric)}
        label={summary}
        window={() => windowOf(shown, now(), samples.device(device).extent)}
        marks={() => marks}
        notes={() => notes}
        earlier={earlier}
        onHover={(index) => onHover(index === null ? undefined : drawn()?.sampleAt(index))}
        onPick={(window) => view.goTo({ range: view.range, window, ...(chosenId !== null && { anomaly: chosenId }) })}
      />
      {typeof state === 'object' && <p className="chart-note trouble">{sentenceOf(state)}</p>}
      {isEmpty && <p className="chart-note muted">{text().device.noneInWindow}</p>}
    </div>
  );
}

/** The samples of the period that the charts are compared with. */
function useEarlier(device: string, metric: string, { shown, compare }: ChartView, width: number) {
  const { samples } = useServices();
  const window = windowOf(shown, useServerTime(), samples.device(device).extent);
  const isDrawn = compare !== null && width > 0 && !Number.isNaN(window.toMillis);
  const part = isDrawn ? earlierPart(window, shown.kind === 'live', compare) : null;
  const { drawn } = useTrack(part && { device, metric, window: part, points: pointsFor(width) });
  return () => (compare === null ? null : { track: drawn(), shiftMillis: COMPARISONS[compare] });
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

import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Anomaly } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { DEFAULT_RANGE, RANGES, type ShownWindow, viewOf } from '../../domain/timeWindow';
import { type DeviceQuery, devicePath } from '../../routes/paths';
import { useServerClock } from '../../services';
import { useEvents } from '../activity/useEvents';
import { measuredText, metricsOf } from '../anomalies/anomalyText';
import { MetricChart } from '../device/MetricChart';
import { type ChartView, useFollowedDevice } from '../device/useDevice';

const ignore = () => {};

/** The series of an anomaly, around the time at which it was detected; zooming leads to the view of the device. */
export function AlertChart({ anomaly }: { anomaly: Anomaly }) {
  const { device, id } = anomaly;
  const now = useServerClock();
  const [, navigate] = useLocation();
  useFollowedDevice(device);
  // The anomaly decides once where to look: the charts must not jump while they are looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const shown = useMemo<ShownWindow>(() => {
    const { range, pinned } = viewOf(anomaly, DEFAULT_RANGE, now());
    return pinned === null ? { kind: 'live', spanMillis: RANGES[range] } : { kind: 'fixed', ...pinned };
  }, [id]);
  const events = useEvents(device, shown);
  const metrics = metricsOf(anomaly);
  const pathTo = (query: DeviceQuery, metric: string | null = metrics[0] ?? null) => devicePath(device, metric, query);
  const view: ChartView = {
    range: DEFAULT_RANGE,
    shown,
    anomaly,
    anomalyIsMissing: false,
    events,
    compare: null,
    related: false,
    pathTo,
    goTo: (query) => navigate(pathTo(query)),
  };
  return (
    <div className="alert-charts" data-testid="alert-chart">
      {metrics.map((metric) => (
        <figure key={metric}>
          <figcaption className="muted">{safeName(metric)}</figcaption>
          <div className="metric-chart">
            <MetricChart
              device={device}
              metric={metric}
              anomalies={[anomaly]}
              view={view}
              summary={`${safeName(metric)}: ${measuredText(anomaly)}`}
              onHover={ignore}
            />
          </div>
        </figure>
      ))}
    </div>
  );
}

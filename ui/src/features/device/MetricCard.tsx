import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Anomaly } from '../../api/schema';
import type { Comparison } from '../../domain/comparison';
import { safeName } from '../../domain/displayName';
import { formatValue, unitOf } from '../../domain/format';
import { type Sample, statusWord } from '../../domain/sample';
import { useDeviceSamples } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import { MetricChart } from './MetricChart';
import { QualityReport } from './QualityReport';
import { Reading } from './Reading';
import { RelatedSeries } from './RelatedSeries';
import type { ChartView } from './useDevice';
import { useOnScreen } from './useOnScreen';

type MetricCardProps = {
  device: string;
  metric: string;
  anomalies: readonly Anomaly[];
  large: boolean;
  view: ChartView;
};

/** One metric: its numbers now, and its chart while it is in sight. */
export function MetricCard({ device, metric, anomalies, large, view }: MetricCardProps) {
  const card = useRef<HTMLElement>(null);
  const onScreen = useOnScreen(card);
  const [hovered, setHovered] = useState<Sample>();
  const latest = useDeviceSamples(device, (samples) => samples.latest(metric));
  const alarmed = anomalies.some((a) => a.state === 'OPEN');
  const query = queryOf(view);
  return (
    <article
      ref={card}
      className={large ? 'metric metric-large' : 'metric'}
      data-testid="metric-card"
      data-metric={metric}
      data-alarmed={alarmed}
    >
      <header className="metric-header">
        <h2>
          <Link
            className="metric-name"
            title={large ? text().device.shrink : text().device.enlarge(safeName(metric))}
            href={view.pathTo(query, large ? null : metric)}
            data-testid="metric-toggle"
          >
            <Name>{metric}</Name>
          </Link>
        </h2>
        <Reading
          device={device}
          metric={metric}
          sample={hovered ?? latest}
          past={hovered !== undefined}
          pinned={view.shown.kind === 'fixed'}
        />
      </header>
      <div className="metric-chart">
        {onScreen && (
          <MetricChart
            device={device}
            metric={metric}
            anomalies={anomalies}
            view={view}
            onHover={setHovered}
            summary={summaryOf(metric, latest)}
          />
        )}
      </div>
      {large && <ChartKey compare={view.compare} />}
      {large && (
        <Link
          className="quiet related-toggle"
          href={view.pathTo({ ...query, related: !view.related }, metric)}
          aria-expanded={view.related}
          data-testid="related-toggle"
        >
          {text().device.related.title}
        </Link>
      )}
      {large && view.related && <RelatedSeries device={device} metric={metric} view={view} />}
      {large && <QualityReport key={`${device}\n${metric}`} device={device} metric={metric} view={view} />}
    </article>
  );
}

/** What of the address another metric of the same device keeps: the stretch of time. */
function queryOf({ shown, range, anomaly }: ChartView) {
  return {
    range,
    ...(shown.kind === 'fixed' && { window: shown }),
    ...(anomaly !== null && { anomaly: anomaly.id }),
  };
}

function ChartKey({ compare }: { compare: Comparison | null }) {
  const { key } = text().device;
  return (
    <ul className="key" aria-label={key.label}>
      <li data-key="line">{key.line}</li>
      <li data-key="expected">{key.expected}</li>
      {compare && <li data-key="earlier">{text().device.comparisons[compare]}</li>}
      <li data-key="band">{key.band}</li>
      <li data-key="unusual">{key.unusual}</li>
      <li data-key="alarm">{key.alarm}</li>
      <li className="key-hint">{key.hint}</li>
    </ul>
  );
}

function summaryOf(metric: string, sample: Sample | undefined): string {
  const { device } = text();
  const summary =
    sample === undefined
      ? device.noSamples
      : `${formatValue(sample.value, unitOf(metric))}, ${statusWord(sample.status)}`;
  return device.chart(safeName(metric), summary);
}

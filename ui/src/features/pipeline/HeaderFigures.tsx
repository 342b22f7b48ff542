import { formatCount } from '../../domain/format';
import { useAppSelector } from '../../store';

/** The four figures that say whether all is well. */
export function HeaderFigures() {
  const status = useAppSelector((state) => (state.status.error === null ? state.status.status : null));
  const open = status?.openAnomalies ?? 0;
  return (
    <dl className="figures">
      <Figure id="readings-per-second" label="readings/s" value={rate(status?.readingsPerSecond)} />
      <Figure id="series-count" label="series" value={status ? formatCount(status.series) : '–'} />
      <Figure
        id="open-anomalies"
        label={open === 1 ? 'open anomaly' : 'open anomalies'}
        value={status ? formatCount(open) : '–'}
        alarming={open > 0}
      />
      <Figure id="pipeline-latency" label="latency" value={latency(status?.pipelineLatencyMillis)} />
    </dl>
  );
}

type FigureProps = { id: string; label: string; value: string; alarming?: boolean };

function Figure({ id, label, value, alarming = false }: FigureProps) {
  return (
    <div className={alarming ? 'figure figure-alarming' : 'figure'}>
      <dt>{label}</dt>
      <dd data-testid={id}>{value}</dd>
    </div>
  );
}

function rate(perSecond: number | undefined): string {
  if (perSecond === undefined) return '–';
  return formatCount(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond));
}

function latency(millis: number | undefined): string {
  return millis === undefined ? '–' : `${Math.round(millis)} ms`;
}

import { formatCount } from '../../domain/format';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { selectOpenCount } from '../anomalies/anomaliesSlice';

/** The four figures that say whether all is well. */
export function HeaderFigures() {
  const { figures } = text();
  const status = useAppSelector((state) => (state.status.error === null ? state.status.status : null));
  const open = useAppSelector(selectOpenCount);
  return (
    <dl className="figures">
      <Figure id="readings-per-second" label={figures.readings} value={rate(status?.readingsPerSecond)} />
      <Figure id="series-count" label={figures.series} value={status ? formatCount(status.series) : '–'} />
      <Figure
        id="open-anomalies"
        label={figures.open(open ?? 0)}
        value={open === null ? '–' : formatCount(open)}
        alarming={open !== null && open > 0}
      />
      <Figure id="pipeline-latency" label={figures.latency} value={latency(status?.pipelineLatencyMillis)} />
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
  return millis === undefined ? '–' : text().figures.millis(Math.round(millis));
}

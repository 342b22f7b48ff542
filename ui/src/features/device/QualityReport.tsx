import { Fragment, useEffect, useState } from 'react';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { SeriesQuality } from '../../api/schema';
import { unitOf } from '../../domain/format';
import { windowOf } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';
import { text } from '../../text/language';
import { Distribution } from './Distribution';
import { qualityFacts } from './qualityFacts';
import type { ChartView } from './useDevice';

/** How complete and plausible the series is in the period in sight, and where it is heading; read when it is opened. */
export function QualityReport({ device, metric, view }: { device: string; metric: string; view: ChartView }) {
  const { quality } = text().device;
  const [open, setOpen] = useState(false);
  return (
    <details className="quality" data-testid="quality" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{quality.title}</summary>
      {open && <Report device={device} metric={metric} view={view} />}
    </details>
  );
}

function Report({ device, metric, view }: { device: string; metric: string; view: ChartView }) {
  const { quality } = text().device;
  const { report, error } = useQuality(device, metric, view);
  if (error !== null) return <p className="trouble">{sentenceOf(error)}</p>;
  if (report === null) return <p className="muted">{quality.reading}</p>;
  if (report.samples === 0) return <p className="muted">{quality.nothing}</p>;
  return (
    <>
      <dl>
        {qualityFacts(report, unitOf(metric)).map(({ name, value }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
      {report.values && <Distribution device={device} metric={metric} values={report.values} />}
    </>
  );
}

type Answer = { report: SeriesQuality | null; error: ApiError | null };

const NOT_YET: Answer = { report: null, error: null };

/** Reads it once for each period that is chosen; of a period that moves with time, for the one when it is asked. */
function useQuality(device: string, metric: string, { shown }: ChartView): Answer {
  const { read, samples } = useServices();
  const now = useServerClock();
  const [state, setState] = useState(NOT_YET);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read at each request
  useEffect(() => {
    const controller = new AbortController();
    const window = windowOf(shown, now(), samples.device(device).extent);
    const load = async () => {
      const [from, to] = [String(Math.floor(window.fromMillis)), String(Math.ceil(window.toMillis))];
      const result = await read('seriesQuality', { query: { device, metric, from, to }, signal: controller.signal });
      if (controller.signal.aborted) return;
      setState(result.ok ? { report: result.value, error: null } : { report: null, error: result.error });
    };
    setState(NOT_YET);
    void load();
    return () => controller.abort();
  }, [read, samples, device, metric, shown]);
  return state;
}

import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { RelatedSeriesList } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatCount } from '../../domain/format';
import { windowOf } from '../../domain/timeWindow';
import { devicePath } from '../../routes/paths';
import { useServerClock, useServices } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import type { ChartView } from './useDevice';

/** The series of the fleet that moved together with this one in the period in sight, the most strongly related first. */
export function RelatedSeries({ device, metric, view }: { device: string; metric: string; view: ChartView }) {
  const { related } = text().device;
  const { list, error, window } = useRelated(device, metric, view);
  const items = list?.items ?? [];
  return (
    <section className="related" aria-label={related.title} data-testid="related">
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {list === null && error === null && <p className="muted">{related.comparing}</p>}
      {list !== null && items.length === 0 && <p className="muted">{related.none}</p>}
      <ol className="contributions">
        {items.map((series) => (
          <li key={`${series.device}\n${series.metric}`} data-testid="related-series">
            <Link
              href={devicePath(series.device, series.metric, window === null ? {} : { window })}
              className="metric-name"
            >
              <Name>{series.device}</Name> <Name>{series.metric}</Name>
            </Link>
            <meter
              className="share"
              max={1}
              value={Math.abs(series.correlation)}
              aria-label={related.strength(safeName(series.metric))}
            />
            <span className="share-number">
              {signed(series.correlation)}
              {series.anomalyRate > 0 && `, ${related.unusual}`}
            </span>
          </li>
        ))}
      </ol>
      {list !== null && (
        <p className="muted">{related.compared(formatCount(list.compared), formatCount(list.total))}</p>
      )}
    </section>
  );
}

/** With the sign that numbers have in print, and as many places as the eye needs. */
function signed(correlation: number): string {
  return `${correlation < 0 ? '−' : '+'}${Math.abs(correlation).toFixed(2)}`;
}

/** Reads them once for each period that is chosen; of a period that moves with time, for the one when it is asked. */
function useRelated(device: string, metric: string, { shown }: ChartView) {
  const { read, samples } = useServices();
  const now = useServerClock();
  const [state, setState] = useState<Related>(NOT_YET);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read at each request
  useEffect(() => {
    const controller = new AbortController();
    const window = windowOf(shown, now(), samples.device(device).extent);
    const load = async () => {
      const [from, to] = [String(Math.floor(window.fromMillis)), String(Math.ceil(window.toMillis))];
      const query = { device, metric, from, to };
      const result = await read('relatedSeries', { query, signal: controller.signal });
      if (controller.signal.aborted) return;
      setState(result.ok ? { list: result.value, error: null, window } : { ...NOT_YET, error: result.error });
    };
    setState(NOT_YET);
    void load();
    return () => controller.abort();
  }, [read, samples, device, metric, shown]);
  return state;
}

type Related = { list: RelatedSeriesList | null; error: ApiError | null; window: ReturnType<typeof windowOf> | null };

const NOT_YET: Related = { list: null, error: null, window: null };

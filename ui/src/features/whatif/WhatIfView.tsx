import { useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { formatCount, formatDuration, formatRarity, formatTime, formatValue } from '../../domain/format';
import type { TimeWindow } from '../../domain/timeWindow';
import { readWhatIfQuery, type WhatIfQuery, whatIfPath } from '../../routes/paths';
import { useServerClock, useServices } from '../../services';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { ApplyDialog } from './ApplyDialog';
import { loadSamples, type RawSamples } from './loadSamples';
import { useServerSettings } from './useServerSettings';
import { useWhatIf } from './useWhatIf';
import { WhatIfChart } from './WhatIfChart';
import { WhatIfControls } from './WhatIfControls';
import { changesOf, type DetectorSettings, ignoredKeys, settingsFrom } from './whatIf';
import './whatif.css';

const HOUR = 3_600_000;
const WEEK = 7 * 24 * HOUR;
const SPANS = { '1h': HOUR, '6h': 6 * HOUR, '24h': 24 * HOUR, '7d': WEEK } as const;
type Span = keyof typeof SPANS;
/** The detector learns from this much before the period, in periods. */
const LEAD = 2;
const MOST_ACTUAL = 200;

type Loaded = {
  samples: RawSamples;
  shown: TimeWindow;
  isCut: boolean;
  actual: Anomaly[];
};

/** What other settings would have alarmed in a stretch of the past, computed in this browser by the server's detector. */
export default function WhatIfView() {
  const { whatIf } = text();
  const search = useSearch();
  const [, navigate] = useLocation();
  const query = useMemo(() => readWhatIfQuery(search), [search]);
  const [span, setSpan] = useState<Span>('1h');
  const { configuration, error, reload } = useServerSettings();
  const [wanted, setWanted] = useState<DetectorSettings | null>(null);
  const [isApplying, setApplying] = useState(false);
  const { loaded, trouble } = useLoaded(query, span);
  const settings = useMemo(
    () => wanted ?? (configuration && settingsFrom(configuration.settings)),
    [wanted, configuration],
  );
  const { result, trouble: refused } = useWhatIf(loaded?.samples ?? null, settings);
  useTitle(whatIf.title);
  const go = (part: WhatIfQuery) => navigate(whatIfPath({ ...query, ...part }), { replace: true });
  const changes = configuration && wanted ? changesOf(wanted, configuration.settings) : {};
  const ignored = configuration ? ignoredKeys(configuration.settings, configuration.defaults) : [];
  return (
    <main className="view what-if panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{whatIf.title}</h1>
        <Segments
          label={whatIf.period}
          value={query.window === undefined ? span : null}
          choices={Object.keys(SPANS).map((key) => [key as Span, key] as const)}
          onChoose={(chosen) => {
            setSpan(chosen);
            go({ window: undefined });
          }}
          testId={(key) => `what-if-span-${key}`}
        />
      </header>
      <SeriesChoice query={query} onChoose={(device, metric) => go({ device, metric, window: undefined })} />
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {trouble && <p className="trouble">{sentenceOf(trouble)}</p>}
      {refused !== '' && <p className="trouble">{whatIf.refused(refused)}</p>}
      {configuration !== null && (configuration.document.overrides ?? []).length > 0 && (
        <p className="trouble">{whatIf.overrides}</p>
      )}
      {ignored.length > 0 && <p className="trouble">{whatIf.ignored(ignored.join(', '))}</p>}
      <div className="what-if-body">
        {configuration !== null && settings !== null && (
          <section className="what-if-side" aria-label={whatIf.controls}>
            <WhatIfControls wanted={settings} server={configuration.settings} onChange={setWanted} />
            <div className="what-if-actions">
              <button
                type="button"
                className="primary"
                disabled={Object.keys(changes).length === 0}
                onClick={() => setApplying(true)}
                data-testid="what-if-apply"
              >
                {whatIf.applyMore}
              </button>
              <button
                type="button"
                disabled={wanted === null}
                onClick={() => setWanted(null)}
                data-testid="what-if-reset"
              >
                {whatIf.reset}
              </button>
            </div>
          </section>
        )}
        {loaded !== null && result !== null && loaded.samples.times.length === result.columns.scores.length && (
          <Outcome
            query={query}
            loaded={loaded}
            result={result}
            onPick={(window) => go({ window })}
            key={`${query.device} ${query.metric}`}
          />
        )}
        {loaded !== null && loaded.samples.times.length === 0 && <p className="muted">{whatIf.noSamples}</p>}
        {query.device === undefined && <p className="muted">{whatIf.intro}</p>}
      </div>
      {isApplying && configuration !== null && (
        <ApplyDialog
          configuration={configuration}
          changes={changes}
          comment={whatIf.comment(query.device ?? '', query.metric ?? '')}
          onClose={(isApplied) => {
            setApplying(false);
            if (!isApplied) return;
            setWanted(null);
            reload();
          }}
        />
      )}
    </main>
  );
}

type OutcomeProps = {
  query: WhatIfQuery;
  loaded: Loaded;
  result: NonNullable<ReturnType<typeof useWhatIf>['result']>;
  onPick: (window: TimeWindow) => void;
};

/** The chart and the anomalies of the period, beside those that the server detected. */
function Outcome({ query, loaded, result, onPick }: OutcomeProps) {
  const { whatIf, anomalies: words } = text();
  const now = useServerClock()();
  const { shown } = loaded;
  const would = result.anomalies.filter((a) => a.endMillis >= shown.fromMillis && a.startMillis <= shown.toMillis);
  const perWeek = (count: number) =>
    formatValue(Number(((count * WEEK) / (shown.toMillis - shown.fromMillis)).toPrecision(2)));
  const inPeriod = loaded.samples.times.filter((time) => time >= shown.fromMillis).length;
  return (
    <section className="what-if-outcome" aria-label={whatIf.outcome}>
      <dl className="what-if-figures" aria-live="polite">
        <div>
          <dt>{whatIf.would}</dt>
          <dd data-testid="what-if-count" data-took={result.tookMillis.toFixed(1)}>
            {formatCount(would.length)} <span className="muted">{whatIf.perWeek(perWeek(would.length))}</span>
          </dd>
        </div>
        <div>
          <dt>{whatIf.did}</dt>
          <dd data-testid="what-if-actual">
            {formatCount(loaded.actual.length)}{' '}
            <span className="muted">{whatIf.perWeek(perWeek(loaded.actual.length))}</span>
          </dd>
        </div>
        <div>
          <dt>{whatIf.samples}</dt>
          <dd data-testid="what-if-samples">
            {formatCount(inPeriod)}{' '}
            <span className="muted">{whatIf.learnt(formatCount(loaded.samples.times.length - inPeriod))}</span>
          </dd>
        </div>
      </dl>
      {loaded.isCut && <p className="muted">{whatIf.cut}</p>}
      <WhatIfChart
        device={query.device ?? ''}
        metric={query.metric ?? ''}
        window={shown}
        samples={loaded.samples}
        result={result}
        label={whatIf.chart(query.metric ?? '', would.length)}
        onPick={onPick}
      />
      {would.length > 0 && (
        <table className="what-if-table">
          <caption>{whatIf.would}</caption>
          <thead>
            <tr>
              <th scope="col">{whatIf.start}</th>
              <th scope="col">{whatIf.lasted}</th>
              <th scope="col">{words.severity}</th>
              <th scope="col">{whatIf.kind}</th>
              <th scope="col">{whatIf.rarity}</th>
            </tr>
          </thead>
          <tbody>
            {would
              .slice(-50)
              .reverse()
              .map((anomaly) => (
                <tr key={`${anomaly.startMillis}`} data-testid="what-if-anomaly">
                  <th scope="row">{formatTime(anomaly.startMillis, now)}</th>
                  <td>{formatDuration(anomaly.endMillis - anomaly.startMillis)}</td>
                  <td>
                    <span className="what-if-severity" data-severity={anomaly.severity}>
                      {words.severities[anomaly.severity]}
                    </span>
                  </td>
                  <td>{words.kinds[anomaly.pattern] ?? anomaly.pattern}</td>
                  <td>{formatRarity(anomaly.score)}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {would.length === 0 && <p className="muted">{whatIf.none}</p>}
    </section>
  );
}

/** The device and one of its metrics. */
function SeriesChoice({ query, onChoose }: { query: WhatIfQuery; onChoose: (device: string, metric: string) => void }) {
  const { whatIf } = text();
  const { read } = useServices();
  const pages = useAppSelector((state) => state.devices.pages);
  const [device, setDevice] = useState(query.device ?? '');
  const [metrics, setMetrics] = useState<string[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a metric that is chosen needs no other one
  useEffect(() => {
    let isCurrent = true;
    setMetrics([]);
    if (device === '') return;
    void read('device', { params: { device } }).then((result) => {
      if (!isCurrent || !result.ok) return;
      const names = result.value.metrics.map(({ metric }) => metric);
      setMetrics(names);
      const chosen = names.find((name) => device === query.device && name === query.metric) ?? names[0];
      if (chosen !== undefined && (device !== query.device || chosen !== query.metric)) onChoose(device, chosen);
    });
    return () => {
      isCurrent = false;
    };
  }, [read, device]);
  return (
    <div className="what-if-series">
      <label>
        {whatIf.device}{' '}
        <input
          list="what-if-devices"
          defaultValue={device}
          data-testid="what-if-device"
          onChange={({ target }) => setDevice(target.value)}
        />
      </label>
      <datalist id="what-if-devices">
        {pages
          .flatMap(({ page }) => page.items)
          .map((item) => (
            <option key={item.device} value={item.device} />
          ))}
      </datalist>
      <label>
        {whatIf.metric}{' '}
        <select
          value={query.metric ?? ''}
          disabled={metrics.length === 0}
          data-testid="what-if-metric"
          onChange={({ target }) => onChoose(device, target.value)}
        >
          {metrics.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** The samples of the period and of the time before it, and what the server detected in it. */
function useLoaded(query: WhatIfQuery, span: Span): { loaded: Loaded | null; trouble: ApiError | null } {
  const { read } = useServices();
  const now = useServerClock();
  const [state, setState] = useState<{ loaded: Loaded | null; trouble: ApiError | null }>({
    loaded: null,
    trouble: null,
  });
  const { device, metric, window } = query;
  const from = window?.fromMillis;
  const to = window?.toMillis;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock's time when the period is chosen counts
  useEffect(() => {
    if (device === undefined || metric === undefined) return;
    const controller = new AbortController();
    const end = to ?? now();
    const shown = { fromMillis: from ?? end - SPANS[span], toMillis: end };
    const whole = { fromMillis: shown.fromMillis - LEAD * (end - shown.fromMillis), toMillis: end };
    const load = async () => {
      const [samples, anomalies] = await Promise.all([
        loadSamples(read, device, metric, whole, controller.signal),
        read('listAnomalies', {
          query: {
            device,
            metric,
            from: String(Math.floor(shown.fromMillis)),
            to: String(Math.ceil(end)),
            limit: MOST_ACTUAL,
          },
          signal: controller.signal,
        }),
      ]);
      if (controller.signal.aborted) return;
      if (!samples.ok) setState({ loaded: null, trouble: samples.error });
      else if (!anomalies.ok) setState({ loaded: null, trouble: anomalies.error });
      else {
        // A series that is younger than the period begins with its first sample.
        const fromMillis = Math.max(shown.fromMillis, samples.samples.times[0] ?? shown.fromMillis);
        const loaded = { ...samples, shown: { ...shown, fromMillis }, actual: anomalies.value.items };
        setState({ loaded, trouble: null });
      }
    };
    void load();
    return () => controller.abort();
  }, [read, device, metric, from, to, span]);
  return state;
}

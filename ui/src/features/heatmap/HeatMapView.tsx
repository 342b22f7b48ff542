import { useMemo } from 'react';
import { Link, useLocation, useSearch } from 'wouter';
import { sentenceOf } from '../../api/rest';
import type { FleetHistory } from '../../api/schema';
import { formatCount, formatRarity } from '../../domain/format';
import { devicePath, type HeatQuery, heatPath, radarPath, readHeatQuery } from '../../routes/paths';
import { Name } from '../../shell/Name';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { HeatMap } from './HeatMap';
import { SPANS, useFleetHistory } from './useFleetHistory';
import './heatmap.css';

const ROWS = 40;
const OFFENDERS = 8;

/** The fleet over time: which groups or devices were unusual, when, and how much. */
export default function HeatMapView() {
  const { heat, radar } = text();
  const [, navigate] = useLocation();
  const search = useSearch();
  const query = useMemo(() => readHeatQuery(search), [search]);
  const { by, measure, span } = query;
  const rows = useFleetHistory(by, span, ROWS);
  const offenders = useFleetHistory('device', span, OFFENDERS);
  useTitle(heat.title);
  const go = (part: Partial<HeatQuery>) => navigate(heatPath({ ...query, ...part }), { replace: true });
  return (
    <main className="view heat panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{heat.title}</h1>
        <div className="heat-choices">
          <Segments
            label={heat.by}
            value={by}
            choices={[
              ['group', heat.groups],
              ['device', heat.devices],
            ]}
            onChoose={(value) => go({ by: value })}
            testId={(value) => `heat-by-${value}`}
          />
          <Segments
            label={heat.measure}
            value={measure}
            choices={[
              ['rate', radar.anomalyRate],
              ['score', heat.worstScore],
            ]}
            onChoose={(value) => go({ measure: value })}
            testId={(value) => `heat-measure-${value}`}
          />
          <Segments
            label={heat.period}
            value={span}
            choices={(Object.keys(SPANS) as (keyof typeof SPANS)[]).map((key) => [key, key] as const)}
            onChoose={(value) => go({ span: value })}
            testId={(value) => `heat-span-${value}`}
          />
        </div>
      </header>
      <KeyFigures history={rows.history} />
      {rows.error && <p className="trouble">{sentenceOf(rows.error)}</p>}
      {rows.history?.rows.length === 0 && <p className="muted hint">{heat.none}</p>}
      {rows.history !== null && rows.history.rows.length > 0 && (
        <HeatMap
          history={rows.history}
          measure={measure}
          nameOf={(name) => (by === 'group' && name === '' ? radar.noGroup : name)}
          onOpen={(name, window) =>
            navigate(by === 'device' ? devicePath(name, null, { window }) : radarPath({ group: name }))
          }
        />
      )}
      {rows.history !== null && rows.history.total > rows.history.rows.length && (
        <p className="muted">{heat.more(formatCount(rows.history.total - rows.history.rows.length))}</p>
      )}
      <section aria-labelledby="offenders-title">
        <h2 id="offenders-title">{heat.offenders}</h2>
        <ol className="heat-offenders">
          {offenders.history?.rows
            .filter(({ rate }) => (rate ?? 0) > 0)
            .map((row) => (
              <li key={row.name} data-testid="offender">
                <Link href={devicePath(row.name)}>
                  <Name>{row.name}</Name>
                </Link>
                <span>{radar.rate(row.rate ?? 0)}</span>
                <meter min={0} max={1} value={row.rate ?? 0} aria-label={heat.rateOf(row.name)} />
                <span className="muted">{formatRarity(row.score)}</span>
              </li>
            ))}
        </ol>
        {offenders.history?.rows.every(({ rate }) => (rate ?? 0) === 0) && <p className="muted">{heat.noOffenders}</p>}
      </section>
    </main>
  );
}

function KeyFigures({ history }: { history: FleetHistory | null }) {
  const { heat, radar, figures } = text();
  const status = useAppSelector((state) => state.status.status);
  const scored = history?.rows.filter(({ rate }) => rate !== null) ?? [];
  const devices = scored.reduce((sum, row) => sum + row.devices, 0);
  const rate = devices === 0 ? null : scored.reduce((sum, row) => sum + (row.rate ?? 0) * row.devices, 0) / devices;
  const entries: [string, string][] = [
    [heat.devices, formatCount(status?.devices ?? 0)],
    [figures.series, formatCount(status?.series ?? 0)],
    [figures.open(status?.openAnomalies ?? 0), formatCount(status?.openAnomalies ?? 0)],
    [radar.anomalyRate, rate === null ? '–' : radar.rate(rate)],
  ];
  return (
    <dl className="heat-figures">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

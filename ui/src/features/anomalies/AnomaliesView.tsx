import { useEffect, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import { sentenceOf } from '../../api/rest';
import { formatCount } from '../../domain/format';
import { type AnomalyQuery, anomaliesPath, readAnomalyQuery } from '../../routes/paths';
import { Name } from '../../shell/Name';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AnomalyItem } from './AnomalyItem';
import { selectFeed, selectOfDevice } from './anomaliesSlice';
import { loadFeed, loadMatching } from './loadAnomalies';
import './anomalies.css';

/** Every anomaly, newest first; the filters are in the address. */
export default function AnomaliesView() {
  const { anomalies } = text();
  const dispatch = useAppDispatch();
  const search = useSearch();
  const query = useMemo(() => readAnomalyQuery(search), [search]);
  const feed = useAppSelector((state) =>
    query.device === undefined ? selectFeed(state) : selectOfDevice(state, query.device),
  );
  const { error, cursor } = useAppSelector((state) => state.anomalies);
  const items = useMemo(() => feed.filter((anomaly) => matches(anomaly, query)), [feed, query]);
  useEffect(() => void dispatch(loadMatching(query)), [dispatch, query]);
  useTitle(anomalies.title);
  return (
    <main className="view anomalies panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>
          {anomalies.title} <span className="muted count">{formatCount(items.length)}</span>
        </h1>
        <Filters query={query} />
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      <ol className="anomaly-list" data-testid="anomaly-list">
        {items.map((anomaly) => (
          <AnomalyItem key={anomaly.id} anomaly={anomaly} chosen={false} />
        ))}
      </ol>
      {items.length === 0 && cursor !== undefined && (
        <p className="muted hint">{feed.length === 0 ? anomalies.none : anomalies.noMatch}</p>
      )}
      {typeof cursor === 'string' && (
        <button type="button" onClick={() => void dispatch(loadFeed(true))} data-testid="load-older">
          {anomalies.older}
        </button>
      )}
    </main>
  );
}

function matches(anomaly: { state: string; severity: string; device: string }, query: AnomalyQuery): boolean {
  return (
    (query.state === undefined || anomaly.state === 'OPEN') &&
    (query.severity === undefined || anomaly.severity === query.severity) &&
    (query.device === undefined || anomaly.device === query.device)
  );
}

function Filters({ query }: { query: AnomalyQuery }) {
  const { anomalies } = text();
  const [, navigate] = useLocation();
  const choose = (change: { [K in keyof AnomalyQuery]?: AnomalyQuery[K] | undefined }) => {
    const { state, severity, device } = { ...query, ...change };
    navigate(anomaliesPath({ ...(state && { state }), ...(severity && { severity }), ...(device && { device }) }));
  };
  return (
    <div className="filters">
      {query.device !== undefined && (
        <button
          type="button"
          className="filter-chip"
          onClick={() => choose({ device: undefined })}
          aria-label={anomalies.anyDevice}
        >
          {anomalies.device}: <Name>{query.device}</Name> <span aria-hidden="true">×</span>
        </button>
      )}
      <Segments
        label={anomalies.severity}
        value={query.severity ?? 'ANY'}
        choices={[
          ['ANY', anomalies.anySeverity],
          ['CRITICAL', anomalies.severities.CRITICAL],
          ['WARNING', anomalies.severities.WARNING],
        ]}
        onChoose={(severity) => choose({ severity: severity === 'ANY' ? undefined : severity })}
        testId={(severity) => `severity-${severity}`}
      />
      <Segments
        label={anomalies.state}
        value={query.state ?? 'all'}
        choices={[
          ['all', anomalies.all],
          ['open', anomalies.onlyOpen],
        ]}
        onChoose={(state) => choose({ state: state === 'all' ? undefined : state })}
        testId={(state) => `state-${state}`}
      />
    </div>
  );
}

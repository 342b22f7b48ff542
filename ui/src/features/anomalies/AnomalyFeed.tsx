import { useState } from 'react';
import { Link } from 'wouter';
import { sentenceOf } from '../../api/rest';
import { formatCount } from '../../domain/format';
import { anomaliesPath } from '../../routes/paths';
import { Segments } from '../../shell/Segments';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AnomalyItem } from './AnomalyItem';
import { selectFeed, selectOpen } from './anomaliesSlice';
import './anomalies.css';

/** What a side panel shows; the view of all anomalies reaches further back. */
const MOST_SHOWN = 100;

/** The newest anomalies of every device, beside another view. */
export function AnomalyFeed({ chosen = null }: { chosen?: string | null }) {
  const { anomalies } = text();
  const [filter, setFilter] = useState<'all' | 'open'>('all');
  const feed = useAppSelector(selectFeed);
  const open = useAppSelector(selectOpen);
  const { error, cursor } = useAppSelector((state) => state.anomalies);
  const items = (filter === 'open' ? open : feed).slice(0, MOST_SHOWN);
  return (
    <section className="feed panel" aria-label={anomalies.title}>
      <header className="panel-header">
        <h2>{anomalies.title}</h2>
        <Segments
          label={anomalies.which}
          value={filter}
          choices={[
            ['all', anomalies.all],
            ['open', anomalies.openCount(formatCount(open.length))],
          ]}
          onChoose={setFilter}
        />
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      <ol className="feed-items" data-testid="anomaly-feed">
        {items.map((anomaly) => (
          <AnomalyItem key={anomaly.id} anomaly={anomaly} chosen={anomaly.id === chosen} />
        ))}
        {items.length === 0 && cursor !== undefined && (
          <li className="muted hint">{filter === 'open' ? anomalies.noneOpen : anomalies.none}</li>
        )}
      </ol>
      {items.length > 0 && (
        <footer className="panel-footer">
          <Link href={anomaliesPath(filter === 'open' ? { state: 'open' } : {})} className="quiet">
            {anomalies.seeAll}
          </Link>
        </footer>
      )}
    </section>
  );
}

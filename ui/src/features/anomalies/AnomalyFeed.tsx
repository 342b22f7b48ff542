import { memo, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Anomaly } from '../../api/schema';
import { formatCount } from '../../domain/format';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { selectFeed, selectOpen } from './anomaliesSlice';
import { announcement, kindWord, severityWord, subjectWord, whenText } from './anomalyText';
import { loadFeed, showAnomaly } from './loadAnomalies';
import './anomalies.css';

type Filter = 'all' | 'open';

/** What is not normal, newest first. */
export function AnomalyFeed() {
  const [filter, setFilter] = useState<Filter>('all');
  const feed = useAppSelector(selectFeed);
  const open = useAppSelector(selectOpen);
  const { error, cursor } = useAppSelector((state) => state.anomalies);
  const chosen = useAppSelector((state) => state.selection.anomaly);
  const dispatch = useAppDispatch();
  const items = filter === 'open' ? open : feed;
  return (
    <section className="feed panel" aria-label="Anomalies">
      <header className="panel-header">
        <h2>Anomalies</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">Which anomalies</legend>
          <Segment value="all" label="All" filter={filter} onChoose={setFilter} />
          <Segment value="open" label={`Open ${formatCount(open.length)}`} filter={filter} onChoose={setFilter} />
        </fieldset>
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      <ol className="feed-items" data-testid="anomaly-feed">
        {items.map((anomaly) => (
          <FeedItem key={anomaly.id} anomaly={anomaly} chosen={anomaly.id === chosen} />
        ))}
        {items.length === 0 && cursor !== undefined && (
          <li className="muted hint">
            {filter === 'open' ? 'Nothing is open. All that was unusual has ended.' : 'Nothing unusual so far.'}
          </li>
        )}
        {filter === 'all' && typeof cursor === 'string' && (
          <li>
            <button type="button" className="quiet" onClick={() => void dispatch(loadFeed(true))}>
              Load older
            </button>
          </li>
        )}
      </ol>
      <Announcer />
    </section>
  );
}

type SegmentProps = { value: Filter; label: string; filter: Filter; onChoose: (filter: Filter) => void };

function Segment({ value, label, filter, onChoose }: SegmentProps) {
  return (
    <button type="button" aria-pressed={filter === value} onClick={() => onChoose(value)}>
      {label}
    </button>
  );
}

const FeedItem = memo(function FeedItem({ anomaly, chosen }: { anomaly: Anomaly; chosen: boolean }) {
  const dispatch = useAppDispatch();
  return (
    <li>
      <button
        type="button"
        className="feed-item"
        aria-current={chosen}
        data-testid="anomaly-item"
        data-anomaly={anomaly.id}
        data-severity={anomaly.severity}
        data-state={anomaly.state}
        onClick={() => dispatch(showAnomaly(anomaly))}
      >
        <span className="feed-tags">
          <span className="severity" data-severity={anomaly.severity}>
            {severityWord(anomaly)}
          </span>
          <span className="kind">{kindWord(anomaly)}</span>
          <span className="anomaly-state" data-state={anomaly.state}>
            {anomaly.state === 'OPEN' ? 'open' : 'ended'}
          </span>
        </span>
        <span className="feed-series">
          {anomaly.device} <span className="muted">{subjectWord(anomaly)}</span>
        </span>
        <span className="feed-why">{anomaly.explanation}</span>
        <When anomaly={anomaly} />
      </button>
    </li>
  );
});

function When({ anomaly }: { anomaly: Anomaly }) {
  return <span className="feed-when">{whenText(anomaly, useServerTime())}</span>;
}

function Announcer() {
  const announced = useAppSelector((state) => state.anomalies.announced);
  return (
    <div className="visually-hidden" aria-live="polite" data-testid="announcement">
      {announced && announcement(announced)}
    </div>
  );
}

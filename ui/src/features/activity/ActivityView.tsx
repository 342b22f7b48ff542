import { useEffect, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { Event, EventSummary } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatCount, formatTime } from '../../domain/format';
import {
  ACTIVITY_SPANS,
  type ActivityQuery,
  type ActivitySpan,
  activityPath,
  readActivityQuery,
} from '../../routes/paths';
import { useServerClock, useServerTime, useServices } from '../../services';
import { Name } from '../../shell/Name';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import { countsByType, type TypeCounts } from './counts';
import { EventItem } from './EventItem';
import './activity.css';

const POINTS = 60;
const NEWEST = 50;
const PAUSE_MILLIS = 2_000;

type Shown = { summary: EventSummary; events: readonly Event[]; fromMillis: number; toMillis: number };

/** What users, orders and devices do: how much of each type over time, who does most, and the newest events. */
export default function ActivityView() {
  const { activity } = text();
  const query = readActivityQuery(useSearch());
  const [, navigate] = useLocation();
  const { shown, error } = useActivity(query);
  const now = useServerTime();
  useTitle(activity.title);
  const go = (change: Partial<ActivityQuery>) => navigate(activityPath({ ...query, ...change }));
  return (
    <main className="view activity panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{activity.title}</h1>
        <Segments
          label={activity.span}
          value={query.span}
          choices={Object.keys(ACTIVITY_SPANS).map((span) => [span as ActivitySpan, span] as const)}
          onChoose={(span) => go({ span })}
        />
        {(['key', 'type'] as const).map((field) => {
          const value = query[field];
          return (
            value !== undefined && (
              <button
                key={field}
                type="button"
                className="filter-chip"
                aria-label={activity.any(activity[field])}
                onClick={() => go({ [field]: undefined })}
              >
                {activity[field]}: <Name>{value}</Name> <span aria-hidden="true">×</span>
              </button>
            )
          );
        })}
      </header>
      {error && (
        <p className="trouble" role="alert">
          {sentenceOf(error)}
        </p>
      )}
      {shown?.events.length === 0 && <p className="muted hint">{activity.none}</p>}
      {shown && (
        <div className="activity-grid">
          <section aria-labelledby="activity-types">
            <h2 id="activity-types">{activity.types}</h2>
            <ul className="type-counts" data-testid="type-counts">
              {countsByType(shown.summary, shown.fromMillis, shown.toMillis).map((counts) => (
                <TypeRow key={counts.type} counts={counts} onChoose={() => go({ type: counts.type })} />
              ))}
            </ul>
            <p className="muted activity-ends">
              <span>{formatTime(shown.fromMillis, now)}</span>
              <span>{formatTime(shown.toMillis, now)}</span>
            </p>
          </section>
          <section aria-labelledby="activity-keys">
            <h2 id="activity-keys">{activity.keys}</h2>
            <ol className="key-counts" data-testid="key-counts">
              {shown.summary.keys.map(({ key, count }) => (
                <li key={key}>
                  <button type="button" className="quiet" onClick={() => go({ key })}>
                    <Name>{key}</Name>
                  </button>{' '}
                  <span className="muted">{formatCount(count)}</span>
                </li>
              ))}
            </ol>
          </section>
          <section className="activity-newest" aria-labelledby="activity-newest">
            <h2 id="activity-newest">{activity.newest}</h2>
            <ol className="event-list" data-testid="event-list">
              {shown.events.map((event) => (
                <EventItem key={event.id} event={event} now={now} />
              ))}
            </ol>
          </section>
        </div>
      )}
    </main>
  );
}

/** Reads the counts and the newest events again and again while the view is open and the page is in sight. */
function useActivity({ span, key, type }: ActivityQuery) {
  const { read } = useServices();
  const now = useServerClock();
  const [shown, setShown] = useState<Shown | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read, not followed
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      if (!document.hidden) {
        const toMillis = Math.ceil(now());
        const fromMillis = toMillis - ACTIVITY_SPANS[span];
        const query = {
          from: String(fromMillis),
          to: String(toMillis),
          ...(key !== undefined && { key: [key] }),
          ...(type !== undefined && { type: [type] }),
        };
        const { signal } = stop;
        const [summary, events] = await Promise.all([
          read('summarizeEvents', { query: { ...query, points: POINTS }, signal }),
          read('listEvents', { query: { ...query, limit: NEWEST }, signal }),
        ]);
        if (signal.aborted) return;
        setError(summary.ok ? (events.ok ? null : events.error) : summary.error);
        if (summary.ok && events.ok) {
          setShown({ summary: summary.value, events: events.value.items, fromMillis, toMillis });
        }
      }
      timer = setTimeout(load, PAUSE_MILLIS);
    };
    void load();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [read, span, key, type]);
  return { shown, error };
}

function TypeRow({ counts: { type, counts, total }, onChoose }: { counts: TypeCounts; onChoose: () => void }) {
  const most = Math.max(1, ...counts);
  return (
    <li>
      <button type="button" className="quiet" onClick={onChoose}>
        {safeName(type)}
      </button>{' '}
      <span className="muted">{formatCount(total)}</span>
      <svg
        viewBox={`0 0 ${counts.length} 10`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text().activity.over(total)}
      >
        {counts.map((count, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in time is the identity
          <rect key={i} x={i + 0.1} width={0.8} y={10 - (10 * count) / most} height={(10 * count) / most} />
        ))}
      </svg>
    </li>
  );
}

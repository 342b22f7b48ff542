import { useEffect } from 'react';
import { sentenceOf } from '../../api/rest';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AlertItem } from './AlertItem';
import { Durations } from './Durations';
import { IncidentItem } from './IncidentItem';
import { filterChosen, type InboxFilter } from './inboxSlice';
import { loadInbox } from './loadInbox';
import { PersonField, PersonHint, usePerson } from './Person';
import { Silences } from './Silences';
import '../anomalies/anomalies.css';
import './inbox.css';

const FILTERS: readonly InboxFilter[] = ['open', 'FIRING', 'ACKNOWLEDGED', 'RESOLVED'];

/** What calls for a person, the most urgent first: incidents, then the alerts that belong to none. */
export default function InboxView() {
  const { inbox } = text();
  const dispatch = useAppDispatch();
  const { items, incidents, error, filter, counts } = useAppSelector((state) => state.inbox);
  const person = usePerson();
  useEffect(() => void dispatch(loadInbox()), [dispatch]);
  useTitle(inbox.title);
  const choose = (chosen: InboxFilter) => {
    dispatch(filterChosen(chosen));
    void dispatch(loadInbox());
  };
  const acting = { canAct: person.canAct, person: person.name.trim() };
  return (
    <main className="view inbox panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{inbox.title}</h1>
        <PersonField person={person} />
        <Segments
          label={inbox.filter}
          value={filter}
          choices={FILTERS.map((f) => [f, inbox.states[f] + countText(f === 'open' ? undefined : counts[f])] as const)}
          onChoose={choose}
          testId={(f) => `inbox-${f}`}
        />
      </header>
      <PersonHint person={person} />
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {incidents.length > 0 && (
        <section aria-labelledby="incidents-title">
          <h2 id="incidents-title">{inbox.incidents}</h2>
          <ol className="alert-list" data-testid="incident-list">
            {incidents.map((incident) => (
              <IncidentItem key={incident.id} incident={incident} {...acting} />
            ))}
          </ol>
        </section>
      )}
      <ol className="alert-list" data-testid="alert-list">
        {(items ?? []).map((alert) => (
          <AlertItem key={alert.id} alert={alert} {...acting} />
        ))}
      </ol>
      <Durations />
      <Silences person={acting.person} />
      {items?.length === 0 && incidents.length === 0 && (
        <p className="muted hint">{filter === 'open' ? inbox.empty : inbox.none}</p>
      )}
    </main>
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? '' : ` ${count}`;
}

import { useEffect, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import { useServices } from '../../services';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';
import { AlertItem } from './AlertItem';
import { filterChosen, type InboxFilter } from './inboxSlice';
import { loadInbox } from './loadInbox';
import { Silences } from './Silences';
import '../anomalies/anomalies.css';
import './inbox.css';

const FILTERS: readonly InboxFilter[] = ['open', 'FIRING', 'ACKNOWLEDGED', 'RESOLVED'];

/** What calls for a person, the most urgent first. */
export default function InboxView() {
  const { inbox } = text();
  const dispatch = useAppDispatch();
  const { items, error, filter, counts } = useAppSelector((state) => state.inbox);
  const session = useAppSelector((state) => state.login.session);
  const [declared, setPerson] = usePerson();
  // The server records who is logged in, whatever the page says.
  const known = session?.name ?? '';
  const person = known === '' ? declared : known;
  const mayAct = hasRole(session, 'operator');
  useEffect(() => void dispatch(loadInbox()), [dispatch]);
  useTitle(inbox.title);
  const choose = (chosen: InboxFilter) => {
    dispatch(filterChosen(chosen));
    void dispatch(loadInbox());
  };
  return (
    <main className="view inbox panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{inbox.title}</h1>
        <label className="person">
          {inbox.name}
          <input
            value={person}
            readOnly={known !== ''}
            maxLength={256}
            onChange={(event) => setPerson(event.target.value)}
            aria-describedby="person-hint"
            data-testid="person"
          />
        </label>
        <Segments
          label={inbox.filter}
          value={filter}
          choices={FILTERS.map((f) => [f, inbox.states[f] + countText(f === 'open' ? undefined : counts[f])] as const)}
          onChoose={choose}
          testId={(f) => `inbox-${f}`}
        />
      </header>
      <p className="muted hint" id="person-hint" hidden={mayAct && person.trim() !== ''}>
        {mayAct ? inbox.nameHint : inbox.roleHint}
      </p>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      <ol className="alert-list" data-testid="alert-list">
        {(items ?? []).map((alert) => (
          <AlertItem key={alert.id} alert={alert} canAct={mayAct && person.trim() !== ''} person={person.trim()} />
        ))}
      </ol>
      <Silences person={person.trim()} />
      {items?.length === 0 && <p className="muted hint">{filter === 'open' ? inbox.empty : inbox.none}</p>}
    </main>
  );
}

function countText(count: number | undefined): string {
  return count === undefined ? '' : ` ${count}`;
}

function usePerson(): [string, (person: string) => void] {
  const { preferences } = useServices();
  const [person, setPerson] = useState(preferences.current.person);
  return [
    person,
    (given) => {
      setPerson(given);
      preferences.set({ person: given.trim() });
    },
  ];
}

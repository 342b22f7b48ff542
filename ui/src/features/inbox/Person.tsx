import { useState } from 'react';
import { useServices } from '../../services';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';

/** Who acts: the name, whether it is given by the login, and whether this person may act. */
export type Person = { name: string; isKnown: boolean; canAct: boolean; declare: (name: string) => void };

export function usePerson(): Person {
  const { preferences } = useServices();
  const session = useAppSelector((state) => state.login.session);
  const [declared, setDeclared] = useState(preferences.current.person);
  // The server records who is logged in, whatever the page says.
  const known = session?.name ?? '';
  const name = known === '' ? declared : known;
  return {
    name,
    isKnown: known !== '',
    canAct: hasRole(session, 'operator') && name.trim() !== '',
    declare: (given) => {
      setDeclared(given);
      preferences.set({ person: given.trim() });
    },
  };
}

export function PersonField({ person }: { person: Person }) {
  const { inbox } = text();
  return (
    <label className="person">
      {inbox.name}
      <input
        value={person.name}
        readOnly={person.isKnown}
        maxLength={256}
        onChange={(event) => person.declare(event.target.value)}
        aria-describedby="person-hint"
        data-testid="person"
      />
    </label>
  );
}

/** What a person lacks to act; hidden when it is nothing. */
export function PersonHint({ person }: { person: Person }) {
  const { inbox } = text();
  const session = useAppSelector((state) => state.login.session);
  return (
    <p className="muted hint" id="person-hint" hidden={person.canAct}>
      {hasRole(session, 'operator') ? inbox.nameHint : inbox.roleHint}
    </p>
  );
}

import { useState } from 'react';
import type { Incident } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { useServices } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { commandIncident } from './loadInbox';

/** Makes another incident of the same area a part of this one, or some of its alerts an incident of their own. */
export function Regroup({ incident, canAct }: { incident: Incident; canAct: boolean }) {
  const { inbox } = text();
  const dispatch = useAppDispatch();
  const isBusy = useAppSelector((state) => state.inbox.busy[incident.id] === true);
  const { others, load } = useOthers(incident);
  const [chosen, setChosen] = useState<string[]>([]);
  const isOff = !canAct || isBusy;
  const parts = incident.members.filter((member) => member.alert !== incident.lead.id);
  const give = (action: 'merge' | 'split', subjects: string[]) => {
    void dispatch(commandIncident(incident, { action, subjects }));
    setChosen([]);
  };
  return (
    <details className="alert-timeline" data-testid="regroup" onToggle={(event) => event.currentTarget.open && load()}>
      <summary>{inbox.regroup}</summary>
      {others.length === 0 && <p className="muted">{inbox.noOthers}</p>}
      <ul>
        {others.map((other) => (
          <li key={other.id}>
            {safeName(other.title)}{' '}
            <button type="button" disabled={isOff} onClick={() => give('merge', [other.id])} data-testid="merge">
              {inbox.merge}
            </button>
          </li>
        ))}
      </ul>
      <ul>
        {parts.map((member) => (
          <li key={member.alert}>
            <label>
              <input
                type="checkbox"
                checked={chosen.includes(member.alert)}
                onChange={(event) =>
                  setChosen(
                    event.target.checked ? [...chosen, member.alert] : chosen.filter((alert) => alert !== member.alert),
                  )
                }
              />{' '}
              {safeName(member.title)}
            </label>
          </li>
        ))}
      </ul>
      <button
        type="button"
        disabled={isOff || chosen.length === 0}
        onClick={() => give('split', chosen)}
        data-testid="split"
      >
        {inbox.split}
      </button>
    </details>
  );
}

/** The other open incidents of the same area, read when somebody asks. */
function useOthers(incident: Incident) {
  const { read } = useServices();
  const [others, setOthers] = useState<Incident[]>([]);
  const load = async () => {
    const found = await read('listIncidents', { query: {} });
    if (found.ok) {
      setOthers(found.value.items.filter((other) => other.area === incident.area && other.id !== incident.id));
    }
  };
  return { others, load: () => void load() };
}

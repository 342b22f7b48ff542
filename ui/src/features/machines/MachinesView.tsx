import { useCallback, useEffect, useState } from 'react';
import { Link, useParams, useSearch } from 'wouter';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { EventPattern } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatDuration, formatTime } from '../../domain/format';
import { activityPath, decodeName, machinesPath, PATHS, readMachinesQuery } from '../../routes/paths';
import { useServerTime, useServices } from '../../services';
import { FactTable } from '../../shell/FactTable';
import { Name } from '../../shell/Name';
import { useReadAgain } from '../../shell/useReadAgain';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import './machines.css';

const PERIOD_MILLIS = 2_000;
const MOST = 500;

/** The state machines, and the state that each key of the chosen one is in. */
export default function MachinesView() {
  const chosen = decodeName(useParams<{ id: string }>().id ?? '') ?? '';
  const { machines } = text();
  const { list, error } = useMachines();
  const machine = list?.find((each) => each.id === chosen) ?? list?.[0];
  useTitle(machines.title);
  return (
    <main className="view machines panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{machines.title}</h1>
        <Link href={PATHS.rules}>{machines.toRules}</Link>
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {list?.length === 0 && <p className="muted hint">{machines.none}</p>}
      {list !== null && list.length > 1 && (
        <nav className="machine-choice" aria-label={machines.title}>
          {list.map((each) => (
            <Link
              key={each.id}
              href={machinesPath(each.id)}
              aria-current={each.id === machine?.id ? 'page' : undefined}
              data-testid={`machine-${each.id}`}
            >
              {safeName(each.name || each.id)}
            </Link>
          ))}
        </nav>
      )}
      {machine && <Machine key={machine.id} machine={machine} />}
    </main>
  );
}

function Machine({ machine }: { machine: EventPattern }) {
  const { machines } = text();
  const now = useServerTime();
  const { state } = readMachinesQuery(useSearch());
  const [key, setKey] = useState('');
  const { states, error } = useStates(machine.id, state, key.trim());
  const known = (machine.machine?.states ?? []).filter((each) => !each.final);
  return (
    <section aria-labelledby="machine-title" data-testid="machine">
      <h2 id="machine-title">{safeName(machine.name || machine.id)}</h2>
      <ul className="machine-states">
        {known.map((each) => (
          <li key={each.name} data-alert={each.alert === true}>
            <Link
              href={machinesPath(machine.id, each.name === state ? undefined : each.name)}
              aria-current={each.name === state ? 'true' : undefined}
              data-testid={`state-${each.name}`}
            >
              {each.name} <strong>{states?.counts[each.name] ?? 0}</strong>
            </Link>
          </li>
        ))}
      </ul>
      <label className="machine-key">
        {machines.key}{' '}
        <input
          type="search"
          maxLength={256}
          value={key}
          placeholder={machines.keyHint}
          onChange={(event) => setKey(event.target.value)}
          data-testid="machine-key"
        />
      </label>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {states?.items.length === 0 && <p className="muted hint">{machines.nothing}</p>}
      {states !== null && states.items.length > 0 && (
        <FactTable columns={machines.columns}>
          {states.items.map((each) => (
            <tr key={each.key} data-testid="machine-position">
              <th scope="row">
                <Link href={activityPath({ span: '24h', key: each.key })}>
                  <Name>{each.key}</Name>
                </Link>
              </th>
              <td>{each.state}</td>
              <td>
                {formatDuration(Math.max(now - each.sinceMillis, 0))}{' '}
                <span className="muted">({formatTime(each.sinceMillis, now)})</span>
              </td>
              <td lang="en">{safeName(each.input)}</td>
            </tr>
          ))}
        </FactTable>
      )}
      {states?.items.length === MOST && <p className="muted">{machines.newest(MOST)}</p>}
    </section>
  );
}

/** The patterns that are state machines. */
function useMachines() {
  const { read } = useServices();
  const [list, setList] = useState<EventPattern[] | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  useEffect(() => {
    void read('configuration').then((result) => {
      if (result.ok) setList((result.value.patterns ?? []).filter((pattern) => pattern.machine !== undefined));
      else setError(result.error);
    });
  }, [read]);
  return { list, error };
}

/** The keys in a state, or in any, read again every two seconds. */
function useStates(id: string, state: string | undefined, key: string) {
  const { read } = useServices();
  const load = useCallback(
    (signal: AbortSignal) => {
      const query = { limit: MOST, ...(state !== undefined && { state }), ...(key !== '' && { key }) };
      return read('machineStates', { params: { id }, query, signal });
    },
    [read, id, state, key],
  );
  const { value, error } = useReadAgain(load, PERIOD_MILLIS);
  return { states: value, error };
}

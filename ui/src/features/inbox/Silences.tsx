import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { PlacedSilence } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useAppDispatch } from '../../store';
import { text } from '../../text/language';
import { loadInbox } from './loadInbox';

const PERIOD_MILLIS = 5_000;

/** The silences that are not over, with a button that ends one. */
export function Silences({ person }: { person: string }) {
  const { inbox } = text();
  const { read, write } = useServices();
  const dispatch = useAppDispatch();
  const now = useServerTime();
  const [silences, setSilences] = useState<PlacedSilence[]>([]);
  const [trouble, setTrouble] = useState('');
  const load = useCallback(async () => {
    const result = await read('listSilences');
    if (result.ok) setSilences(result.value.items);
  }, [read]);
  useEffect(() => {
    void load();
    const timer = setInterval(load, PERIOD_MILLIS);
    return () => clearInterval(timer);
  }, [load]);
  const end = async (id: string) => {
    const result = await write('endSilence', { params: { id }, body: { by: person } });
    setTrouble(result.ok ? '' : sentenceOf(result.error));
    await Promise.all([load(), dispatch(loadInbox())]);
  };
  if (silences.length === 0) return null;
  return (
    <section className="silences" aria-labelledby="silences-title" data-testid="silences">
      <h2 id="silences-title">{inbox.silences}</h2>
      {trouble !== '' && <p className="trouble">{trouble}</p>}
      <ul>
        {silences.map((silence) => (
          <li key={silence.id} data-testid="silence">
            <span>
              <strong>{safeName(selectorText(silence))}</strong>{' '}
              {silence.state === 'ACTIVE'
                ? inbox.silentUntil(formatTime(silence.endMillis, now))
                : inbox.silentFrom(formatTime(silence.nextMillis ?? silence.startMillis, now))}
              <span className="muted">
                {' '}
                {inbox.by(safeName(silence.by))}
                {silence.comment !== '' && `: ${safeName(silence.comment)}`}
              </span>
            </span>
            <button
              type="button"
              disabled={person === ''}
              onClick={() => void end(silence.id)}
              data-testid="end-silence"
            >
              {inbox.endSilence}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function selectorText(silence: PlacedSilence): string {
  const { device, metric, group, attributes } = silence.selector;
  const parts = [
    metric,
    device,
    group && `${text().inbox.group} ${group}`,
    ...Object.entries(attributes ?? {}).map(([name, value]) => `${name} = ${value}`),
    silence.rules.join(', '),
  ];
  return parts.filter((part) => part).join(' · ') || text().inbox.everything;
}

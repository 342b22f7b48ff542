import { useCallback, useEffect, useState } from 'react';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { DeadLetterList, DeadLetterReplay } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatCount, formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';

const SHOWN = 50;

/** What was refused, the newest first, and a button that sends again what would be accepted now. */
export function DeadLetters() {
  const { read, write } = useServices();
  const { system } = text();
  const now = useServerTime();
  const isAllowed = useAppSelector((state) => hasRole(state.login.session, 'operator'));
  const [letters, setLetters] = useState<DeadLetterList['items'] | null>(null);
  const [outcome, setOutcome] = useState<DeadLetterReplay | ApiError | 'running' | null>(null);
  const load = useCallback(async () => {
    const result = await read('listDeadLetters', { query: { limit: SHOWN } });
    if (result.ok) setLetters(result.value.items);
    else setOutcome(result.error);
  }, [read]);
  useEffect(() => {
    if (isAllowed) void load();
  }, [isAllowed, load]);
  const replay = async () => {
    setOutcome('running');
    const offset = (letters ?? []).map((letter) => letter.offset);
    const result = await write('replayDeadLetters', { query: { offset } });
    setOutcome(result.ok ? result.value : result.error);
  };
  if (!isAllowed) return <p className="muted">{system.deadLettersHidden}</p>;
  return (
    <>
      <p className="dead-letter-actions">
        <button type="button" onClick={() => void load()}>
          {system.deadLettersReload}
        </button>
        <button
          type="button"
          disabled={letters === null || letters.length === 0 || outcome === 'running'}
          onClick={() => void replay()}
          data-testid="deadletters-replay"
        >
          {system.deadLettersReplay}
        </button>
        {outcome !== null && outcome !== 'running' && (
          <span role="status" data-testid="deadletters-outcome">
            {'kind' in outcome ? sentenceOf(outcome) : summaryOf(outcome)}
          </span>
        )}
      </p>
      {letters?.length === 0 && <p className="muted">{system.deadLettersNone}</p>}
      <ul className="dead-letters" data-testid="deadletters">
        {letters?.map((letter) => (
          <li key={letter.offset}>
            <span className="muted">{formatTime(letter.storedMillis, now)}</span>{' '}
            <strong>{letter.device === '' ? system.deviceUnknown : safeName(letter.device)}</strong>{' '}
            <span lang="en">
              {letter.refusals
                .map(({ code, metric, reason }) => `${code}${metric && ` ${safeName(metric)}`}: ${safeName(reason)}`)
                .join('; ')}
            </span>
            <code title={system.deadLetterBytes(formatCount(letter.bytes))}>{safeName(letter.start)}</code>
          </li>
        ))}
      </ul>
    </>
  );
}

function summaryOf({ records, samples, stillRefused }: DeadLetterReplay): string {
  const refused = Object.values(stillRefused).reduce((sum, count) => sum + count, 0);
  return text().system.deadLettersReplayed(formatCount(records), formatCount(samples), formatCount(refused));
}

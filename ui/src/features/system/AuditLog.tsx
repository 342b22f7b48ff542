import { useCallback, useEffect, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { AuditPage } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';

const SHOWN = 20;

/** Who changed what, the newest first; refused attempts are marked. It takes the role admin. */
export function AuditLog() {
  const { read } = useServices();
  const { audit } = text().system;
  const now = useServerTime();
  const isAllowed = useAppSelector((state) => hasRole(state.login.session, 'admin'));
  const [page, setPage] = useState<AuditPage | null>(null);
  const [trouble, setTrouble] = useState('');
  const load = useCallback(
    async (cursor?: string) => {
      const result = await read('listAudit', { query: { limit: SHOWN, ...(cursor !== undefined && { cursor }) } });
      setTrouble(result.ok ? '' : sentenceOf(result.error));
      if (!result.ok) return;
      const { items, next } = result.value;
      setPage((before) => ({ items: cursor === undefined ? items : [...(before?.items ?? []), ...items], next }));
    },
    [read],
  );
  useEffect(() => {
    if (isAllowed) void load();
  }, [isAllowed, load]);
  if (!isAllowed) return <p className="muted">{audit.hidden}</p>;
  return (
    <>
      {trouble !== '' && <p className="trouble">{trouble}</p>}
      {page?.items.length === 0 && <p className="muted">{audit.none}</p>}
      <ul className="dead-letters" data-testid="audit">
        {page?.items.map((entry) => (
          <li key={`${entry.atMillis} ${entry.operation} ${entry.path}`} data-refused={entry.status >= 400}>
            <span className="muted">{formatTime(entry.atMillis, now)}</span>{' '}
            <strong>{safeName(entry.who) || audit.kinds[entry.kind]}</strong> <span lang="en">{entry.operation}</span>
            {entry.status >= 400 && <span className="trouble"> {audit.refused(entry.status)}</span>}{' '}
            <span className="muted">{safeName(entry.path)}</span>
          </li>
        ))}
      </ul>
      <p className="dead-letter-actions">
        <button type="button" className="quiet" onClick={() => void load()}>
          {audit.reload}
        </button>
        {page?.next != null && (
          <button type="button" className="quiet" onClick={() => void load(page.next ?? undefined)}>
            {audit.older}
          </button>
        )}
      </p>
    </>
  );
}

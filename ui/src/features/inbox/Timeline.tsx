import type { Alert } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { useServerTime } from '../../services';
import { text } from '../../text/language';

/** What happened to an alert or incident, and who did it. */
export function Timeline({ entries, isOpen = false }: { entries: Alert['timeline']; isOpen?: boolean }) {
  const { inbox } = text();
  const now = useServerTime();
  return (
    <details className="alert-timeline" open={isOpen}>
      <summary>
        {inbox.timeline} <span className="muted">{entries.length}</span>
      </summary>
      <ol>
        {entries.map((entry) => (
          <li key={`${entry.atMillis} ${entry.change} ${entry.text}`}>
            <span className="muted">{formatTime(entry.atMillis, now)}</span> {inbox.changes[entry.change]}
            {entry.by !== '' && ` ${inbox.by(safeName(entry.by))}`}
            {entry.text !== '' && `: ${safeName(entry.text)}`}
          </li>
        ))}
      </ol>
    </details>
  );
}

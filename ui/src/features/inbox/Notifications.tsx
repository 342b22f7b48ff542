import { useCallback } from 'react';
import type { NotificationList } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { FactTable } from '../../shell/FactTable';
import { useReadAgain } from '../../shell/useReadAgain';
import { text } from '../../text/language';

const PERIOD_MILLIS = 5_000;

type Notified = 'alertNotifications' | 'incidentNotifications';

/** Who was notified of an alert or incident, when, through what, and what became of it. */
export function Notifications({ of, id }: { of: Notified; id: string }) {
  const { notifications } = text().inbox;
  const items = useNotifications(of, id);
  const now = useServerTime();
  return (
    <section aria-labelledby="notifications-title" data-testid="notifications">
      <h2 id="notifications-title">{notifications.title}</h2>
      {items?.length === 0 && <p className="muted">{notifications.none}</p>}
      {items !== null && items.length > 0 && (
        <FactTable columns={notifications.columns} className="inbox-table">
          {items.map((item) => (
            <tr key={`${item.subject} ${item.channel} ${item.change} ${item.number}`} data-state={item.state}>
              <td>{formatTime(item.atMillis, now)}</td>
              <td>{notifications.changes[item.change]}</td>
              <td>
                {safeName(item.channel)}
                {item.people.length > 0 && ` (${item.people.map(safeName).join(', ')})`}
              </td>
              <td>
                {notifications.states[item.state]}
                {item.attempt > 1 && `, ${notifications.attempt(item.attempt)}`}
                {item.detail !== '' && <span lang="en">: {safeName(item.detail)}</span>}
              </td>
            </tr>
          ))}
        </FactTable>
      )}
    </section>
  );
}

/** Read again now and then: an attempt may be under way. Null before the first answer. */
function useNotifications(of: Notified, id: string): NotificationList['items'] | null {
  const { read } = useServices();
  const load = useCallback((signal: AbortSignal) => read(of, { params: { id }, signal }), [read, of, id]);
  return useReadAgain(load, PERIOD_MILLIS).value?.items ?? null;
}

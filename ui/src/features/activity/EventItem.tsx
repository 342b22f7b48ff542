import type { Event } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { Name } from '../../shell/Name';

/** One event: when, what, to whom, and its attributes. */
export function EventItem({ event, now, withKey = true }: { event: Event; now: number; withKey?: boolean }) {
  const attributes = Object.entries(event.attributes).map(([name, value]) => `${name}=${value}`);
  return (
    <li data-testid="event">
      <span className="muted">{formatTime(event.timestampMillis, now)}</span> <strong>{safeName(event.type)}</strong>{' '}
      {withKey && <Name>{event.key}</Name>}{' '}
      <span className="muted event-attributes">{safeName(attributes.join(' '))}</span>
    </li>
  );
}

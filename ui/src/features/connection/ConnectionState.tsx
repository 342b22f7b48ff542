import type { LinkState } from '../../api/liveClient';
import { formatDuration, formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';

/** Whether what is on screen is now, in words. */
export function ConnectionState() {
  const link = useAppSelector((state) => state.connection.link);
  const { clock } = useServices();
  useServerTime();
  return (
    <>
      <p className="connection" data-testid="connection-state" data-state={link.kind}>
        <span className="connection-dot" aria-hidden="true" />
        {connectionText(link, clock.now())}
      </p>
      {/* Announced once for each change, without the seconds that pass. */}
      <p className="visually-hidden" role="status">
        {text().connection.label(text().connection[link.kind === 'stale' ? 'reconnecting' : link.kind])}
      </p>
    </>
  );
}

/** Says that what is on screen is the last known state, and of when. */
export function KeptNotice() {
  const keptMillis = useAppSelector((state) => state.connection.keptMillis);
  const { clock } = useServices();
  if (keptMillis === null) return null;
  return (
    <p className="kept-notice" role="status" data-testid="kept-notice">
      {text().offline.shown(formatTime(keptMillis, clock.now()))}
    </p>
  );
}

export function connectionText(link: LinkState, nowMillis: number): string {
  const { connection } = text();
  switch (link.kind) {
    case 'connecting':
      return connection.connecting;
    case 'live':
      return connection.live;
    case 'stale':
      return connection.stale(formatDuration(nowMillis - link.sinceMillis));
    case 'reconnecting': {
      const pause = link.retryAtMillis - nowMillis;
      return pause > 1000 ? connection.reconnectingIn(formatDuration(pause)) : connection.reconnecting;
    }
  }
}

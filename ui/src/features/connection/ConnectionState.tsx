import type { LinkState } from '../../api/liveClient';
import { formatDuration } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useAppSelector } from '../../store';
import { worstLink } from './connectionSlice';

/** Whether what is on screen is now, in words. */
export function ConnectionState() {
  const link = useAppSelector((state) => worstLink(state.connection.links));
  const { clock } = useServices();
  useServerTime();
  return (
    <>
      <p className="connection" data-testid="connection-state" data-state={link.kind}>
        <span className="connection-dot" aria-hidden="true" />
        {connectionText(link, clock.now())}
      </p>
      {/* Said once for each change, without the seconds that pass. */}
      <p className="visually-hidden" role="status">
        Connection: {link.kind}
      </p>
    </>
  );
}

export function connectionText(link: LinkState, nowMillis: number): string {
  switch (link.kind) {
    case 'connecting':
      return 'Connecting';
    case 'live':
      return 'Live';
    case 'stale':
      return `Stale: silent for ${formatDuration(nowMillis - link.sinceMillis)}`;
    case 'reconnecting': {
      const pause = link.retryAtMillis - nowMillis;
      return pause > 1000 ? `Reconnecting in ${formatDuration(pause)}` : 'Reconnecting';
    }
  }
}

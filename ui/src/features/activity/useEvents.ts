import { useEffect, useState } from 'react';
import type { Event } from '../../api/schema';
import type { TimeWindow } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';

const MOST = 200;
const PAUSE_MILLIS = 5_000;

const NONE: readonly Event[] = [];

/** The newest events of a key in a period, oldest first; read again while the period ends now. */
export function useEvents(key: string, period: { spanMillis: number } | TimeWindow): readonly Event[] {
  const { read } = useServices();
  const now = useServerClock();
  const [events, setEvents] = useState(NONE);
  const span = 'spanMillis' in period ? period.spanMillis : null;
  const from = 'spanMillis' in period ? null : period.fromMillis;
  const to = 'spanMillis' in period ? null : period.toMillis;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read, not followed
  useEffect(() => {
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = async () => {
      const begin = from ?? now() - (span ?? 0);
      const query = {
        key: [key],
        from: String(Math.floor(begin)),
        limit: MOST,
        ...(to !== null && { to: String(Math.ceil(to)) }),
      };
      const result = await read('listEvents', { query, signal: stop.signal });
      if (stop.signal.aborted) return;
      // The same list while nothing is new, so that charts are not drawn again.
      if (result.ok)
        setEvents((before) => (isSame(before, result.value.items) ? before : result.value.items.toReversed()));
      if (span !== null) timer = setTimeout(load, PAUSE_MILLIS);
    };
    void load();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [read, key, span, from, to]);
  return events;
}

function isSame(before: readonly Event[], newestFirst: readonly Event[]): boolean {
  return (
    before.length === newestFirst.length &&
    before.at(-1)?.id === newestFirst[0]?.id &&
    before[0]?.id === newestFirst.at(-1)?.id
  );
}

import { useEffect, useState } from 'react';
import type { ApiError } from '../../api/rest';
import type { FleetHistory } from '../../api/schema';
import type { HeatQuery } from '../../routes/paths';
import { useServerClock, useServices } from '../../services';

export const SPANS = { '1h': 3_600_000, '6h': 6 * 3_600_000, '24h': 86_400_000, '7d': 7 * 86_400_000 } as const;
const REFRESH_MILLIS = 30_000;
const COLUMNS = 60;

/** The fleet's history up to now, read again every half minute. */
export function useFleetHistory(by: HeatQuery['by'], span: HeatQuery['span'], limit: number) {
  const { read, clock } = useServices();
  const now = useServerClock();
  const [state, setState] = useState<{ history: FleetHistory | null; error: ApiError | null }>({
    history: null,
    error: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read at each request
  useEffect(() => {
    const controller = new AbortController();
    let timer = clock.after(0, () => {});
    const load = async () => {
      if (!document.hidden) {
        const to = Math.ceil(now());
        const query = { from: String(to - SPANS[span]), to: String(to), by, columns: COLUMNS, limit };
        const result = await read('fleetHistory', { query, signal: controller.signal });
        if (controller.signal.aborted) return;
        setState(result.ok ? { history: result.value, error: null } : (before) => ({ ...before, error: result.error }));
      }
      timer = clock.after(REFRESH_MILLIS, () => void load());
    };
    void load();
    return () => {
      controller.abort();
      timer.cancel();
    };
  }, [read, clock, by, span, limit]);
  return state;
}

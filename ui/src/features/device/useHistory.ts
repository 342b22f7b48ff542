import { useEffect, useState } from 'react';
import type { ApiError } from '../../api/rest';
import { POINTS, RANGES, visibleWindow } from '../../domain/timeWindow';
import { useServerClock, useServices } from '../../services';
import { useAppSelector } from '../../store';

/** Loading, there, or the reason why not. */
export type HistoryState = 'loading' | 'loaded' | ApiError;

/**
 * Keeps the past of a metric in the SeriesStore while the caller is on screen: asked for once it is known how far the
 * device reaches back, and anew when the range, the pinned window or the connection is another; live samples go on from
 * there.
 */
export function useHistory(device: string, metric: string): HistoryState {
  const { read, series } = useServices();
  const { range, pinned } = useAppSelector((state) => state.selection);
  const returns = useAppSelector((state) => state.connection.returns);
  const isReachKnown = useAppSelector((state) => state.device.kind !== 'loading');
  const now = useServerClock();
  const [state, setState] = useState<HistoryState>('loading');

  useEffect(() => series.watch(metric), [series, metric]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `returns` asks anew; time that passes does not
  useEffect(() => {
    setState('loading');
    series.expectHistory(metric);
    if (!isReachKnown) return;
    const request = new AbortController();
    const { fromMillis, toMillis } = visibleWindow(range, pinned, now(), series.extent);
    const query = { device, metric, from: whole(fromMillis), to: whole(toMillis + 1), points: POINTS };
    read('seriesHistory', { query, signal: request.signal }).then((result) => {
      if (request.signal.aborted) return;
      if (!result.ok) series.loadFailed(metric);
      else if (pinned === null) series.loadLive(result.value, RANGES[range]);
      else series.loadPinned(result.value);
      setState(result.ok ? 'loaded' : result.error);
    });
    return () => request.abort();
  }, [device, metric, range, pinned, returns, isReachKnown, read, series]);

  return state;
}

/** Whole milliseconds; a dragged window has fractions. */
function whole(millis: number): string {
  return String(Math.floor(millis));
}

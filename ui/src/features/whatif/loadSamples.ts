import type { ApiError, Read } from '../../api/rest';
import type { TimeWindow } from '../../domain/timeWindow';

/** The samples of a series as they were scored: without those that came late. */
export type RawSamples = { times: Float64Array; values: Float64Array };
export type LoadedSamples = { ok: true; samples: RawSamples; isCut: boolean } | { ok: false; error: ApiError };

const MOST_POINTS = 10_000;
export const MOST_SAMPLES = 100_000;
/** The server answers raw samples for at most a day. */
const LONGEST_RAW_MILLIS = 86_400_000;

/**
 * Reads the newest samples of a window, raw, from its end backwards, until there are `MOST_SAMPLES`: then `isCut`. Halves
 * the stretch until the server answers raw.
 */
export async function loadSamples(
  read: Read,
  device: string,
  metric: string,
  window: TimeWindow,
  signal: AbortSignal,
): Promise<LoadedSamples> {
  const parts: { timestampMillis: number; value: number }[][] = [];
  let count = 0;
  let to = Math.ceil(window.toMillis);
  let span = Math.min(LONGEST_RAW_MILLIS, to - window.fromMillis);
  while (to > window.fromMillis && count < MOST_SAMPLES) {
    const from = Math.max(Math.floor(window.fromMillis), Math.floor(to - span));
    const result = await read('seriesHistory', {
      query: { device, metric, from: String(from), to: String(to), points: MOST_POINTS },
      signal,
    });
    if (!result.ok) return result;
    const { resolution, items } = result.value;
    if (resolution !== 'raw' && to - from > 1) {
      span = Math.max(1, Math.floor((to - from) / 2));
      continue;
    }
    const kept = items.flatMap(({ timestampMillis, value, avg, status }) =>
      status === 'LATE' ? [] : [{ timestampMillis, value: value ?? avg }],
    );
    parts.unshift(kept);
    count += kept.length;
    to = from;
    if (items.length < MOST_POINTS / 4) span = Math.min(LONGEST_RAW_MILLIS, 2 * span);
  }
  const all = parts.flat();
  return {
    ok: true,
    samples: {
      times: Float64Array.from(all, ({ timestampMillis }) => timestampMillis),
      values: Float64Array.from(all, ({ value }) => value),
    },
    isCut: to > window.fromMillis,
  };
}

import { createSelector, createSlice, original, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { Anomaly, AnomalyPage } from '../../api/schema';
import type { StatusState } from '../system/statusSlice';

/** The server's snapshot holds at most this many, the open ones first. */
const SNAPSHOT_SIZE = 100;
/** Beyond this the oldest that have ended are evicted. */
const MOST_KEPT = 2000;

export type AnomaliesState = {
  /** Every anomaly known, at its highest revision; those of the device on screen reach further back than the feed. */
  byId: Record<string, Anomaly>;
  /** The feed is complete back to this start time. */
  horizonMillis: number;
  /** Where older pages go on; null at the end, undefined before the first page. */
  cursor: string | null | undefined;
  error: ApiError | null;
  /** Whether the live connection has said what is open. */
  hasSnapshot: boolean;
  /** The anomaly that was asked for by id last and could not be read. */
  missing: { id: string; error: ApiError } | null;
  /** The newest anomaly that opened while the page was open, to be announced to a screen reader. */
  announced: Anomaly | null;
};

const initialState: AnomaliesState = {
  byId: {},
  horizonMillis: 0,
  cursor: undefined,
  error: null,
  hasSnapshot: false,
  missing: null,
  announced: null,
};

const slice = createSlice({
  name: 'anomalies',
  initialState,
  reducers: {
    snapshotReceived(state, { payload }: PayloadAction<Anomaly[]>) {
      const holdsAllOpen = payload.length < SNAPSHOT_SIZE || payload.some((a) => a.state === 'ENDED');
      const ids = new Set(payload.map((a) => a.id));
      if (holdsAllOpen) {
        // What is open here but not there ended while the connection was away; its end comes with the next page.
        for (const a of known(state)) if (a.state === 'OPEN' && !ids.has(a.id)) delete state.byId[a.id];
      }
      keep(state, payload);
      state.hasSnapshot = true;
    },
    anomalyReceived(state, { payload }: PayloadAction<Anomaly>) {
      if (payload.state === 'OPEN' && !(payload.id in state.byId)) state.announced = payload;
      keep(state, [payload]);
    },
    /** A page of the feed. The newest page again, after a reconnection, does not move the feed's end. */
    pageLoaded(state, { payload }: PayloadAction<{ page: AnomalyPage; older: boolean }>) {
      const { page, older } = payload;
      keep(state, page.items);
      state.error = null;
      if (!older && state.cursor !== undefined) return;
      state.cursor = page.next;
      state.horizonMillis = page.next === null ? Number.MIN_SAFE_INTEGER : (page.items.at(-1)?.startMillis ?? 0);
    },
    /** Anomalies of one device or one that was asked for by id: known, though not part of the feed. */
    anomaliesLoaded(state, { payload }: PayloadAction<Anomaly[]>) {
      keep(state, payload);
    },
    anomalyMissing(state, { payload }: PayloadAction<{ id: string; error: ApiError }>) {
      state.missing = payload;
    },
    feedFailed(state, { payload }: PayloadAction<ApiError>) {
      state.error = payload;
    },
  },
});

/** All that is in the store before this action, without a draft of each: there may be thousands. */
function known(state: AnomaliesState): Anomaly[] {
  return Object.values((original(state) ?? state).byId);
}

function keep(state: AnomaliesState, anomalies: readonly Anomaly[]): void {
  for (const anomaly of anomalies) {
    const revision = state.byId[anomaly.id]?.revision ?? 0;
    if (revision <= anomaly.revision) state.byId[anomaly.id] = anomaly;
  }
  if (Object.keys(state.byId).length > MOST_KEPT) prune(state);
}

/** Evicts the older half of those that have ended; the feed is complete back to the newest evicted. */
function prune(state: AnomaliesState): void {
  const ended = known(state)
    .filter((a) => a.state === 'ENDED')
    .sort(newestFirst);
  const forgotten = ended.slice(ended.length / 2);
  for (const a of forgotten) delete state.byId[a.id];
  state.horizonMillis = Math.max(state.horizonMillis, (forgotten[0]?.startMillis ?? 0) + 1);
}

function newestFirst(a: Anomaly, b: Anomaly): number {
  return b.startMillis - a.startMillis || (a.id < b.id ? -1 : 1);
}

export const { snapshotReceived, anomalyReceived, pageLoaded, anomaliesLoaded, anomalyMissing, feedFailed } =
  slice.actions;
export const anomaliesReducer = slice.reducer;

type WithAnomalies = { anomalies: AnomaliesState };

const selectSorted = createSelector([(state: WithAnomalies) => state.anomalies.byId], (byId) =>
  Object.values(byId).sort(newestFirst),
);

/** The feed: newest start first, complete back to its horizon; open ones always. */
export const selectFeed = createSelector(
  [selectSorted, (state: WithAnomalies) => state.anomalies.horizonMillis],
  (sorted, horizon) => sorted.filter((a) => a.state === 'OPEN' || a.startMillis >= horizon),
);

export const selectOpen = createSelector([selectSorted], (sorted) => sorted.filter((a) => a.state === 'OPEN'));

/** All that is known of one device, newest first. */
export const selectOfDevice = createSelector(
  [selectSorted, (_: WithAnomalies, device: string) => device],
  (sorted, device) => sorted.filter((a) => a.device === device),
);

/**
 * How many are open: of the feed, which is right at once; of the server's last answer where the feed cannot know them all.
 */
export function selectOpenCount(state: WithAnomalies & { status: StatusState }): number | null {
  const known = selectOpen(state).length;
  if (known >= SNAPSHOT_SIZE) return Math.max(known, state.status.status?.openAnomalies ?? 0);
  return state.anomalies.hasSnapshot ? known : (state.status.status?.openAnomalies ?? null);
}

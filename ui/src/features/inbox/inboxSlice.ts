import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { Alert, AlertList, AlertState } from '../../api/schema';

/** Which alerts the inbox shows: all that are not resolved, or those in one state. */
export type InboxFilter = 'open' | AlertState;

export type InboxState = {
  filter: InboxFilter;
  /** The most urgent first; null before the first answer. */
  items: Alert[] | null;
  counts: Partial<Record<AlertState, number>>;
  error: ApiError | null;
  /** Alerts with a command under way. */
  busy: Record<string, true>;
};

const initialState: InboxState = { filter: 'open', items: null, counts: {}, error: null, busy: {} };

const slice = createSlice({
  name: 'inbox',
  initialState,
  reducers: {
    filterChosen(state, { payload }: PayloadAction<InboxFilter>) {
      state.filter = payload;
      state.items = null;
    },
    inboxLoaded(state, { payload }: PayloadAction<{ filter: InboxFilter; list: AlertList }>) {
      state.counts = payload.list.counts;
      state.error = null;
      if (payload.filter === state.filter) state.items = payload.list.items;
    },
    inboxFailed(state, { payload }: PayloadAction<ApiError>) {
      state.error = payload;
    },
    commandStarted(state, { payload }: PayloadAction<string>) {
      state.busy[payload] = true;
    },
    /** The alert as it is after the command. */
    commandDone(state, { payload }: PayloadAction<Alert>) {
      delete state.busy[payload.id];
      state.items = (state.items ?? []).map((alert) => (alert.id === payload.id ? payload : alert));
    },
    commandFailed(state, { payload }: PayloadAction<{ id: string; error: ApiError }>) {
      delete state.busy[payload.id];
      state.error = payload.error;
    },
  },
});

export const { filterChosen, inboxLoaded, inboxFailed, commandStarted, commandDone, commandFailed } = slice.actions;
export const inboxReducer = slice.reducer;

import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { Alert, AlertList, AlertState, Incident } from '../../api/schema';

/** Which alerts the inbox shows: all that are not resolved, or those in one state. */
export type InboxFilter = 'open' | AlertState;

export type InboxState = {
  filter: InboxFilter;
  /** The most urgent first; null before the first answer. */
  items: Alert[] | null;
  /** The most urgent first. */
  incidents: Incident[];
  counts: Partial<Record<AlertState, number>>;
  error: ApiError | null;
  /** Alerts and incidents with a command under way. */
  busy: Record<string, true>;
};

const initialState: InboxState = { filter: 'open', items: null, incidents: [], counts: {}, error: null, busy: {} };

const slice = createSlice({
  name: 'inbox',
  initialState,
  reducers: {
    filterChosen(state, { payload }: PayloadAction<InboxFilter>) {
      state.filter = payload;
      state.items = null;
      state.incidents = [];
    },
    inboxLoaded(state, { payload }: PayloadAction<{ filter: InboxFilter; list: AlertList; incidents: Incident[] }>) {
      state.counts = payload.list.counts;
      state.error = null;
      if (payload.filter !== state.filter) return;
      state.items = payload.list.items;
      state.incidents = payload.incidents;
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
    /** The incident as it is after the command. */
    incidentCommandDone(state, { payload }: PayloadAction<Incident>) {
      delete state.busy[payload.id];
      state.incidents = state.incidents.map((incident) => (incident.id === payload.id ? payload : incident));
    },
    commandFailed(state, { payload }: PayloadAction<{ id: string; error: ApiError }>) {
      delete state.busy[payload.id];
      state.error = payload.error;
    },
  },
});

export const {
  filterChosen,
  inboxLoaded,
  inboxFailed,
  commandStarted,
  commandDone,
  incidentCommandDone,
  commandFailed,
} = slice.actions;
export const inboxReducer = slice.reducer;

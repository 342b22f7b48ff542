import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { LinkState } from '../../api/liveClient';

export type ConnectionState = {
  link: LinkState;
  /** Server time less this browser's time, so that "now" is the server's even where this clock is wrong. */
  clockOffsetMillis: number;
  /** Samples that the server left out because this page was too slow, since the connection began. */
  skippedSamples: number;
  /** When what is shown was true, if the service worker answers in place of the server; null: it is the present. */
  keptMillis: number | null;
};

/** Smaller differences are the network's, and following them would make the charts tremble. */
const CLOCK_TOLERANCE_MILLIS = 250;

const initialState: ConnectionState = {
  link: { kind: 'connecting' },
  clockOffsetMillis: 0,
  skippedSamples: 0,
  keptMillis: null,
};

const slice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    linkChanged(state, { payload }: PayloadAction<LinkState>) {
      state.link = payload;
    },
    serverTimeReceived(state, { payload }: PayloadAction<{ serverMillis: number; localMillis: number }>) {
      const offset = payload.serverMillis - payload.localMillis;
      if (Math.abs(offset - state.clockOffsetMillis) > CLOCK_TOLERANCE_MILLIS) state.clockOffsetMillis = offset;
    },
    answered(state, { payload }: PayloadAction<{ keptMillis: number | null }>) {
      state.keptMillis = payload.keptMillis;
    },
    samplesSkipped(state, { payload }: PayloadAction<number>) {
      state.skippedSamples = payload;
    },
  },
});

export const { answered, linkChanged, serverTimeReceived, samplesSkipped } = slice.actions;
export const connectionReducer = slice.reducer;

import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { LinkState } from '../../api/liveClient';

export type ConnectionState = {
  link: LinkState;
  /** Server time less this browser's time, so that "now" is the server's even where this clock is wrong. */
  clockOffsetMillis: number;
  /** Samples that the server left out because this page was too slow, since the connection began. */
  skippedSamples: number;
};

/** Smaller differences are the network's, and following them would make the charts tremble. */
const CLOCK_TOLERANCE_MILLIS = 250;

const initialState: ConnectionState = { link: { kind: 'connecting' }, clockOffsetMillis: 0, skippedSamples: 0 };

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
    samplesSkipped(state, { payload }: PayloadAction<number>) {
      state.skippedSamples = payload;
    },
  },
});

export const { linkChanged, serverTimeReceived, samplesSkipped } = slice.actions;
export const connectionReducer = slice.reducer;

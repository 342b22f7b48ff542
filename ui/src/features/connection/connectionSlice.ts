import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { LinkState } from '../../api/liveClient';

/** The page's two live connections: the feed (anomalies of every device) and the samples of the device on screen. */
export type Link = 'feed' | 'samples';

export type ConnectionState = {
  links: Record<Link, LinkState>;
  /** Server time less this browser's time, so that "now" is the server's even where this clock is wrong. */
  clockOffsetMillis: number;
  /** How often the samples came back after a loss: each time the charts fill the gap from history. */
  returns: number;
};

/** What a person is told about the connection: that of the link which is worst off. */
export type ConnectionKind = LinkState['kind'];

const WORST_FIRST: readonly ConnectionKind[] = ['reconnecting', 'stale', 'connecting', 'live'];
/** Smaller differences are the network's, and following them would make the charts tremble. */
const CLOCK_TOLERANCE_MILLIS = 250;

const initialState: ConnectionState = {
  links: { feed: { kind: 'connecting' }, samples: { kind: 'connecting' } },
  clockOffsetMillis: 0,
  returns: 0,
};

const slice = createSlice({
  name: 'connection',
  initialState,
  reducers: {
    linkChanged(state, { payload }: PayloadAction<{ link: Link; state: LinkState }>) {
      const before = state.links[payload.link].kind;
      if (payload.link === 'samples' && before === 'reconnecting' && payload.state.kind === 'live') state.returns++;
      state.links[payload.link] = payload.state;
    },
    serverTimeHeard(state, { payload }: PayloadAction<{ serverMillis: number; localMillis: number }>) {
      const offset = payload.serverMillis - payload.localMillis;
      if (Math.abs(offset - state.clockOffsetMillis) > CLOCK_TOLERANCE_MILLIS) state.clockOffsetMillis = offset;
    },
  },
});

export const { linkChanged, serverTimeHeard } = slice.actions;
export const connectionReducer = slice.reducer;

export function worstLink(links: Record<Link, LinkState>): LinkState {
  const rank = (link: LinkState) => WORST_FIRST.indexOf(link.kind);
  return rank(links.feed) <= rank(links.samples) ? links.feed : links.samples;
}

import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { PartState, Status } from '../../api/schema';

/** The newest answer of /api/v1/status, and why there is none newer. */
export type StatusState = { status: Status | null; error: ApiError | null };

const initialState: StatusState = { status: null, error: null };

const slice = createSlice({
  name: 'status',
  initialState,
  reducers: {
    statusLoaded: (_, { payload }: PayloadAction<Status>): StatusState => ({ status: payload, error: null }),
    statusFailed(state, { payload }: PayloadAction<ApiError>) {
      state.error = payload;
    },
  },
});

export const { statusLoaded, statusFailed } = slice.actions;
export const statusReducer = slice.reducer;

/** The parts that should be up and are not, the worst first. */
export function troubled(parts: readonly PartState[]): PartState[] {
  const rank = { DOWN: 0, STARTING: 1, UP: 2, OFF: 3 };
  return parts.filter((p) => rank[p.state] < rank.UP).sort((a, b) => rank[a.state] - rank[b.state]);
}

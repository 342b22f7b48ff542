import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { DeviceDetail } from '../../api/schema';
import { deviceChosen } from '../selection/selectionSlice';

/** The device on screen: its attributes and metrics. Its samples are in the SeriesStore. */
export type DeviceState =
  | { kind: 'loading' }
  | { kind: 'loaded'; detail: DeviceDetail }
  | { kind: 'failed'; device: string; error: ApiError };

const slice = createSlice({
  name: 'device',
  initialState: { kind: 'loading' } as DeviceState,
  reducers: {
    detailLoaded: (_, { payload }: PayloadAction<DeviceDetail>): DeviceState => ({ kind: 'loaded', detail: payload }),
    detailFailed: (_, { payload }: PayloadAction<{ device: string; error: ApiError }>): DeviceState => ({
      kind: 'failed',
      ...payload,
    }),
  },
  extraReducers: (builder) => {
    builder.addCase(deviceChosen, (): DeviceState => ({ kind: 'loading' }));
  },
});

export const { detailLoaded, detailFailed } = slice.actions;
export const deviceReducer = slice.reducer;

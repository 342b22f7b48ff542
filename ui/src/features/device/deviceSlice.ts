import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { DeviceDetail } from '../../api/schema';

/** What the server says about one device: its attributes and metrics. Its samples are in the SampleStore. */
export type DetailState =
  | { kind: 'loading' }
  | { kind: 'loaded'; detail: DeviceDetail }
  | { kind: 'failed'; error: ApiError };

/** The devices that were looked at, the newest last. */
export type DeviceState = { details: Record<string, DetailState>; order: string[] };

/** Beyond this the devices that were looked at first are forgotten; they are read again when they are opened. */
export const MOST_DETAILS = 50;

const LOADING: DetailState = { kind: 'loading' };

const slice = createSlice({
  name: 'device',
  initialState: { details: {}, order: [] } as DeviceState,
  reducers: {
    detailLoaded(state, { payload }: PayloadAction<DeviceDetail>) {
      keep(state, payload.device, { kind: 'loaded', detail: payload });
    },
    /** What was known of the device stays, so that a short outage empties no page. */
    detailFailed(state, { payload }: PayloadAction<{ device: string; error: ApiError }>) {
      const { device, error } = payload;
      if (selectDetail({ device: state }, device).kind !== 'loaded') keep(state, device, { kind: 'failed', error });
    },
  },
});

function keep(state: DeviceState, device: string, detail: DetailState): void {
  state.details[device] = detail;
  state.order = [...state.order.filter((name) => name !== device), device];
  for (const name of state.order.splice(0, state.order.length - MOST_DETAILS)) delete state.details[name];
}

export function selectDetail(state: { device: DeviceState }, device: string): DetailState {
  return Object.hasOwn(state.device.details, device) ? (state.device.details[device] ?? LOADING) : LOADING;
}

export const { detailLoaded, detailFailed } = slice.actions;
export const deviceReducer = slice.reducer;

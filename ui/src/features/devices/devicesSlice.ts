import { createSelector, createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { ApiError } from '../../api/rest';
import type { Anomaly, Device, DevicePage } from '../../api/schema';
import { nameOrder } from '../../domain/nameOrder';
import { type AnomaliesState, selectOpen } from '../anomalies/anomaliesSlice';

export const PAGE_SIZE = 500;

/** A page of the device list and the cursor that it was asked for with. */
type LoadedPage = { cursor: string | undefined; page: DevicePage };

export type DevicesState = {
  query: string;
  /** In order; empty until the first answer. Pages are refreshed one by one. */
  pages: LoadedPage[];
  loaded: boolean;
  error: ApiError | null;
};

const initialState: DevicesState = { query: '', pages: [], loaded: false, error: null };

const slice = createSlice({
  name: 'devices',
  initialState,
  reducers: {
    searched(state, { payload }: PayloadAction<string>) {
      Object.assign(state, { query: payload, pages: [], loaded: false });
    },
    pageLoaded(state, { payload }: PayloadAction<LoadedPage & { query: string }>) {
      const { query, cursor, page } = payload;
      if (query !== state.query) return;
      const at = state.pages.findIndex((p) => p.cursor === cursor);
      if (at >= 0) state.pages[at] = { cursor, page };
      else state.pages.push({ cursor, page });
      Object.assign(state, { loaded: true, error: null });
    },
    listFailed(state, { payload }: PayloadAction<ApiError>) {
      state.error = payload;
    },
  },
});

export const { searched, pageLoaded, listFailed } = slice.actions;
export const devicesReducer = slice.reducer;

/** A line of the list. A device known only by its open anomaly (its page is not loaded) has no counts. */
export type DeviceRow = {
  device: string;
  state: Device['state'];
  openAnomalies: number;
  metrics: number | null;
  lastSeenMillis: number | null;
  attributes: Device['attributes'];
  registered?: Device['registered'];
  /** The worst of its open anomalies, as far as the feed knows. */
  worst: Anomaly | null;
};

const RANK: Record<Device['state'], number> = { CRITICAL: 0, WARNING: 1, OK: 2 };

type WithDevices = { devices: DevicesState; anomalies: AnomaliesState };

/**
 * The list as shown: what needs attention first, then by name. A device's state is the worse of what the list said
 * when it was last read and what the live feed says now.
 */
export const selectRows = createSelector(
  [(state: WithDevices) => state.devices.pages, (state: WithDevices) => state.devices.query, selectOpen],
  (pages, query, open) => {
    const rows = new Map<string, DeviceRow>();
    for (const { page } of pages) {
      for (const d of page.items) rows.set(d.device, { ...d, worst: null });
    }
    const counts = new Map<string, number>();
    for (const anomaly of open) {
      if (!anomaly.device.toLowerCase().includes(query.toLowerCase())) continue;
      const row = rows.get(anomaly.device) ?? rowOf(anomaly);
      const count = (counts.get(anomaly.device) ?? 0) + 1;
      counts.set(anomaly.device, count);
      row.openAnomalies = Math.max(row.openAnomalies, count);
      if (RANK[anomaly.severity] < RANK[row.state]) row.state = anomaly.severity;
      if (row.worst === null || RANK[anomaly.severity] < RANK[row.worst.severity]) row.worst = anomaly;
      rows.set(anomaly.device, row);
    }
    const byName = nameOrder([...rows.keys()]);
    return [...rows.values()].sort((a, b) => RANK[a.state] - RANK[b.state] || byName(a.device, b.device));
  },
);

function rowOf({ device, severity, attributes = {} }: Anomaly): DeviceRow {
  return { device, state: severity, openAnomalies: 0, metrics: null, lastSeenMillis: null, attributes, worst: null };
}

import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { Anomaly } from '../../api/schema';
import { DEFAULT_RANGE, type PageAddress } from '../../domain/pageAddress';
import type { Range, TimeWindow } from '../../domain/timeWindow';
import { metricsOf } from '../anomalies/anomalyText';

/** Which part a narrow screen shows; a wide one shows all. */
export type Tab = 'devices' | 'charts' | 'anomalies' | 'pipeline';

/** What is being looked at. The address fields are the page's URL. */
export type SelectionState = PageAddress & {
  /** A stretch of the past to look at instead of the newest range. */
  pinned: TimeWindow | null;
  tab: Tab;
};

const initialState: SelectionState = {
  device: null,
  metric: null,
  anomaly: null,
  range: DEFAULT_RANGE,
  pinned: null,
  tab: 'charts',
};

const slice = createSlice({
  name: 'selection',
  initialState,
  reducers: {
    addressOpened(state, { payload }: PayloadAction<PageAddress>) {
      Object.assign(state, payload, { pinned: null });
    },
    deviceChosen(state, { payload }: PayloadAction<string>) {
      Object.assign(state, { device: payload, metric: null, anomaly: null, pinned: null, tab: 'charts' });
    },
    /** Enlarges a metric; null, or the same again, makes it small. */
    metricChosen(state, { payload }: PayloadAction<string | null>) {
      state.metric = payload === state.metric ? null : payload;
    },
    rangeChosen(state, { payload }: PayloadAction<Range>) {
      Object.assign(state, { range: payload, pinned: null, anomaly: null });
    },
    windowPinned(state, { payload }: PayloadAction<TimeWindow>) {
      state.pinned = payload;
    },
    liveResumed(state) {
      state.pinned = null;
      state.anomaly = null;
    },
    anomalyChosen(state, { payload }: PayloadAction<{ anomaly: Anomaly; range: Range; pinned: TimeWindow | null }>) {
      const { anomaly, range, pinned } = payload;
      const { device, id } = anomaly;
      const metric = metricsOf(anomaly)[0] ?? null;
      Object.assign(state, { device, metric, anomaly: id, range, pinned, tab: 'charts' });
    },
    tabChosen(state, { payload }: PayloadAction<Tab>) {
      state.tab = payload;
    },
  },
});

export const {
  addressOpened,
  deviceChosen,
  metricChosen,
  rangeChosen,
  windowPinned,
  liveResumed,
  anomalyChosen,
  tabChosen,
} = slice.actions;
export const selectionReducer = slice.reducer;

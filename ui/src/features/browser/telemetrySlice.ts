import { createSlice, type PayloadAction } from '@reduxjs/toolkit';
import type { MeterAnomaly, MeterValues, StreamFigures, StreamLink } from './streamProtocol';

/** A badge stays this long after the last change for the worse. */
export const BADGE_MILLIS = 300_000;
const MOST_LOGGED = 200;

/** The alert of one meter, as its badge shows it. */
export type MeterAlert = {
  name: string;
  severity: MeterAnomaly['severity'];
  pattern: string;
  score: number;
  startMillis: number;
  value: number;
  expected: number;
  isOpen: boolean;
  /** When this page saw the last change for the worse, by its own clock. */
  alertedMillis: number;
};

export type TelemetryState = {
  link: StreamLink;
  detail: string;
  names: string[];
  latest: MeterValues | null;
  /** By the position of the meter. */
  alerts: Record<number, MeterAlert>;
  /** Anomalies that opened since the stream began or was reset. */
  alertCount: number;
  /** The newest anomalies that opened, newest first. */
  log: MeterAlert[];
  figures: StreamFigures | null;
  /** The window that memory allows, when it is not the wanted one. */
  smallerWindow: number | null;
};

const initialState: TelemetryState = {
  link: 'idle',
  detail: '',
  names: [],
  latest: null,
  alerts: {},
  alertCount: 0,
  log: [],
  figures: null,
  smallerWindow: null,
};

const slice = createSlice({
  name: 'telemetry',
  initialState,
  reducers: {
    streamLinkChanged(state, { payload }: PayloadAction<{ link: StreamLink; detail: string }>) {
      Object.assign(state, payload);
    },
    metersNamed(state, { payload }: PayloadAction<string[]>) {
      const { link, detail, smallerWindow } = state;
      return { ...initialState, link, detail, smallerWindow, names: payload };
    },
    ticked(state, { payload }: PayloadAction<{ latest: MeterValues; figures: StreamFigures }>) {
      Object.assign(state, payload);
    },
    meterAnomalyChanged(state, { payload }: PayloadAction<{ anomaly: MeterAnomaly; nowMillis: number }>) {
      const { anomaly, nowMillis } = payload;
      const { meter, transition, severity, pattern, score, startMillis, value, expected } = anomaly;
      const known = state.alerts[meter];
      if (transition === 'ended') {
        if (known) known.isOpen = false;
        return;
      }
      const name = state.names[meter] ?? '';
      const alert = {
        name,
        severity,
        pattern,
        score,
        startMillis,
        value,
        expected,
        isOpen: true,
        alertedMillis: nowMillis,
      };
      state.alerts[meter] = alert;
      if (transition === 'opened') {
        state.alertCount++;
        state.log.unshift(alert);
        state.log.length = Math.min(state.log.length, MOST_LOGGED);
      }
    },
    alertDismissed(state, { payload }: PayloadAction<number>) {
      delete state.alerts[payload];
    },
    alertsExpired(state, { payload: nowMillis }: PayloadAction<number>) {
      for (const [meter, { alertedMillis }] of Object.entries(state.alerts)) {
        if (nowMillis - alertedMillis >= BADGE_MILLIS) delete state.alerts[Number(meter)];
      }
    },
    windowReduced(state, { payload }: PayloadAction<number>) {
      state.smallerWindow = payload;
    },
    telemetryReset(state) {
      const { link, detail, names } = state;
      return { ...initialState, link, detail, names };
    },
  },
});

export const {
  streamLinkChanged,
  metersNamed,
  ticked,
  meterAnomalyChanged,
  alertDismissed,
  alertsExpired,
  windowReduced,
  telemetryReset,
} = slice.actions;
export const telemetryReducer = slice.reducer;

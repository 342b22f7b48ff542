import type { Middleware } from '@reduxjs/toolkit';
import { meterAnomalyChanged, type TelemetryState, windowReduced } from './telemetrySlice';

/** Writes each anomaly that the browser detects, and each reduction of its memory, to `write`: one line of JSON each. */
export function telemetryLog(write: (line: string) => void): Middleware<object, { telemetry: TelemetryState }> {
  return (api) => (next) => (action) => {
    const result = next(action);
    if (meterAnomalyChanged.match(action)) {
      const { anomaly } = action.payload;
      const name = api.getState().telemetry.names[anomaly.meter];
      write(JSON.stringify({ event: 'meterAnomaly', name, ...anomaly }));
    } else if (windowReduced.match(action)) {
      write(JSON.stringify({ event: 'windowReduced', window: action.payload }));
    }
    return result;
  };
}

import type { AppThunk } from '../../store';
import { anomaliesLoaded } from '../anomalies/anomaliesSlice';
import { detailFailed, detailLoaded } from './deviceSlice';

/** Reads a device and its newest anomalies, for as long as it is the one on screen. */
export function loadDevice(device: string): AppThunk {
  return async (dispatch, state, { read, series }) => {
    const [detail, anomalies] = await Promise.all([
      read('device', { params: { device } }),
      read('listAnomalies', { query: { device, limit: 200 } }),
    ]);
    if (state().selection.device !== device) return;
    if (detail.ok) for (const m of detail.value.metrics) series.reach(m.firstMillis, m.lastMillis);
    dispatch(detail.ok ? detailLoaded(detail.value) : detailFailed({ device, error: detail.error }));
    if (anomalies.ok) dispatch(anomaliesLoaded(anomalies.value.items));
  };
}

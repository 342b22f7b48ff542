import type { AppThunk } from '../../store';
import { anomaliesLoaded } from '../anomalies/anomaliesSlice';
import { detailFailed, detailLoaded } from './deviceSlice';

/** Reads a device and its newest anomalies. */
export function loadDevice(device: string): AppThunk {
  return async (dispatch, _, { read, samples }) => {
    const [detail, anomalies] = await Promise.all([
      read('device', { params: { device } }),
      read('listAnomalies', { query: { device, limit: 200 } }),
    ]);
    const metrics = detail.ok ? detail.value.metrics : [];
    samples.reach(
      device,
      metrics.length === 0
        ? null
        : {
            oldestMillis: Math.min(...metrics.map((m) => m.firstMillis)),
            newestMillis: Math.max(...metrics.map((m) => m.lastMillis)),
          },
    );
    dispatch(detail.ok ? detailLoaded(detail.value) : detailFailed({ device, error: detail.error }));
    if (anomalies.ok) dispatch(anomaliesLoaded(anomalies.value.items));
  };
}

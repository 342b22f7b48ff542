import type { AnomalyQuery } from '../../routes/paths';
import type { AppThunk } from '../../store';
import { anomaliesLoaded, anomalyMissing, feedFailed, pageLoaded } from './anomaliesSlice';

const PAGE_SIZE = 100;

/** Reads the newest page of the feed, or the one before those that are loaded. */
export function loadFeed(older: boolean): AppThunk {
  return async (dispatch, state, { read }) => {
    const { cursor } = state().anomalies;
    if (older && typeof cursor !== 'string') return;
    const query = { limit: PAGE_SIZE, ...(older && typeof cursor === 'string' && { cursor }) };
    const result = await read('listAnomalies', { query });
    dispatch(result.ok ? pageLoaded({ page: result.value, older }) : feedFailed(result.error));
  };
}

/** Reads the anomaly that an address names, unless it is known. */
export function loadAnomaly(id: string): AppThunk {
  return async (dispatch, state, { read }) => {
    if (Object.hasOwn(state().anomalies.byId, id)) return;
    const result = await read('anomaly', { params: { id } });
    dispatch(result.ok ? anomaliesLoaded([result.value]) : anomalyMissing({ id, error: result.error }));
  };
}

/** Reads the newest anomalies that match filters, which may lie further back than the feed reaches. */
export function loadMatching({ state, severity, device }: AnomalyQuery): AppThunk {
  return async (dispatch, _, { read }) => {
    if (state === undefined && severity === undefined && device === undefined) return;
    const query = {
      limit: PAGE_SIZE,
      ...(state && { state: 'OPEN' as const }),
      ...(severity && { severity }),
      ...(device && { device }),
    };
    const result = await read('listAnomalies', { query });
    dispatch(result.ok ? anomaliesLoaded(result.value.items) : feedFailed(result.error));
  };
}

import type { Anomaly } from '../../api/schema';
import { viewOf } from '../../domain/timeWindow';
import type { AppThunk } from '../../store';
import { anomalyChosen } from '../selection/selectionSlice';
import { anomaliesLoaded, feedFailed, pageLoaded } from './anomaliesSlice';

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

/** Goes to an anomaly: its device, its metric, its time. */
export function showAnomaly(anomaly: Anomaly): AppThunk<void> {
  return (dispatch, state, { clock }) => {
    const { selection, connection } = state();
    const now = clock.now() + connection.clockOffsetMillis;
    dispatch(anomalyChosen({ anomaly, ...viewOf(anomaly, selection.range, now) }));
  };
}

/** Goes to the anomaly that the page's address names, as a link in an alert does. */
export function openAnomaly(id: string): AppThunk {
  return async (dispatch, state, { read }) => {
    const result = await read('anomaly', { params: { id } });
    if (state().selection.anomaly !== id) return;
    if (!result.ok) {
      dispatch(feedFailed(result.error));
      return;
    }
    dispatch(anomaliesLoaded([result.value]));
    dispatch(showAnomaly(result.value));
  };
}

import type { AppThunk } from '../../store';
import { listFailed, PAGE_SIZE, pageLoaded } from './devicesSlice';

/** Reads one page of the device list: the first without a cursor. */
export function loadDevicePage(cursor: string | undefined): AppThunk {
  return async (dispatch, state, { read }) => {
    const { query } = state().devices;
    const request = { limit: PAGE_SIZE, query, ...(cursor !== undefined && { cursor }) };
    const result = await read('listDevices', { query: request });
    dispatch(result.ok ? pageLoaded({ query, cursor, page: result.value }) : listFailed(result.error));
  };
}

/** Reads the page after the last, when there is one. */
export function loadMoreDevices(): AppThunk {
  return async (dispatch, state) => {
    const next = state().devices.pages.at(-1)?.page.next;
    if (next) await dispatch(loadDevicePage(next));
  };
}

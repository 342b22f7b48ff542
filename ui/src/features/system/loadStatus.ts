import type { AppThunk } from '../../store';
import { statusFailed, statusLoaded } from './statusSlice';

export function loadStatus(): AppThunk {
  return async (dispatch, _, { read }) => {
    const result = await read('status');
    dispatch(result.ok ? statusLoaded(result.value) : statusFailed(result.error));
  };
}

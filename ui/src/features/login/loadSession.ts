import type { AppThunk } from '../../store';
import { sessionLoaded } from './loginSlice';

/** Asks the server who uses the page. Without an answer everything stays as it is. */
export function loadSession(): AppThunk {
  return async (dispatch, _, { read }) => {
    const result = await read('session');
    if (result.ok) dispatch(sessionLoaded(result.value));
  };
}

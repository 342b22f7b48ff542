import type { Alert, AlertCommand } from '../../api/schema';
import type { AppThunk } from '../../store';
import { commandDone, commandFailed, commandStarted, inboxFailed, inboxLoaded } from './inboxSlice';

/** Reads the alerts that the inbox shows. */
export function loadInbox(): AppThunk {
  return async (dispatch, state, { read }) => {
    const { filter } = state().inbox;
    const result = await read('listAlerts', { query: filter === 'open' ? {} : { state: filter } });
    dispatch(result.ok ? inboxLoaded({ filter, list: result.value }) : inboxFailed(result.error));
  };
}

/** Gives a command on an alert, and reads the inbox again. */
export function command(alert: Alert, given: Omit<AlertCommand, 'by'>): AppThunk {
  return async (dispatch, _, { write, preferences }) => {
    dispatch(commandStarted(alert.id));
    const result = await write('commandAlert', {
      params: { id: alert.id },
      body: { ...given, by: preferences.current.person },
    });
    dispatch(result.ok ? commandDone(result.value) : commandFailed({ id: alert.id, error: result.error }));
    if (result.ok) await dispatch(loadInbox());
  };
}

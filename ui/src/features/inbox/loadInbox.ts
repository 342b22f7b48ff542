import type { Alert, AlertCommand, Incident } from '../../api/schema';
import type { AppThunk } from '../../store';
import {
  commandDone,
  commandFailed,
  commandStarted,
  type InboxFilter,
  inboxFailed,
  inboxLoaded,
  incidentCommandDone,
} from './inboxSlice';

/** Reads the incidents and alerts that the inbox shows. */
export function loadInbox(): AppThunk {
  return async (dispatch, state, { read }) => {
    const { filter } = state().inbox;
    const [alerts, incidents] = await Promise.all([
      read('listAlerts', { query: alertQuery(filter) }),
      read('listIncidents', { query: incidentQuery(filter) }),
    ]);
    if (!alerts.ok) dispatch(inboxFailed(alerts.error));
    else if (!incidents.ok) dispatch(inboxFailed(incidents.error));
    else dispatch(inboxLoaded({ filter, list: alerts.value, incidents: incidents.value.items }));
  };
}

/** Alerts of open incidents are shown with these. */
function alertQuery(filter: InboxFilter) {
  return { incident: 'none', ...(filter !== 'open' && { state: filter }) };
}

function incidentQuery(filter: InboxFilter) {
  if (filter === 'open') return {};
  return { state: filter === 'FIRING' || filter === 'PENDING' ? ('OPEN' as const) : filter };
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

/** Gives a command on an incident, and reads the inbox again. */
export function commandIncident(incident: Incident, given: Omit<AlertCommand, 'by'>): AppThunk {
  return async (dispatch, _, { write, preferences }) => {
    const { id } = incident;
    dispatch(commandStarted(id));
    const result = await write('commandIncident', {
      params: { id },
      body: { ...given, by: preferences.current.person },
    });
    dispatch(result.ok ? incidentCommandDone(result.value) : commandFailed({ id, error: result.error }));
    if (result.ok) await dispatch(loadInbox());
  };
}

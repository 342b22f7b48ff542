import { useCallback } from 'react';
import { Link, useParams } from 'wouter';
import type { Incident } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { decodeName, PATHS } from '../../routes/paths';
import { useServerTime, useServices } from '../../services';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import { AlertItem } from './AlertItem';
import { CauseView } from './CauseView';
import { IncidentActions, IncidentFacts, IncidentState } from './IncidentItem';
import { countText } from './incidentText';
import { Notifications } from './Notifications';
import { PersonField, PersonHint, usePerson } from './Person';
import { Regroup } from './Regroup';
import { Timeline } from './Timeline';
import { useSubject, useTrouble } from './useSubject';
import '../anomalies/anomalies.css';
import './inbox.css';

const MOST_ALERTS = 50;

/** One incident at its own address: the alerts that go on, how it began, and who did what. */
export default function IncidentView() {
  const id = decodeName(useParams<{ id: string }>().id) ?? '';
  const { inbox } = text();
  const person = usePerson();
  const { incident, alerts, trouble } = useIncident(id);
  const acting = { canAct: person.canAct, person: person.name.trim() };
  useTitle(incident ? safeName(incident.title) : inbox.incident);
  return (
    <main className="view inbox panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{incident ? safeName(incident.title) : inbox.incident}</h1>
        <PersonField person={person} />
        <Link href={PATHS.inbox}>{inbox.backToInbox}</Link>
      </header>
      <PersonHint person={person} />
      {trouble !== '' && <p className="trouble">{trouble}</p>}
      {incident && (
        <article className="incident" data-testid="incident-view" data-state={incident.state}>
          <div className="alert-head">
            <span className="severity" data-severity={incident.severity}>
              {inbox.severities[incident.severity]}
            </span>
            <IncidentState incident={incident} />
          </div>
          <p className="alert-why" lang="en">
            {safeName(incident.lead.anomaly.explanation)}
          </p>
          <IncidentFacts incident={incident} />
          {incident.state !== 'RESOLVED' && <IncidentActions incident={incident} {...acting} />}
          <Notifications of="incidentNotifications" id={incident.id} />
          <CauseView of="incidentCause" id={incident.id} />
          <Timeline entries={incident.timeline} isOpen />
          <Members incident={incident} />
          {incident.state !== 'RESOLVED' && <Regroup incident={incident} canAct={person.canAct} />}
          {alerts.length > 0 && <h2>{inbox.alertsOf}</h2>}
          <ol className="alert-list">
            {alerts.map((alert) => (
              <AlertItem key={alert.id} alert={alert} {...acting} />
            ))}
          </ol>
        </article>
      )}
    </main>
  );
}

function Members({ incident }: { incident: Incident }) {
  const { inbox } = text();
  const now = useServerTime();
  const more = incident.alerts - incident.members.length;
  return (
    <details className="alert-timeline" data-testid="members">
      <summary>
        {inbox.members} <span className="muted">{countText(incident.members.length)}</span>
      </summary>
      <ol>
        {incident.members.map((member) => (
          <li key={member.alert}>
            <span className="muted">{formatTime(member.atMillis, now)}</span> {safeName(member.title)}
          </li>
        ))}
      </ol>
      {more > 0 && <p className="muted">{inbox.more(countText(more))}</p>}
    </details>
  );
}

/** The incident and its open alerts. */
function useIncident(id: string) {
  const { read } = useServices();
  const load = useCallback((signal: AbortSignal) => read('incident', { params: { id }, signal }), [read, id]);
  const loadAlerts = useCallback(
    (signal: AbortSignal) => read('listAlerts', { query: { incident: id, limit: MOST_ALERTS }, signal }),
    [read, id],
  );
  const { value, error } = useSubject(load);
  const alerts = useSubject(loadAlerts).value?.items ?? [];
  return { incident: value, alerts, trouble: useTrouble(error, text().inbox.incidentGone) };
}

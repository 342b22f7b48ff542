import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { AlertCommand, Incident } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatDuration, formatTime } from '../../domain/format';
import { incidentPath } from '../../routes/paths';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { areaText, countText } from './incidentText';
import { commandIncident } from './loadInbox';
import { Timeline } from './Timeline';

type Acting = { incident: Incident; canAct: boolean; person: string };

/** One incident in the inbox: what it is about, how far it reaches, and what a person may do with it. */
export function IncidentItem({ incident, canAct, person }: Acting) {
  return (
    <li className="alert incident" data-testid="incident" data-incident={incident.id} data-state={incident.state}>
      <div className="alert-head">
        <span className="severity" data-severity={incident.severity}>
          {text().inbox.severities[incident.severity]}
        </span>
        <Link href={incidentPath(incident.id)} className="alert-title">
          {safeName(incident.title)}
        </Link>
        <IncidentState incident={incident} />
      </div>
      <IncidentFacts incident={incident} />
      {incident.state !== 'RESOLVED' && <IncidentActions incident={incident} canAct={canAct} person={person} />}
      <Timeline entries={incident.timeline} />
    </li>
  );
}

export function IncidentState({ incident }: { incident: Incident }) {
  return (
    <span className="anomaly-state" data-state={incident.state}>
      {text().inbox.incidentStates[incident.state]}
    </span>
  );
}

export function IncidentFacts({ incident }: { incident: Incident }) {
  const { inbox } = text();
  const now = useServerTime();
  const { openAlerts, alerts, devices } = incident;
  const since = formatTime(incident.openedMillis, now);
  return (
    <>
      <p className="alert-why" data-testid="incident-extent">
        {inbox.extent(countText(openAlerts), countText(alerts), countText(devices))} {areaText(incident.area)}
        {incident.cause !== '' && <strong> {inbox.cause(safeName(incident.cause))}</strong>}
      </p>
      <p className="muted alert-facts">
        {inbox.since(since, formatDuration(Math.max(now - incident.openedMillis, 0)))}
        {incident.assignee !== '' && `, ${inbox.assignedTo(safeName(incident.assignee))}`}
      </p>
    </>
  );
}

export function IncidentActions({ incident, canAct, person }: Acting) {
  const { inbox } = text();
  const dispatch = useAppDispatch();
  const isBusy = useAppSelector((state) => state.inbox.busy[incident.id] === true);
  const [comment, setComment] = useState('');
  const give = (given: Omit<AlertCommand, 'by'>) => void dispatch(commandIncident(incident, given));
  const isAcknowledged = incident.state === 'ACKNOWLEDGED';
  const isOff = !canAct || isBusy;
  const send = (event: FormEvent) => {
    event.preventDefault();
    give({ action: 'comment', text: comment });
    setComment('');
  };
  return (
    <form className="alert-actions" onSubmit={send}>
      <button
        type="button"
        disabled={isOff}
        onClick={() => give({ action: isAcknowledged ? 'unacknowledge' : 'acknowledge' })}
        data-testid="acknowledge-incident"
      >
        {isAcknowledged ? inbox.unacknowledge : inbox.acknowledge}
      </button>
      <button
        type="button"
        disabled={isOff || incident.assignee === person}
        onClick={() => give({ action: 'assign', text: person })}
      >
        {inbox.assign}
      </button>
      <button type="button" disabled={isOff} onClick={() => give({ action: 'resolve' })} data-testid="resolve-incident">
        {inbox.resolve}
      </button>
      <input
        value={comment}
        maxLength={2000}
        placeholder={inbox.commentHint}
        aria-label={inbox.commentHint}
        onChange={(event) => setComment(event.target.value)}
      />
      <button type="submit" disabled={isOff || comment.trim() === ''}>
        {inbox.comment}
      </button>
    </form>
  );
}

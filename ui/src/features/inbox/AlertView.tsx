import { useCallback } from 'react';
import { Link, useParams } from 'wouter';
import type { Alert } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { decodeName, incidentPath, PATHS } from '../../routes/paths';
import { useServices } from '../../services';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import { anomalyPath, isOfDevice, metricsOf } from '../anomalies/anomalyText';
import { AlertChart } from './AlertChart';
import { AlertActions, AlertFacts, AlertState, CapsuleLink } from './AlertItem';
import { CauseView } from './CauseView';
import { Notifications } from './Notifications';
import { PersonField, PersonHint, usePerson } from './Person';
import { Timeline } from './Timeline';
import { useSubject, useTrouble } from './useSubject';
import '../anomalies/anomalies.css';
import '../device/device.css';
import './inbox.css';

/** One alert at its own address: what was measured when it fired, who was notified, what caused it, and who did what. */
export default function AlertView() {
  const id = decodeName(useParams<{ id: string }>().id) ?? '';
  const { inbox } = text();
  const person = usePerson();
  const { alert, trouble } = useAlert(id);
  const title = alert ? safeName(alert.title) : inbox.alert;
  useTitle(title);
  return (
    <main className="view inbox panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{title}</h1>
        <PersonField person={person} />
        <Link href={PATHS.inbox}>{inbox.backToInbox}</Link>
      </header>
      <PersonHint person={person} />
      {trouble !== '' && <p className="trouble">{trouble}</p>}
      {alert && <Details alert={alert} canAct={person.canAct} person={person.name.trim()} />}
    </main>
  );
}

function Details({ alert, canAct, person }: { alert: Alert; canAct: boolean; person: string }) {
  const { inbox } = text();
  const { anomaly } = alert;
  const hasChart = metricsOf(anomaly).length > 0 && (isOfDevice(anomaly) || anomaly.kind !== 'PATTERN');
  return (
    <article className="alert" data-testid="alert-view" data-alert={alert.id} data-state={alert.state}>
      <div className="alert-head">
        <span className="severity" data-severity={alert.severity}>
          {inbox.severities[alert.severity]}
        </span>
        <AlertState alert={alert} />
      </div>
      <p className="alert-why" lang="en">
        {safeName(anomaly.explanation)}
      </p>
      <AlertFacts alert={alert} />
      {alert.state !== 'RESOLVED' && <AlertActions alert={alert} canAct={canAct} person={person} />}
      {hasChart && <AlertChart key={anomaly.id} anomaly={anomaly} />}
      <p className="alert-links">
        <Link href={anomalyPath(anomaly)} data-testid="alert-device">
          {inbox.toDevice(safeName(anomaly.device))}
        </Link>
        {alert.incident !== '' && <Link href={incidentPath(alert.incident)}>{inbox.toIncident}</Link>}
        <CapsuleLink alert={alert} />
      </p>
      <Notifications of="alertNotifications" id={alert.id} />
      <CauseView of="alertCause" id={alert.id} />
      <Timeline entries={alert.timeline} isOpen />
    </article>
  );
}

function useAlert(id: string) {
  const { read } = useServices();
  const load = useCallback((signal: AbortSignal) => read('alert', { params: { id }, signal }), [read, id]);
  const { value, error } = useSubject(load);
  return { alert: value, trouble: useTrouble(error, text().inbox.alertGone) };
}

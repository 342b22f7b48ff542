import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Alert, AlertCommand } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatDuration, formatTime } from '../../domain/format';
import { alertPath } from '../../routes/paths';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { CauseView } from './CauseView';
import { command } from './loadInbox';
import { SilenceDialog } from './SilenceDialog';
import { Timeline } from './Timeline';

const HOUR_MILLIS = 3_600_000;

/** One alert in a list: what it is about, what a person may do with it, and what happened to it. */
export function AlertItem({ alert, canAct, person }: { alert: Alert; canAct: boolean; person: string }) {
  return (
    <li className="alert" data-testid="alert" data-alert={alert.id} data-state={alert.state}>
      <div className="alert-head">
        <span className="severity" data-severity={alert.severity}>
          {text().inbox.severities[alert.severity]}
        </span>
        <Link href={alertPath(alert.id)} className="alert-title">
          {safeName(alert.title)}
        </Link>
        <AlertState alert={alert} />
      </div>
      <p className="alert-why" lang="en">
        {safeName(alert.anomaly.explanation)}
      </p>
      <AlertFacts alert={alert} />
      {alert.state !== 'RESOLVED' && <AlertActions alert={alert} canAct={canAct} person={person} />}
      <Timeline entries={alert.timeline} />
      <Cause id={alert.id} />
      <CapsuleLink alert={alert} />
    </li>
  );
}

export function AlertState({ alert }: { alert: Alert }) {
  const { inbox } = text();
  const isSilenced = alert.state === 'FIRING' && alert.silencedUntilMillis > 0;
  return (
    <span className="anomaly-state" data-state={alert.state === 'FIRING' && !isSilenced ? 'OPEN' : alert.state}>
      {isSilenced ? inbox.silenced : inbox.states[alert.state]}
    </span>
  );
}

/** Since when it goes on, and what people did about it. */
export function AlertFacts({ alert }: { alert: Alert }) {
  const { inbox } = text();
  const now = useServerTime();
  const since = formatTime(alert.createdMillis, now);
  return (
    <p className="muted alert-facts">
      {inbox.since(since, formatDuration(Math.max(now - alert.createdMillis, 0)))}
      {alert.channels.length > 0 && `, ${inbox.goesTo(alert.channels.map(safeName).join(', '))}`}
      {alert.assignee !== '' && `, ${inbox.assignedTo(safeName(alert.assignee))}`}
      {alert.silencedUntilMillis > 0 && `, ${inbox.silencedUntil(formatTime(alert.silencedUntilMillis, now))}`}
      {alert.snoozedUntilMillis > 0 && `, ${inbox.snoozedUntil(formatTime(alert.snoozedUntilMillis, now))}`}
    </p>
  );
}

export function CapsuleLink({ alert }: { alert: Alert }) {
  const { inbox } = text();
  return (
    <a
      className="alert-capsule"
      href={`/api/v1/alerts/${encodeURIComponent(alert.id)}/capsule`}
      download={`alert-${alert.id}.json`}
      title={inbox.capsuleHint}
      data-testid="capsule"
    >
      {inbox.capsule}
    </a>
  );
}

/** Is asked for only when a person opens it: it takes a look into the history. */
function Cause({ id }: { id: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="alert-timeline"
      onToggle={(event) => setOpen(event.currentTarget.open)}
      data-testid="alert-cause"
    >
      <summary>{text().inbox.probableCause}</summary>
      {isOpen && <CauseView of="alertCause" id={id} />}
    </details>
  );
}

/** What a person may do with an alert that is not resolved. */
export function AlertActions({ alert, canAct, person }: { alert: Alert; canAct: boolean; person: string }) {
  const { inbox } = text();
  const dispatch = useAppDispatch();
  const now = useServerTime();
  const isBusy = useAppSelector((state) => state.inbox.busy[alert.id] === true);
  const [comment, setComment] = useState('');
  const [isSilencing, setSilencing] = useState(false);
  const give = (given: Omit<AlertCommand, 'by'>) => void dispatch(command(alert, given));
  const isAcknowledged = alert.state === 'ACKNOWLEDGED';
  const isSnoozed = alert.snoozedUntilMillis > 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    give({ action: 'comment', text: comment });
    setComment('');
  };
  return (
    <>
      <form className="alert-actions" onSubmit={send}>
        {(alert.state === 'FIRING' || isAcknowledged) && (
          <button
            type="button"
            disabled={!canAct || isBusy}
            onClick={() => give({ action: isAcknowledged ? 'unacknowledge' : 'acknowledge' })}
            data-testid="acknowledge"
          >
            {isAcknowledged ? inbox.unacknowledge : inbox.acknowledge}
          </button>
        )}
        <button
          type="button"
          disabled={!canAct || isBusy}
          onClick={() => give({ action: 'snooze', untilMillis: isSnoozed ? 0 : Math.round(now + HOUR_MILLIS) })}
          data-testid="snooze"
        >
          {isSnoozed ? inbox.wake : inbox.snooze}
        </button>
        <button type="button" disabled={!canAct} onClick={() => setSilencing(true)} data-testid="silence-alert">
          {inbox.silenceMore}
        </button>
        <button
          type="button"
          disabled={!canAct || isBusy || alert.assignee === person}
          onClick={() => give({ action: 'assign', text: person })}
          data-testid="assign"
        >
          {inbox.assign}
        </button>
        <button
          type="button"
          disabled={!canAct || isBusy}
          onClick={() => give({ action: 'resolve' })}
          data-testid="resolve"
        >
          {inbox.resolve}
        </button>
        <input
          value={comment}
          maxLength={2000}
          placeholder={inbox.commentHint}
          aria-label={inbox.commentHint}
          onChange={(event) => setComment(event.target.value)}
          data-testid="comment"
        />
        <button type="submit" disabled={!canAct || isBusy || comment.trim() === ''}>
          {inbox.comment}
        </button>
      </form>
      {isSilencing && <SilenceDialog alert={alert} person={person} onClose={() => setSilencing(false)} />}
    </>
  );
}

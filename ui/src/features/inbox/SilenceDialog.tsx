import { type FormEvent, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Alert, PlacedSilence, Silence } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { useServerClock, useServices } from '../../services';
import { useAppDispatch } from '../../store';
import { text } from '../../text/language';
import { loadInbox } from './loadInbox';
import { durations, globOf, type Scope, scopes, selectorOf } from './silence';

type Props = { alert: Alert; person: string; onClose: () => void };

/** Asks what to silence and for how long, and shows beforehand how many devices and alerts that covers. */
export function SilenceDialog({ alert, person, onClose }: Props) {
  const { inbox, welcome } = text();
  const { read, write } = useServices();
  const serverTime = useServerClock();
  const dispatch = useAppDispatch();
  const dialog = useRef<HTMLDialogElement>(null);
  const [group, setGroup] = useState('');
  const [scope, setScope] = useState<Scope>(() => scopes(alert.anomaly, '')[0] ?? 'device');
  const [hours, setHours] = useState(4);
  const [comment, setComment] = useState('');
  const [reach, setReach] = useState<PlacedSilence['reach']>();
  const [trouble, setTrouble] = useState('');
  const device = alert.anomaly.device;

  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    void read('device', { params: { device } }).then((result) => {
      if (result.ok) setGroup(result.value.registered?.group ?? '');
    });
  }, [read, device]);

  const silence = (): Silence => ({
    selector: selectorOf(alert.anomaly, scope, group),
    endsAtMillis: Math.round(serverTime() + hours * 3_600_000),
    by: person,
    comment,
  });
  useEffect(() => {
    let current = true;
    const body = {
      selector: selectorOf(alert.anomaly, scope, group),
      endsAtMillis: Math.round(serverTime() + 3_600_000),
    };
    void write('beginSilence', { query: { dryRun: true }, body }).then((result) => {
      if (!current) return;
      setReach(result.ok ? result.value.reach : undefined);
      setTrouble(result.ok ? '' : sentenceOf(result.error));
    });
    return () => {
      current = false;
    };
  }, [write, alert.anomaly, scope, group, serverTime]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const result = await write('beginSilence', { body: silence() });
    if (result.ok) {
      onClose();
      await dispatch(loadInbox());
    } else {
      setTrouble(sentenceOf(result.error));
    }
  };
  return (
    <dialog ref={dialog} className="dialog silence-dialog" aria-labelledby="silence-title" onClose={onClose}>
      <h2 id="silence-title">{inbox.silenceTitle}</h2>
      <p className="muted">{inbox.silenceBody}</p>
      <form onSubmit={submit}>
        <fieldset>
          <legend>{inbox.silenceWhat}</legend>
          {scopes(alert.anomaly, group).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name="scope"
                checked={scope === choice}
                onChange={() => setScope(choice)}
                data-testid={`scope-${choice}`}
              />
              {inbox.scopes[choice](safeName(choice === 'group' ? group : globOf(alert.anomaly, choice)))}
            </label>
          ))}
        </fieldset>
        <label>
          {inbox.silenceFor}
          <select value={hours} onChange={(event) => setHours(Number(event.target.value))} data-testid="silence-hours">
            {durations.map((each) => (
              <option key={each} value={each}>
                {inbox.hours(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {inbox.silenceWhy}
          <input
            value={comment}
            maxLength={1000}
            onChange={(event) => setComment(event.target.value)}
            data-testid="silence-comment"
          />
        </label>
        {reach && (
          <p data-testid="reach" role="status">
            {inbox.reach(reach.devices, reach.alerts)}
            <span className="muted"> {reach.examples.map(safeName).join(', ')}</span>
          </p>
        )}
        {trouble !== '' && <p className="trouble">{trouble}</p>}
        <div className="dialog-actions">
          <button type="button" onClick={onClose}>
            {welcome.close}
          </button>
          <button type="submit" data-testid="silence-submit">
            {inbox.silence}
          </button>
        </div>
      </form>
    </dialog>
  );
}

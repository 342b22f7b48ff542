import { useCallback } from 'react';
import type { OnCallList } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatDuration, formatTime } from '../../domain/format';
import { useServerTime, useServices } from '../../services';
import { useReadAgain } from '../../shell/useReadAgain';
import { text } from '../../text/language';

const PERIOD_MILLIS = 30_000;
const NEXT_SHIFTS = 4;

/** Who is on call now and next; gaps stand out. */
export function OnCall() {
  const { read } = useServices();
  const { system } = text();
  const load = useCallback((signal: AbortSignal) => read('onCall', { signal }), [read]);
  const list = useReadAgain(load, PERIOD_MILLIS).value;
  if (list === null) return null;
  return (
    <ul className="parts" data-testid="oncall">
      {list.items.length === 0 && <li className="muted">{system.noSchedules}</li>}
      {list.items.map((item) => (
        <li key={item.schedule} data-testid={`oncall-${item.schedule}`}>
          <strong>{item.schedule}</strong>
          <ol>
            {item.shifts.slice(0, NEXT_SHIFTS).map((shift) => (
              <ShiftRow key={shift.fromMillis} shift={shift} />
            ))}
          </ol>
        </li>
      ))}
      {list.escalations.map((each) => (
        <li key={each.escalation} data-testid={`escalation-${each.escalation}`}>
          <strong>{system.nobodyAnswers(each.escalation)}</strong>
          <ol>
            {each.levels.map((level, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
              <li key={index}>
                {(level.people.length > 0 ? level.people : level.channels).map(safeName).join(', ')}{' '}
                <span className="muted">{system.after(formatDuration(level.afterMillis))}</span>
              </li>
            ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}

function ShiftRow({ shift }: { shift: OnCallList['items'][number]['shifts'][number] }) {
  const { system } = text();
  const now = useServerTime();
  const isGap = shift.person === '';
  return (
    <li className={isGap ? 'trouble' : ''}>
      {isGap ? system.gap : safeName(shift.name)}{' '}
      <span className="muted">{system.until(formatTime(shift.untilMillis, now))}</span>
    </li>
  );
}

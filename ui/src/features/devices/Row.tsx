import { formatDuration } from '../../domain/format';
import { useAppDispatch } from '../../store';
import { deviceChosen } from '../selection/selectionSlice';
import type { DeviceRow } from './devicesSlice';

export const ROW_HEIGHT = 52;

/** A list in which every line changes every second cannot be read: only what has fallen silent says since when. */
const SILENT_MILLIS = 60_000;
const STATE_WORDS = { OK: 'ok', WARNING: 'warning', CRITICAL: 'critical' };

type RowProps = { row: DeviceRow; at: number; count: number; selected: boolean; now: number };

/** One device: its name, its state in words, and what is known of it. */
export function Row({ row, at, count, selected, now }: RowProps) {
  const dispatch = useAppDispatch();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box around it has the keys
    <div
      id={rowId(row.device)}
      className="row"
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      aria-setsize={count}
      aria-posinset={at + 1}
      data-testid="device-item"
      data-device={row.device}
      data-state={row.state}
      onClick={() => dispatch(deviceChosen(row.device))}
    >
      <span className="dot" data-state={row.state} aria-hidden="true" />
      <span className="row-name" title={row.device}>
        {row.device}
      </span>
      <span className="row-state" data-state={row.state}>
        {row.openAnomalies > 1 ? `${STATE_WORDS[row.state]}, ${row.openAnomalies} open` : STATE_WORDS[row.state]}
      </span>
      <span className="row-facts">{factsOf(row, now)}</span>
    </div>
  );
}

function factsOf(row: DeviceRow, now: number): string {
  const { site, type, group } = row.attributes;
  const isSilent = row.lastSeenMillis !== null && now - row.lastSeenMillis > SILENT_MILLIS;
  const seen = isSilent ? [`silent for ${formatDuration(now - (row.lastSeenMillis ?? now))}`] : [];
  const metrics = row.metrics === null ? [] : [`${row.metrics} ${row.metrics === 1 ? 'metric' : 'metrics'}`];
  return [...[type ?? group ?? site ?? []].flat(), ...metrics, ...seen].join(' · ');
}

export function rowId(device: string): string {
  return `device-${encodeURIComponent(device)}`;
}

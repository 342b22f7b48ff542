import { Link } from 'wouter';
import { safeName } from '../../domain/displayName';
import { formatDuration } from '../../domain/format';
import { devicePath } from '../../routes/paths';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import { isOfDevice, kindWord, subjectWord } from '../anomalies/anomalyText';
import { type HeatRow, stripOf } from '../heatmap/heat';
import type { DeviceRow } from './devicesSlice';

/** Height of a row, in units of the page's font size. */
export const ROW_REM = 3.75;

/** A list in which every line changes every second cannot be read: only what has fallen silent says since when. */
const SILENT_MILLIS = 60_000;

type RowProps = {
  row: DeviceRow;
  at: number;
  count: number;
  top: number;
  selected: boolean;
  tabStop: boolean;
  now: number;
  /** Its anomaly rate over the last hour, where it is known. */
  lastHour?: HeatRow | undefined;
};

/** One device: its name, its state in words, and what is known of it. */
export function Row({ row, at, count, top, selected, tabStop, now, lastHour }: RowProps) {
  return (
    <li className="row-place" style={{ transform: `translateY(${top}px)` }} aria-setsize={count} aria-posinset={at + 1}>
      <Link
        id={rowId(row.device)}
        href={devicePath(row.device)}
        className="row"
        tabIndex={tabStop ? 0 : -1}
        aria-current={selected ? 'page' : undefined}
        data-testid="device-item"
        data-device={row.device}
        data-state={row.state}
      >
        <span className="dot" data-state={row.state} aria-hidden="true" />
        <span className="row-name">
          <Name>{row.device}</Name>
        </span>
        <span className="row-state" data-state={row.state}>
          {stateText(row)}
        </span>
        <span className="row-facts">{factsOf(row, now)}</span>
        <span className="row-heat">{lastHour && <LastHour row={lastHour} />}</span>
        <span className="row-why">{whyOf(row)}</span>
      </Link>
    </li>
  );
}

function LastHour({ row }: { row: HeatRow }) {
  const rate = row.rate === null ? '–' : text().radar.rate(row.rate);
  return (
    <>
      <span className="row-strip" data-testid="row-strip" style={{ background: stripOf(row) }} aria-hidden="true" />
      <span className="row-rate" title={text().devices.lastHour}>
        <span className="visually-hidden">{text().devices.lastHour} </span>
        {rate}
      </span>
    </>
  );
}

function stateText({ state, openAnomalies }: DeviceRow): string {
  const { devices } = text();
  return openAnomalies > 1 ? devices.stateAndOpen(devices.states[state], openAnomalies) : devices.states[state];
}

/** "temperature: level shift": the worst of what is open. */
function whyOf({ worst }: DeviceRow): string {
  if (worst === null) return '';
  return isOfDevice(worst)
    ? `${subjectWord(worst)}: ${kindWord(worst)}`
    : `${safeName(worst.metric)}: ${kindWord(worst)}`;
}

function factsOf(row: DeviceRow, now: number): string {
  const { devices } = text();
  const { site, type, group } = row.attributes;
  const placed = row.registered?.group ? [safeName(row.registered.group)] : [];
  const owned = row.registered?.owner ? [safeName(row.registered.owner)] : [];
  const isSilent = row.lastSeenMillis !== null && now - row.lastSeenMillis > SILENT_MILLIS;
  const seen = isSilent ? [devices.silent(formatDuration(now - (row.lastSeenMillis ?? now)))] : [];
  const metrics = row.metrics === null ? [] : [devices.metrics(row.metrics)];
  const attribute = type ?? group ?? site;
  const sent = attribute === undefined ? [] : [safeName(attribute)];
  return [...placed, ...owned, ...sent, ...metrics, ...seen].join(' · ');
}

export function rowId(device: string): string {
  return `device-${encodeURIComponent(device.replaceAll(/\p{Surrogate}/gu, '\ufffd'))}`;
}

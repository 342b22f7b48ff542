import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { sentenceOf } from '../../api/rest';
import { safeName } from '../../domain/displayName';
import { formatCount } from '../../domain/format';
import { devicePath } from '../../routes/paths';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import type { HeatRow } from '../heatmap/heat';
import { SendDataButton } from '../welcome/SendData';
import { DeviceSearch } from './DeviceSearch';
import { type DeviceRow, selectRows } from './devicesSlice';
import { loadMoreDevices } from './loadDevices';
import { ROW_REM, Row, rowId } from './Row';
import { useVirtualRows } from './useVirtualRows';
import './devices.css';

/** The last hour of the devices for which it is known. */
type LastHour = ReadonlyMap<string, HeatRow>;
const NONE: LastHour = new Map();

/** Every device, what needs attention first; thousands of them, of which only the rows in sight are drawn. */
export function DeviceList({ selected = null, lastHour = NONE }: { selected?: string | null; lastHour?: LastHour }) {
  const { devices } = text();
  const rows = useAppSelector(selectRows);
  const { loaded, error, query } = useAppSelector((state) => state.devices);
  const total = useAppSelector((state) => state.status.status?.devices);
  return (
    <section className="devices panel" aria-label={devices.title}>
      <header className="panel-header">
        <h2>
          {devices.title} <span className="muted count">{total === undefined ? '' : formatCount(total)}</span>
        </h2>
        <DeviceSearch />
      </header>
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {loaded && rows.length === 0 && (
        <p className="muted hint">{query === '' ? devices.none : devices.noMatch(safeName(query))}</p>
      )}
      <Rows rows={rows} selected={selected} lastHour={lastHour} />
      <footer className="panel-footer">
        <SendDataButton />
      </footer>
    </section>
  );
}

/** A list of links with one stop for the Tab key: arrows move within it; beside a device they open at once. */
function Rows({ rows, selected, lastHour }: { rows: DeviceRow[]; selected: string | null; lastHour: LastHour }) {
  const dispatch = useAppDispatch();
  const [, navigate] = useLocation();
  const hasMore = useAppSelector((state) => state.devices.pages.at(-1)?.page.next != null);
  const [focused, setFocused] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { first, end, top, height, rowHeight } = useVirtualRows(scroller, rows.length, ROW_REM);
  const now = useServerTime();
  const current = focused ?? selected;
  const at = Math.max(
    0,
    rows.findIndex((row) => row.device === current),
  );

  useEffect(() => {
    if (hasMore && end >= rows.length) void dispatch(loadMoreDevices());
  }, [hasMore, end, rows.length, dispatch]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = rowAfter(event.key, at, rows.length);
    const row = target === null ? undefined : rows[target];
    if (target === null || !row) return;
    event.preventDefault();
    setFocused(row.device);
    keepInSight(scroller.current, target, rowHeight);
    if (selected !== null) navigate(devicePath(row.device), { replace: true });
    // The row may only be drawn once the list has scrolled to it.
    requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById(rowId(row.device))?.focus()));
  };

  return (
    <div ref={scroller} className="rows" data-testid="device-list">
      <ul className="rows-all" style={{ height }} aria-label={text().devices.title} onKeyDown={onKeyDown}>
        {rows.slice(first, end).map((row, i) => (
          <Row
            key={row.device}
            row={row}
            at={first + i}
            count={rows.length}
            top={top + i * rowHeight}
            selected={row.device === selected}
            tabStop={first + i === Math.min(Math.max(at, first), end - 1)}
            now={now}
            lastHour={lastHour.get(row.device)}
          />
        ))}
      </ul>
    </div>
  );
}

/** The row that a key leads to from row `at`; null when the key does not move. */
export function rowAfter(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function keepInSight(scroller: HTMLElement | null, at: number, rowHeight: number): void {
  if (scroller === null) return;
  const top = at * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  const bottom = top + rowHeight - scroller.clientHeight;
  if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
}

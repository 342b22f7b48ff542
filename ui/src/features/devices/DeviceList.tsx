import { type KeyboardEvent, useEffect, useRef } from 'react';
import { sentenceOf } from '../../api/rest';
import { formatCount } from '../../domain/format';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { deviceChosen } from '../selection/selectionSlice';
import { SendDataButton } from '../welcome/SendData';
import { DeviceSearch } from './DeviceSearch';
import { type DeviceRow, selectRows } from './devicesSlice';
import { loadMoreDevices } from './loadDevices';
import { ROW_HEIGHT, Row, rowId } from './Row';
import { useVirtualRows } from './useVirtualRows';
import './devices.css';

/** Every device, what needs attention first; thousands of them, of which only the rows in sight are drawn. */
export function DeviceList() {
  const rows = useAppSelector(selectRows);
  const { loaded, error, query } = useAppSelector((state) => state.devices);
  const total = useAppSelector((state) => state.status.status?.devices);
  return (
    <section className="devices panel" aria-label="Devices">
      <header className="panel-header">
        <h2>Devices</h2>
        <span className="muted">{total === undefined ? '' : formatCount(total)}</span>
      </header>
      <DeviceSearch />
      {error && <p className="trouble">{sentenceOf(error)}</p>}
      {loaded && rows.length === 0 && (
        <p className="muted hint">
          {query === '' ? 'No device has sent anything yet.' : `No device matches “${query}”.`}
        </p>
      )}
      <Rows rows={rows} />
      <footer className="panel-footer">
        <SendDataButton />
      </footer>
    </section>
  );
}

function Rows({ rows }: { rows: DeviceRow[] }) {
  const dispatch = useAppDispatch();
  const selected = useAppSelector((state) => state.selection.device);
  const hasMore = useAppSelector((state) => state.devices.pages.at(-1)?.page.next != null);
  const scroller = useRef<HTMLDivElement>(null);
  const { first, end, top, height } = useVirtualRows(scroller, rows.length, ROW_HEIGHT);
  const now = useServerTime();

  useEffect(() => {
    if (hasMore && end >= rows.length) void dispatch(loadMoreDevices());
  }, [hasMore, end, rows.length, dispatch]);

  const onKeyDown = (event: KeyboardEvent) => {
    const at = rows.findIndex((row) => row.device === selected);
    const target = rowAfter(event.key, at, rows.length);
    const row = target === null ? undefined : rows[target];
    if (target === null || !row) return;
    event.preventDefault();
    dispatch(deviceChosen(row.device));
    keepInSight(scroller.current, target);
  };

  return (
    <div
      ref={scroller}
      className="rows"
      role="listbox"
      aria-label="Devices"
      tabIndex={0}
      aria-activedescendant={selected === null ? undefined : rowId(selected)}
      onKeyDown={onKeyDown}
      data-testid="device-list"
    >
      <div className="rows-all" style={{ height }}>
        <div className="rows-in-sight" style={{ transform: `translateY(${top}px)` }}>
          {rows.slice(first, end).map((row, i) => (
            <Row
              key={row.device}
              row={row}
              at={first + i}
              count={rows.length}
              selected={row.device === selected}
              now={now}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

/** The row that a key leads to from row `at`, −1 for none; null when the key does not move. */
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

function keepInSight(scroller: HTMLElement | null, at: number): void {
  if (scroller === null) return;
  const top = at * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  const bottom = top + ROW_HEIGHT - scroller.clientHeight;
  if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
}

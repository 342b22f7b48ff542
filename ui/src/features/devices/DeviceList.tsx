import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import { formatCount, formatDuration } from '../../domain/format';
import { useServerTime } from '../../services';
import { useAppDispatch, useAppSelector } from '../../store';
import { deviceChosen } from '../selection/selectionSlice';
import { SendDataButton } from '../welcome/SendData';
import { type DeviceRow, searched, selectRows } from './devicesSlice';
import { loadDevicePage, loadMoreDevices } from './loadDevices';
import { useVirtualRows } from './useVirtualRows';

const ROW_HEIGHT = 52;
const SEARCH_PAUSE_MILLIS = 200;
/** A list in which every line changes every second cannot be read: only what has fallen silent says since when. */
const SILENT_MILLIS = 60_000;
const STATE_WORDS = { OK: 'ok', WARNING: 'warning', CRITICAL: 'critical' };

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
      <Search />
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

function Search() {
  const dispatch = useAppDispatch();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  useEffect(() => {
    const focus = (event: globalThis.KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);
  const searchedText = useAppSelector((state) => state.devices.query);
  useEffect(() => {
    if (text === searchedText) return;
    const handle = setTimeout(() => {
      dispatch(searched(text));
      void dispatch(loadDevicePage(undefined));
    }, SEARCH_PAUSE_MILLIS);
    return () => clearTimeout(handle);
  }, [text, searchedText, dispatch]);
  return (
    <div className="search">
      <input
        ref={input}
        type="search"
        placeholder="Search"
        aria-label="Search devices"
        aria-keyshortcuts="/"
        data-testid="device-search"
        value={text}
        maxLength={128}
        onChange={(event) => setText(event.target.value)}
      />
      <span className="key-cap" aria-hidden="true">
        /
      </span>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
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

type RowProps = { row: DeviceRow; at: number; count: number; selected: boolean; now: number };

function Row({ row, at, count, selected, now }: RowProps) {
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
        {row.openAnomalies > 0 ? `${row.openAnomalies} ${STATE_WORDS[row.state]}` : STATE_WORDS[row.state]}
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

function rowId(device: string): string {
  return `device-${encodeURIComponent(device)}`;
}

function keepInSight(scroller: HTMLElement | null, at: number): void {
  if (scroller === null) return;
  const top = at * ROW_HEIGHT;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  const bottom = top + ROW_HEIGHT - scroller.clientHeight;
  if (bottom > scroller.scrollTop) scroller.scrollTop = bottom;
}

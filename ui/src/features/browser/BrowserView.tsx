import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useStore } from 'react-redux';
import { useLocation, useSearch } from 'wouter';
import { formatCount, formatValue } from '../../domain/format';
import { useTitle } from '../../shell/useTitle';
import type { AppStore } from '../../store';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { AlertBadges } from './AlertBadges';
import { browserStream } from './browserStream';
import { MeterField } from './MeterField';
import { MeterTiles } from './MeterTiles';
import {
  BOUNDS,
  type BrowserQuery,
  browserPath,
  isOwnHost,
  METHODS,
  readBrowserQuery,
  settingsOf,
} from './streamAddress';
import { alertDismissed } from './telemetrySlice';
import './browser.css';

/** Detection without a server: a raw stream of readings, scored by this browser. */
export default function BrowserView() {
  const { browser } = text();
  const session = browserStream(useStore() as AppStore);
  const dispatch = useAppDispatch();
  const [, navigate] = useLocation();
  const search = useSearch();
  const asked = useMemo(() => readBrowserQuery(search, window.location.hostname), [search]);
  const [query, setQuery] = useState<BrowserQuery>(asked);
  const { link, detail, names, alertCount, smallerWindow } = useAppSelector((state) => state.telemetry);
  const isOn = link === 'connecting' || link === 'live' || link === 'retrying';
  useTitle(browser.title);

  // A link that names a stream of this host connects at once: a wall that starts by itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the view opens
  useEffect(() => {
    if (link === 'idle' && search.includes('stream=') && isOwnHost(asked.stream, window.location.hostname)) {
      session.connect(asked.stream, settingsOf(asked));
    }
  }, []);

  const connect = (event: FormEvent) => {
    event.preventDefault();
    navigate(browserPath(query), { replace: true });
    session.connect(query.stream, settingsOf(query));
  };
  return (
    <main className="view browser panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{browser.title}</h1>
        <p className="connection" data-state={link === 'retrying' ? 'reconnecting' : link} data-testid="stream-state">
          <span className="connection-dot" aria-hidden="true" />
          {browser.links[link]}
        </p>
      </header>
      <form className="browser-form" onSubmit={connect}>
        <label className="browser-address">
          {browser.stream}
          <input
            type="url"
            required
            pattern="wss?://.+"
            value={query.stream}
            disabled={isOn}
            onChange={({ target }) => setQuery({ ...query, stream: target.value })}
            data-testid="stream-address"
          />
        </label>
        <label>
          {browser.method}
          <select
            value={query.method}
            disabled={isOn}
            onChange={({ target }) =>
              setQuery({ ...query, method: METHODS.find((m) => m === target.value) ?? 'zscore' })
            }
          >
            {METHODS.map((method) => (
              <option key={method}>{method}</option>
            ))}
          </select>
        </label>
        <label>
          {browser.window}
          <input
            type="number"
            min={BOUNDS.window[0]}
            max={BOUNDS.window[1]}
            value={query.window}
            disabled={isOn}
            onChange={({ target }) => setQuery({ ...query, window: target.valueAsNumber || 0 })}
          />
        </label>
        <label>
          {browser.memory}
          <input
            type="number"
            min={BOUNDS.memory[0]}
            max={BOUNDS.memory[1]}
            value={query.memory}
            disabled={isOn}
            onChange={({ target }) => setQuery({ ...query, memory: target.valueAsNumber || 0 })}
          />
        </label>
        {isOn ? (
          <>
            <button type="button" onClick={() => session.reset()} data-testid="stream-reset">
              {browser.reset}
            </button>
            <button type="button" onClick={() => session.disconnect()} data-testid="stream-disconnect">
              {browser.disconnect}
            </button>
          </>
        ) : (
          <button type="submit" className="primary" data-testid="stream-connect">
            {browser.connect}
          </button>
        )}
      </form>
      {link === 'failed' && <p className="trouble">{browser.failed(detail)}</p>}
      {smallerWindow !== null && (
        <p className="trouble" role="status" data-testid="stream-warning">
          {browser.smallerWindow(formatCount(smallerWindow))}
        </p>
      )}
      {names.length === 0 ? <HowTo /> : <Figures />}
      {names.length > 0 && (
        <>
          <AlertBadges onDismiss={(meter) => dispatch(alertDismissed(meter))} />
          <MeterField />
          <p className="visually-hidden" role="status">
            {browser.announcement(alertCount)}
          </p>
          <MeterTiles />
        </>
      )}
    </main>
  );
}

function HowTo() {
  const { browser } = text();
  return (
    <div className="message">
      <p>{browser.intro}</p>
      <p>{browser.howTo}</p>
      <pre>./radar simulate --meters 5000 --websocket</pre>
    </div>
  );
}

function Figures() {
  const { browser } = text();
  const { figures, alertCount } = useAppSelector((state) => state.telemetry);
  if (figures === null) return <p className="muted">{browser.waiting}</p>;
  const millis = (value: number) => `${formatValue(Number(value.toPrecision(2)))} ms`;
  const entries: [string, string, string][] = [
    ['meters', browser.figures.meters, formatCount(figures.meters)],
    ['alerts', browser.figures.alerts, formatCount(alertCount)],
    ['ticks', browser.figures.ticks, formatCount(figures.ticks)],
    ['median', browser.figures.median, millis(figures.medianMillis)],
    ['p99', browser.figures.p99, millis(figures.p99Millis)],
    ['memory', browser.figures.memory, `${formatValue(Math.round(figures.bytes / 1e6))} MB`],
    ['window', browser.figures.window, formatCount(figures.window)],
    ['dropped', browser.figures.dropped, formatCount(figures.dropped)],
    ['engine', browser.figures.engine, figures.engine === 'wasm' ? 'WebAssembly' : 'JavaScript'],
    ['check', browser.figures.check, figures.check],
  ];
  return (
    <dl className="browser-figures">
      {entries.map(([key, name, value]) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd data-testid={`stream-${key}`}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

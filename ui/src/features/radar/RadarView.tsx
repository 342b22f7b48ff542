import { type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { onTheme } from '../../charts/theme';
import { formatCount } from '../../domain/format';
import { devicePath, fleetPath } from '../../routes/paths';
import { Name } from '../../shell/Name';
import { useTitle } from '../../shell/useTitle';
import { useAppDispatch, useAppSelector } from '../../store';
import { text } from '../../text/language';
import { selectRows } from '../devices/devicesSlice';
import { loadMoreDevices } from '../devices/loadDevices';
import { openRadarGl, type RadarGl } from './radarGl';
import { layOut, nearest, type RadarLayout, STATES } from './radarLayout';
import './radar.css';

/** The list is read up to this many devices. */
const MOST_DEVICES = 20_000;
/** How near the pointer must be to a device, in the unit circle. */
const REACH = 0.035;
const VARIABLES = ['--ok', '--warning', '--critical'] as const;

/** Every device as a point: the more unusual, the nearer to the centre. */
export default function RadarView() {
  const { radar } = text();
  const rows = useAppSelector(selectRows);
  const layout = useMemo(() => layOut(rows), [rows]);
  const [hovered, setHovered] = useState(-1);
  const [isDrawn, setDrawn] = useState(true);
  const [, navigate] = useLocation();
  useAllDevices(rows.length);
  useTitle(radar.title);
  const at = (event: PointerEvent<HTMLElement>) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - left) / width - 0.5) * 2;
    const y = (0.5 - (event.clientY - top) / height) * 2;
    return nearest(layout, x / 0.94, y / 0.94, REACH);
  };
  const device = layout.devices[hovered];
  const row = rows.find((r) => r.device === device);
  return (
    <main className="view radar panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{radar.title}</h1>
        <Legend layout={layout} />
      </header>
      {!isDrawn && (
        <p className="trouble">
          {radar.notDrawn} <Link href={fleetPath()}>{text().nav.fleet}</Link>
        </p>
      )}
      <div
        className="radar-plot"
        data-testid="radar"
        data-devices={layout.devices.length}
        onPointerMove={(event) => setHovered(at(event))}
        onPointerLeave={() => setHovered(-1)}
        onPointerUp={(event) => {
          const chosen = layout.devices[at(event)];
          if (chosen !== undefined) navigate(devicePath(chosen));
        }}
      >
        <Rings layout={layout} />
        <div className="radar-sweep" aria-hidden="true" />
        <Points layout={layout} onUnable={() => setDrawn(false)} />
        {device !== undefined && row !== undefined && (
          <p className="radar-tip" data-testid="radar-tip">
            <Name>{device}</Name>{' '}
            <span className="muted">
              {text().devices.stateAndOpen(text().devices.states[row.state], row.openAnomalies)}
            </span>
          </p>
        )}
      </div>
      <Unwell />
    </main>
  );
}

/** Reads the device list to its end, page after page. */
function useAllDevices(known: number): void {
  const dispatch = useAppDispatch();
  const pages = useAppSelector((state) => state.devices.pages.length);
  useEffect(() => {
    if (pages > 0 && known < MOST_DEVICES) void dispatch(loadMoreDevices());
  }, [dispatch, pages, known]);
}

function Points({ layout, onUnable }: { layout: RadarLayout; onUnable: () => void }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawer = useRef<RadarGl | null>(null);
  const unable = useRef(onUnable);
  const redraw = useRef(() => {});
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const gl = openRadarGl(element);
    if (gl === null) {
      unable.current();
      return;
    }
    drawer.current = gl;
    redraw.current = () => {
      const scale = window.devicePixelRatio;
      element.width = Math.round(element.clientWidth * scale);
      element.height = Math.round(element.clientHeight * scale);
      gl.draw(element.width, element.height, scale, colours(element));
    };
    const size = new ResizeObserver(() => redraw.current());
    size.observe(element);
    const forgetTheme = onTheme(() => redraw.current());
    return () => {
      size.disconnect();
      forgetTheme();
      gl.dispose();
      drawer.current = null;
      redraw.current = () => {};
    };
  }, []);
  useEffect(() => {
    drawer.current?.load(layout.points);
    redraw.current();
  }, [layout]);
  return <canvas ref={canvas} className="radar-points" />;
}

function colours(element: HTMLElement): number[][] {
  const probe = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(element);
  return VARIABLES.map((variable) => {
    if (probe === null) return [1, 1, 1];
    element.style.color = `var(${variable})`;
    probe.fillStyle = style.color;
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((channel) => channel / 255);
  });
}

function Rings({ layout }: { layout: RadarLayout }) {
  const { radar } = text();
  return (
    <svg className="radar-rings" viewBox="-1 -1 2 2" aria-hidden="true">
      {[0.25, 0.5, 0.75, 1].map((radius) => (
        <circle key={radius} r={0.94 * radius} />
      ))}
      {layout.sectors.length > 1 &&
        layout.sectors.map(({ group, from, to, devices, unusual }) => (
          <g key={group}>
            <line x2={0.94 * Math.sin(from)} y2={-0.94 * Math.cos(from)} />
            <text
              x={0.62 * Math.sin((from + to) / 2)}
              y={-0.62 * Math.cos((from + to) / 2)}
              textAnchor="middle"
              data-testid="sector"
            >
              {group === '' ? radar.noGroup : group} {formatCount(unusual)}/{formatCount(devices)}
            </text>
          </g>
        ))}
    </svg>
  );
}

function Legend({ layout }: { layout: RadarLayout }) {
  const counts = [0, 0, 0];
  for (let i = 2; i < layout.points.length; i += 3) {
    const state = layout.points[i] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return (
    <ul className="radar-legend">
      {STATES.map((state, i) => (
        <li key={state} data-state={state}>
          {text().devices.states[state]} <strong>{formatCount(counts[i] ?? 0)}</strong>
        </li>
      ))}
    </ul>
  );
}

/** The same as text, for whoever does not see the points: the devices that are not well. */
function Unwell() {
  const { radar, devices } = text();
  const rows = useAppSelector(selectRows);
  const unwell = rows.filter((row) => row.state !== 'OK').slice(0, 100);
  return (
    <section className="radar-list" aria-label={radar.unwell}>
      <h2>{radar.unwell}</h2>
      {unwell.length === 0 && <p className="muted">{radar.allWell}</p>}
      <ul>
        {unwell.map((row) => (
          <li key={row.device}>
            <Link href={devicePath(row.device)}>
              <Name>{row.device}</Name>
            </Link>{' '}
            <span className="severity" data-severity={row.state}>
              {devices.stateAndOpen(devices.states[row.state], row.openAnomalies)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

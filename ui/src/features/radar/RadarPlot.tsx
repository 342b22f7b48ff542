import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../domain/format';
import { text } from '../../text/language';
import { type Fleet, isWell } from './fleet';
import { CIRCLE } from './painter';
import { RadarRings } from './RadarRings';
import { RadarTip } from './RadarTip';
import { figuresOf, type RadarLayout } from './radarLayout';
import { RadarScene } from './radarScene';
import { usePainter } from './usePainter';

/** How near the pointer must be to a device, in the unit circle, and how far it moves before a click is a brush. */
const REACH = 0.03;
const BRUSH_PIXELS = 6;

type Brush = { left: number; top: number; width: number; height: number };

type Props = {
  fleet: Fleet;
  layout: RadarLayout;
  /** A bit for each state that is filtered out. */
  hidden: number;
  chosen: ReadonlySet<string> | null;
  onOpen: (device: number) => void;
  onChoose: (devices: ReadonlySet<string> | null) => void;
  onGroup: (group: string) => void;
  onUnable: () => void;
};

/** The picture: points on a canvas, rings and sectors around them; by pointer and by keyboard. */
export function RadarPlot({ fleet, layout, hidden, chosen, onOpen, onChoose, onGroup, onUnable }: Props) {
  const { radar } = text();
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const sweep = useRef<HTMLDivElement>(null);
  const [scene] = useState(() => new RadarScene());
  const [hovered, setHovered] = useState(-1);
  const [brush, setBrush] = useState<Brush | null>(null);
  const pressed = useRef<{ x: number; y: number } | null>(null);
  const hiddenNow = useRef(hidden);
  const hoveredNow = useRef(hovered);
  hiddenNow.current = hidden;
  hoveredNow.current = hovered;
  const { state, figures, canvasKey } = usePainter({ canvas, sweep, scene, hidden: hiddenNow, hovered: hoveredNow });
  const sectors = useMemo(
    () => layout.sectors.map((sector) => ({ ...sector, ...figuresOf(fleet, layout, sector) })),
    [fleet, layout],
  );

  useEffect(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    scene.load(fleet, layout, performance.now(), isStill);
  }, [scene, fleet, layout]);
  const { devices } = fleet;
  useEffect(() => {
    const slots = new Set<number>();
    if (chosen !== null) {
      layout.slots.forEach((device, slot) => {
        if (chosen.has(devices[device] ?? '')) slots.add(slot);
      });
    }
    scene.select(slots);
  }, [scene, chosen, layout, devices]);
  useEffect(() => {
    if (state === 'none') onUnable();
  }, [state, onUnable]);

  const placeOf = (event: PointerEvent) => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top, width, height };
  };
  /** From pixels of the plot to the unit circle. */
  const unit = (x: number, y: number, width: number, height: number) => ({
    x: ((x / width - 0.5) * 2) / CIRCLE,
    y: ((0.5 - y / height) * 2) / CIRCLE,
  });
  const passed = () => scene.secondsAt(performance.now());
  const onPointerMove = (event: PointerEvent) => {
    const { x, y, width, height } = placeOf(event);
    const from = pressed.current;
    if (from !== null && (brush !== null || Math.hypot(x - from.x, y - from.y) > BRUSH_PIXELS)) {
      setBrush({
        left: Math.min(x, from.x),
        top: Math.min(y, from.y),
        width: Math.abs(x - from.x),
        height: Math.abs(y - from.y),
      });
      setHovered(-1);
      return;
    }
    const at = unit(x, y, width, height);
    setHovered(scene.nearest(at.x, at.y, REACH, hidden, passed()));
  };
  const onPointerUp = (event: PointerEvent) => {
    const { x, y, width, height } = placeOf(event);
    pressed.current = null;
    if (brush !== null) {
      const low = unit(brush.left, brush.top + brush.height, width, height);
      const high = unit(brush.left + brush.width, brush.top, width, height);
      const slots = scene.within(low.x, low.y, high.x, high.y, hidden, passed());
      onChoose(new Set(slots.map((slot) => devices[layout.slots[slot] ?? 0] ?? '')));
      setBrush(null);
      return;
    }
    const at = unit(x, y, width, height);
    const device = layout.slots[scene.nearest(at.x, at.y, REACH, hidden, passed())];
    if (device === undefined) onChoose(null);
    else onOpen(device);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const device = layout.slots[hovered];
    if (event.key === 'Enter' && device !== undefined) onOpen(device);
    else if (event.key === 'Escape') {
      setHovered(-1);
      onChoose(null);
    } else {
      const next = slotAfter(event.key, hovered, scene, hidden);
      if (next === null) return;
      setHovered(next);
    }
    event.preventDefault();
  };
  const hoveredDevice = layout.slots[hovered];
  return (
    <div className="radar-frame">
      <div className="radar-space">
        <div
          ref={plot}
          className="radar-plot"
          role="application"
          aria-label={radar.plot(formatCount(layout.slots.length))}
          aria-describedby="radar-hint"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is operated with arrow keys, as its label says
          tabIndex={0}
          data-testid="radar"
          data-devices={layout.slots.length}
          data-painter={state}
          data-own-millis={figures?.ownMillis.toFixed(3)}
          data-fps={figures?.fps.toFixed(1)}
          onPointerDown={(event) => {
            if (event.button !== 0) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            const { x, y } = placeOf(event);
            pressed.current = { x, y };
          }}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => {
            pressed.current = null;
            setBrush(null);
          }}
          onPointerLeave={() => setHovered(-1)}
          onKeyDown={onKeyDown}
        >
          <RadarRings sectors={sectors} />
          <div ref={sweep} className="radar-sweep" aria-hidden="true" />
          <canvas key={canvasKey} ref={canvas} className="radar-points" />
          {brush !== null && <div className="radar-brush" style={brush} />}
          {hoveredDevice !== undefined && brush === null && (
            <RadarTip fleet={fleet} device={hoveredDevice} place={placeIn(scene, hovered, passed())} />
          )}
        </div>
      </div>
      <ul className="radar-sectors" aria-label={radar.sectors}>
        {sectors.length > 1 &&
          sectors.map(({ group, unwell, rate, devices: count }) => (
            <li key={group}>
              <button type="button" className="quiet" onClick={() => onGroup(group)} data-testid="sector">
                {group === '' ? radar.noGroup : group} {radar.sectorFigures(formatCount(unwell), formatCount(count))}{' '}
                {radar.rate(rate)}
              </button>
            </li>
          ))}
      </ul>
      <p className="radar-figures muted" data-testid="radar-figures">
        {radar.devices(formatCount(layout.slots.length))} ·{' '}
        {state === 'webgpu' ? 'WebGPU' : state === 'webgl2' ? 'WebGL 2' : radar.painters[state]}
        {figures !== null && <> · {radar.frames(Math.round(figures.fps), figures.ownMillis)}</>}
      </p>
      <p id="radar-hint" className="visually-hidden">
        {radar.hint}
      </p>
    </div>
  );
}

/** Left and right go around the circle, up and down from one device that needs attention to the next. */
function slotAfter(key: string, at: number, scene: RadarScene, hidden: number): number | null {
  const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined || scene.size === 0) return null;
  const onlyUnwell = key === 'ArrowDown' || key === 'ArrowUp';
  for (let n = 1; n <= scene.size; n++) {
    const from = at < 0 && step < 0 ? 0 : at;
    const slot = (((from + step * n) % scene.size) + scene.size) % scene.size;
    const state = (scene.looks[slot] ?? 0) & 7;
    if (!((hidden >> state) & 1) && !(onlyUnwell && isWell(state))) return slot;
  }
  return null;
}

/** Where a slot is, as shares of the plot from its left and its top. */
function placeIn(scene: RadarScene, slot: number, seconds: number): { left: number; top: number } {
  const radius = scene.radiusAt(slot, seconds) * CIRCLE;
  const angle = scene.geometry[4 * slot] ?? 0;
  return { left: 0.5 + (radius * Math.sin(angle)) / 2, top: 0.5 - (radius * Math.cos(angle)) / 2 };
}

import { type RefObject, useEffect, useRef, useState } from 'react';
import { onTheme } from '../../charts/theme';
import type { Painter, RadarFrame } from './painter';
import type { RadarScene } from './radarScene';
import { openWebGl2 } from './webGl2Painter';
import { openWebGpu } from './webGpuPainter';

/** One turn of the sweep. */
const SWEEP_SECONDS = 8;
const REPORT_MILLIS = 1000;
const VARIABLES = ['--ok', '--warning', '--critical', '--accent', '--text-muted'] as const;

export type PainterState = 'opening' | 'webgpu' | 'webgl2' | 'none';
/** What drawing costs: frames a second, and milliseconds of this page's own code in a frame (median of a second). */
export type FrameFigures = { fps: number; ownMillis: number };

type Drawing = {
  canvas: RefObject<HTMLCanvasElement | null>;
  sweep: RefObject<HTMLElement | null>;
  scene: RadarScene;
  /** Read at each frame. */
  hidden: RefObject<number>;
  hovered: RefObject<number>;
};

/**
 * Draws the scene with every frame of the display: with WebGPU, else with WebGL 2, else not at all. Where reduced motion
 * is asked for, only when something has changed.
 */
export function usePainter(drawing: Drawing): { state: PainterState; figures: FrameFigures | null; canvasKey: number } {
  const [state, setState] = useState<PainterState>('opening');
  const [figures, setFigures] = useState<FrameFigures | null>(null);
  // A canvas keeps the kind of its first context: each attempt gets one of its own.
  const [attempt, setAttempt] = useState(0);
  const parts = useRef(drawing);
  parts.current = drawing;
  useEffect(() => {
    const { canvas } = parts.current;
    const element = canvas.current;
    if (element === null) return;
    let end = () => {};
    let isOver = false;
    const open = attempt === 0 ? openWebGpu(element) : Promise.resolve(openWebGl2(element));
    void open.then((painter) => {
      if (isOver) painter?.dispose();
      else if (painter === null && attempt === 0) setAttempt(1);
      else if (painter === null) setState('none');
      else {
        painter.onLost(() => setAttempt((n) => n + 1));
        setState(painter.kind);
        end = run(painter, element, parts, setFigures);
      }
    });
    return () => {
      isOver = true;
      end();
    };
  }, [attempt]);
  return { state, figures, canvasKey: attempt };
}

/** Draws until the answer is called. */
function run(
  painter: Painter,
  canvas: HTMLCanvasElement,
  parts: RefObject<Drawing>,
  report: (figures: FrameFigures) => void,
): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let colours = coloursOf(canvas);
  let handle = 0;
  let drawn = '';
  let own: number[] = [];
  let reportedMillis = performance.now();
  const step = (nowMillis: number) => {
    handle = requestAnimationFrame(step);
    const began = performance.now();
    const { scene, hidden, hovered, sweep } = parts.current;
    const isCalm = calm.matches;
    const angle = isCalm ? -1 : (((nowMillis / 1000) % SWEEP_SECONDS) / SWEEP_SECONDS) * 2 * Math.PI;
    const now = `${scene.version} ${hidden.current} ${hovered.current} ${canvas.width} ${canvas.height} ${colours}`;
    if (!isCalm || now !== drawn) {
      drawn = now;
      if (sweep.current !== null) sweep.current.style.rotate = `${angle}rad`;
      const frame: RadarFrame = {
        width: canvas.width,
        height: canvas.height,
        scale: window.devicePixelRatio,
        seconds: scene.secondsAt(nowMillis),
        sweep: angle,
        hidden: hidden.current,
        hovered: hovered.current,
        colours,
      };
      painter.draw(scene, frame);
      own.push(performance.now() - began);
    }
    if (nowMillis - reportedMillis < REPORT_MILLIS) return;
    own.sort((a, b) => a - b);
    report({ fps: (1000 * own.length) / (nowMillis - reportedMillis), ownMillis: own[own.length >> 1] ?? 0 });
    own = [];
    reportedMillis = nowMillis;
  };
  const resize = () => {
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * window.devicePixelRatio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * window.devicePixelRatio));
  };
  resize();
  const size = new ResizeObserver(resize);
  size.observe(canvas);
  const forgetTheme = onTheme(() => {
    colours = coloursOf(canvas);
  });
  handle = requestAnimationFrame(step);
  return () => {
    cancelAnimationFrame(handle);
    size.disconnect();
    forgetTheme();
    painter.dispose();
  };
}

/** The style sheet's colours of the states, as the graphics card takes them. */
function coloursOf(element: HTMLElement): number[][] {
  const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  return VARIABLES.map((variable) => {
    if (probe === null) return [1, 1, 1];
    element.style.color = `var(${variable})`;
    probe.fillStyle = getComputedStyle(element).color;
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data.slice(0, 3)].map((channel) => channel / 255);
  });
}

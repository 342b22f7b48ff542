import type { RadarScene } from './radarScene';

/** What changes from frame to frame. */
export type RadarFrame = {
  /** Of the canvas, in device pixels. */
  width: number;
  height: number;
  /** Device pixels per CSS pixel. */
  scale: number;
  /** Seconds since the scene was loaded. */
  seconds: number;
  /** The angle of the sweep in radians; negative: none. */
  sweep: number;
  /** A bit for each state that is not drawn. */
  hidden: number;
  /** The slot under the pointer, or −1. */
  hovered: number;
  /** [r, g, b] from 0 to 1, in the order of STATES. */
  colours: readonly (readonly number[])[];
};

/** Draws the radar's points on a canvas, which nobody else draws on. */
export type Painter = {
  readonly kind: 'webgpu' | 'webgl2';
  /** Draws one frame; uploads the scene's columns first when they have changed. */
  draw(scene: RadarScene, frame: RadarFrame): void;
  /** Called once, when the graphics card is gone for good. */
  onLost(listener: () => void): void;
  dispose(): void;
};

/** The radius of the circle on the canvas, where half the canvas is 1. */
export const CIRCLE = 0.84;

export const FRAME_NUMBERS = 32;

/** The frame as the numbers of the shaders' uniform block: three vectors of four, then the colours. */
export function numbersOf(frame: RadarFrame, into: Float32Array, points: number): void {
  const { width, height, scale, seconds, sweep, hidden, hovered, colours } = frame;
  // A wall's points are larger, a crowd's smaller.
  const crowd = Math.min(1.6, Math.max(0.34, (4000 / Math.max(1, points)) ** 0.35));
  const size = (Math.min(width, height) / 900) ** 0.5 * Math.sqrt(scale) * crowd;
  into.set([width, height, seconds, sweep, size, CIRCLE, hidden, hovered, 0, 0, 0, 0]);
  colours.forEach((colour, i) => {
    into.set([...colour.slice(0, 3), 1], 12 + 4 * i);
  });
}

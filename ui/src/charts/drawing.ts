import { ALARM, UNUSUAL } from '../domain/sample';
import type { ChartFrame, Mark } from './chartFrame';
import { type Projection, runs, traceArea, traceLine } from './paths';
import type { ChartTheme } from './theme';

/** Where to draw: the plot's rectangle in canvas pixels, and how many of them make a CSS pixel. */
export type Surface = {
  context: CanvasRenderingContext2D;
  left: number;
  top: number;
  width: number;
  height: number;
  ratio: number;
  at: Projection;
  theme: ChartTheme;
};

/** Something that happened: drawn as a line through the plot, with its name where there is room. */
export type Note = { atMillis: number; label: string };

/** Names of what happened that are nearer than this are left out. */
const LABEL_PIXELS = 90;
const LABEL_LENGTH = 24;

/** Diamonds nearer than this would run into one another. */
const CROWDED_PIXELS = 9;

/** What lies under the grid: anomalies as regions, the band, the spread of a bucket's samples. */
export function drawGround(surface: Surface, frame: ChartFrame): void {
  clipped(surface, (context) => {
    const { time, lower, upper, min, max } = frame.columns;
    const { theme, at } = surface;
    const judged = runs(time, frame.first, frame.end, frame.gapMillis, (i) => !Number.isNaN(lower[i]));
    fill(context, theme.band, (pen) => traceArea(pen, time, lower, upper, judged, at));
    const spread = runs(time, frame.first, frame.end, frame.gapMillis, (i) => max[i] !== min[i]);
    fill(context, theme.spread, (pen) => traceArea(pen, time, min, max, spread, at));
    for (const mark of frame.marks) drawMark(surface, frame, mark);
  });
}

/** What lies above the grid: the earlier line, the expected line, the measured line, and the unusual samples. */
export function drawLines(surface: Surface, frame: ChartFrame): void {
  clipped(surface, (context) => {
    const { time, value, expected } = frame.columns;
    const { theme, at, ratio } = surface;
    context.lineJoin = 'round';
    if (frame.earlier) drawEarlier(surface, frame.earlier);
    context.setLineDash([4 * ratio, 4 * ratio]);
    const judged = runs(time, frame.first, frame.end, frame.gapMillis, (i) => !Number.isNaN(expected[i]));
    stroke(context, theme.expected, ratio, (pen) => traceLine(pen, time, expected, judged, at));
    context.setLineDash([]);
    const measured = runs(time, frame.first, frame.end, frame.gapMillis, (i) => !Number.isNaN(value[i]));
    stroke(context, theme.line, 1.5 * ratio, (pen) => traceLine(pen, time, value, measured, at));
    drawAlarms(surface, frame);
    drawPoints(surface, frame);
  });
}

/** What happened: dashed lines with a triangle at the top, distinguished by shape from anomalies. */
export function drawNotes(surface: Surface, { window }: ChartFrame, notes: readonly Note[]): void {
  clipped(surface, (context) => {
    const { at, top, height, ratio, theme } = surface;
    let named = Number.NEGATIVE_INFINITY;
    context.font = theme.font;
    context.textAlign = 'left';
    context.textBaseline = 'top';
    for (const { atMillis, label } of notes) {
      if (atMillis < window.fromMillis || atMillis > window.toMillis) continue;
      const x = at.x(atMillis);
      context.setLineDash([2 * ratio, 3 * ratio]);
      stroke(context, theme.note, ratio, (pen) => {
        pen.moveTo(x, top);
        pen.lineTo(x, top + height);
      });
      context.setLineDash([]);
      fill(context, theme.note, (pen) => {
        pen.moveTo(x - 4 * ratio, top);
        pen.lineTo(x + 4 * ratio, top);
        pen.lineTo(x, top + 6 * ratio);
        pen.closePath();
      });
      if (x - named < LABEL_PIXELS * ratio) continue;
      named = x;
      context.fillText(label.slice(0, LABEL_LENGTH), x + 6 * ratio, top + 2 * ratio);
    }
  });
}

function drawEarlier({ context, theme, at, ratio }: Surface, earlier: NonNullable<ChartFrame['earlier']>): void {
  const { time, value } = earlier.columns;
  const there = runs(time, earlier.first, earlier.end, earlier.gapMillis, (i) => !Number.isNaN(value[i]));
  const later = { x: (millis: number) => at.x(millis + earlier.shiftMillis), y: at.y };
  context.setLineDash([1.5 * ratio, 2.5 * ratio]);
  stroke(context, theme.earlier, 1.5 * ratio, (pen) => traceLine(pen, time, value, there, later));
  context.setLineDash([]);
}

function drawMark({ context, at, top, height, ratio, theme }: Surface, frame: ChartFrame, mark: Mark): void {
  const { window } = frame;
  const from = Math.max(mark.fromMillis, window.fromMillis);
  const to = Math.min(mark.toMillis ?? window.toMillis, window.toMillis);
  if (to < window.fromMillis || from > window.toMillis) return;
  const left = at.x(from);
  const width = Math.max(at.x(to) - left, 3 * ratio);
  context.fillStyle = mark.critical ? theme.criticalArea : theme.warningArea;
  context.fillRect(left, top, width, height);
  context.fillStyle = mark.critical ? theme.critical : theme.warning;
  context.fillRect(left, top, width, (mark.chosen ? 4 : 2) * ratio);
}

/** The line again, heavier and in the colour of its severity, where it is part of an anomaly. */
function drawAlarms({ context, at, ratio, theme }: Surface, frame: ChartFrame): void {
  const { time, value, status } = frame.columns;
  for (const critical of [false, true]) {
    const belongs = (i: number) => status[i] === ALARM && isCritical(frame.marks, time[i] ?? 0) === critical;
    const alarmed = runs(time, frame.first, frame.end, frame.gapMillis, belongs);
    const colour = critical ? theme.critical : theme.warning;
    stroke(context, colour, 2 * ratio, (pen) => traceLine(pen, time, value, alarmed, at));
  }
}

/** Distinguished by shape as well as by colour: a ring is unusual, a filled diamond is part of an anomaly. */
function drawPoints({ context, at, ratio, theme }: Surface, { columns, marks, first, end }: ChartFrame): void {
  const { time, value, min, max, upper, status } = columns;
  let drawnX = Number.NEGATIVE_INFINITY;
  context.lineWidth = 1.5 * ratio;
  for (let i = first; i < end; i++) {
    if (status[i] !== UNUSUAL && status[i] !== ALARM) continue;
    const x = at.x(time[i] ?? 0);
    // Where samples crowd the coloured line says enough.
    if (status[i] === ALARM && x - drawnX < CROWDED_PIXELS * ratio) continue;
    drawnX = x;
    // In a bucket the sample that stood out is an extreme, not the mean.
    const outlier = (max[i] ?? 0) > (upper[i] ?? Number.POSITIVE_INFINITY) ? max[i] : min[i];
    const y = at.y((min[i] === max[i] ? value[i] : outlier) ?? 0);
    context.beginPath();
    if (status[i] === ALARM) diamond(context, x, y, 3.5 * ratio);
    else context.arc(x, y, 2.5 * ratio, 0, 2 * Math.PI);
    if (status[i] === ALARM) {
      context.fillStyle = isCritical(marks, time[i] ?? 0) ? theme.critical : theme.warning;
      context.fill();
    } else {
      context.strokeStyle = theme.unusual;
      context.stroke();
    }
  }
}

function isCritical(marks: readonly Mark[], millis: number): boolean {
  return marks.some((m) => m.critical && m.fromMillis <= millis && millis <= (m.toMillis ?? millis));
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}

function clipped(surface: Surface, draw: (context: CanvasRenderingContext2D) => void): void {
  const { context, left, top, width, height } = surface;
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  draw(context);
  context.restore();
}

function fill(context: CanvasRenderingContext2D, colour: string, trace: (pen: CanvasRenderingContext2D) => void): void {
  context.beginPath();
  trace(context);
  context.fillStyle = colour;
  context.fill();
}

function stroke(
  context: CanvasRenderingContext2D,
  colour: string,
  width: number,
  trace: (pen: CanvasRenderingContext2D) => void,
): void {
  context.beginPath();
  trace(context);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

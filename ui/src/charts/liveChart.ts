import uPlot from 'uplot';
import { formatValue, type Unit } from '../domain/format';
import type { TimeWindow } from '../domain/timeWindow';
import { timeZone } from '../domain/timeZone';
import type { Track } from '../domain/track';
import { type ChartFrame, chartFrame, type Mark, valueRange } from './chartFrame';
import { drawGround, drawLines, drawNotes, type Note, type Surface } from './drawing';
import { onFrame } from './frameLoop';
import { chartTheme } from './theme';
import { TIME_STEPS, timeLabels } from './timeAxis';

export type ChartSource = {
  /** The samples to draw; null while there are none. Another track is drawn as soon as it is given. */
  track: () => Track | null;
  unit: Unit;
  window: () => TimeWindow;
  marks: () => readonly Mark[];
  /** What happened to the device. */
  notes?: () => readonly Note[];
  /** The samples of an earlier period, and how much earlier it is; null while nothing is compared. */
  earlier?: () => { track: Track | null; shiftMillis: number } | null;
};

export type ChartEvents = {
  /** The sample under the pointer of any chart: its index in the columns, or null. */
  onHover: (index: number | null) => void;
  /** A stretch of time was dragged across. */
  onPick: (window: TimeWindow) => void;
};

/** Shorter drags are clicks. */
const SHORTEST_PICK_PIXELS = 8;
/** Steps of a byte axis, so that its marks are round in KiB and MiB. */
const BINARY_STEPS = Array.from({ length: 60 }, (_, power) => 2 ** power);
/** In units of the page's font size. */
const AXIS_REM = { left: 3.9, bottom: 1.6, space: 4.9, line: 2.3 };

const NO_MARKS: readonly Mark[] = [];
const NO_NOTES: readonly Note[] = [];

/**
 * One chart that follows its series. uPlot has the axes, the scales and the pointer; the shapes are drawn here straight
 * from the track's columns. It draws only when its samples, its marks or (by a pixel) its time have changed.
 */
export class LiveChart {
  readonly #source: ChartSource;
  readonly #events: ChartEvents;
  readonly #plot: uPlot;
  readonly #stop: () => void;
  #frame: ChartFrame | null = null;
  #drawn = {
    track: null as Track | null,
    version: -1,
    earlier: null as Track | null,
    earlierVersion: -1,
    marks: NO_MARKS,
    notes: NO_NOTES,
    fromMillis: 0,
    toMillis: 0,
    width: 0,
  };

  constructor(element: HTMLElement, source: ChartSource, events: ChartEvents, size: { width: number; height: number }) {
    this.#source = source;
    this.#events = events;
    this.#plot = new uPlot(this.#options(size), [[], []], element);
    this.#stop = onFrame(() => this.#refresh());
  }

  resize(size: { width: number; height: number }): void {
    this.#plot.setSize(size);
  }

  destroy(): void {
    this.#stop();
    this.#plot.destroy();
  }

  #refresh(): void {
    const track = this.#source.track();
    const window = this.#source.window();
    const marks = this.#source.marks();
    const notes = this.#source.notes?.() ?? NO_NOTES;
    const earlier = this.#source.earlier?.();
    const before = earlier?.track ?? null;
    if (track === null || !this.#hasChanged(track, before, marks, notes, window)) return;
    const columns = track.columns();
    this.#frame = chartFrame(
      columns,
      window,
      marks,
      track.bucketMillis,
      before && {
        columns: before.columns(),
        shiftMillis: earlier?.shiftMillis ?? 0,
        bucketMillis: before.bucketMillis,
      },
    );
    this.#plot.batch(() => {
      this.#plot.setData([columns.time, columns.value], false);
      this.#plot.setScale('x', { min: window.fromMillis, max: window.toMillis });
    });
  }

  #hasChanged(
    track: Track,
    earlier: Track | null,
    marks: readonly Mark[],
    notes: readonly Note[],
    { fromMillis, toMillis }: TimeWindow,
  ): boolean {
    const width = this.#plot.width;
    const pixelMillis = (toMillis - fromMillis) / Math.max(1, width);
    const drawn = this.#drawn;
    const still =
      Math.abs(toMillis - drawn.toMillis) < pixelMillis && Math.abs(fromMillis - drawn.fromMillis) < pixelMillis;
    const { version } = track;
    const earlierVersion = earlier?.version ?? -1;
    const same =
      track === drawn.track &&
      version === drawn.version &&
      earlier === drawn.earlier &&
      earlierVersion === drawn.earlierVersion &&
      marks === drawn.marks &&
      notes === drawn.notes &&
      width === drawn.width;
    if (same && still) return false;
    this.#drawn = { track, version, earlier, earlierVersion, marks, notes, fromMillis, toMillis, width };
    return true;
  }

  #options(size: { width: number; height: number }): uPlot.Options {
    const rem = chartTheme().rem;
    const axis = {
      stroke: () => chartTheme().text,
      font: chartTheme().font,
      grid: { stroke: () => chartTheme().grid, width: 1 },
      ticks: { show: false },
    };
    return {
      ...size,
      ms: 1,
      tzDate: (millis) => (timeZone() === undefined ? new Date(millis) : uPlot.tzDate(new Date(millis), 'Etc/UTC')),
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: {
        sync: { key: 'time', setSeries: false },
        drag: { x: true, y: false, setScale: false, dist: SHORTEST_PICK_PIXELS },
        points: { size: 7, fill: () => chartTheme().line },
      },
      scales: {
        x: { time: true },
        y: { range: () => (this.#frame ? valueRange(this.#frame, this.#ceiling()) : [0, 1]) },
      },
      axes: [
        {
          ...axis,
          size: AXIS_REM.bottom * rem,
          space: AXIS_REM.space * rem,
          gap: 4,
          incrs: TIME_STEPS,
          values: (_, splits) => timeLabels(splits),
        },
        {
          ...axis,
          size: AXIS_REM.left * rem,
          space: AXIS_REM.line * rem,
          gap: 6,
          ...(this.#source.unit.scale === 'binary' && { incrs: BINARY_STEPS }),
          values: (_, splits) =>
            splits.map((value) => formatValue(value, { symbol: '', scale: this.#source.unit.scale })),
        },
      ],
      series: [{}, { paths: () => null, points: { show: false } }],
      hooks: {
        drawClear: [(plot) => this.#frame && drawGround(surfaceOf(plot), this.#frame)],
        draw: [
          (plot) => {
            if (this.#frame === null) return;
            drawNotes(surfaceOf(plot), this.#frame, this.#drawn.notes);
            drawLines(surfaceOf(plot), this.#frame);
          },
        ],
        setCursor: [(plot) => this.#events.onHover(plot.cursor.idx ?? null)],
        setSelect: [(plot) => this.#picked(plot)],
      },
    };
  }

  #ceiling(): number {
    return this.#source.unit.symbol === '%' ? 100 : Number.POSITIVE_INFINITY;
  }

  #picked(plot: uPlot): void {
    const { left, width } = plot.select;
    if (width < SHORTEST_PICK_PIXELS) return;
    const fromMillis = plot.posToVal(left, 'x');
    const toMillis = plot.posToVal(left + width, 'x');
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    this.#events.onPick({ fromMillis, toMillis });
  }
}

function surfaceOf(plot: uPlot): Surface {
  return {
    context: plot.ctx,
    ...plot.bbox,
    ratio: uPlot.pxRatio,
    at: { x: (millis) => plot.valToPos(millis, 'x', true), y: (value) => plot.valToPos(value, 'y', true) },
    theme: chartTheme(),
  };
}

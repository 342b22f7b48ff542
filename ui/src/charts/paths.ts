/** The part of a canvas path that is used, so that shapes can be tested without a canvas. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  closePath(): void;
}

/** Where a sample is on the canvas. */
export type Projection = { x: (millis: number) => number; y: (value: number) => number };

/** A run of samples without a gap. */
type Run = { first: number; end: number };

/**
 * The stretches of [first, end) in which `isThere` holds and no two neighbours in time are further apart than
 * `gapMillis`.
 */
export function runs(
  time: Float64Array,
  first: number,
  end: number,
  gapMillis: number,
  isThere: (index: number) => boolean,
): Run[] {
  const found: Run[] = [];
  let start = -1;
  for (let i = first; i < end; i++) {
    const follows = start >= 0 && (time[i] ?? 0) - (time[i - 1] ?? 0) <= gapMillis;
    if (start >= 0 && !(follows && isThere(i))) {
      found.push({ first: start, end: i });
      start = -1;
    }
    if (start < 0 && isThere(i)) start = i;
  }
  if (start >= 0) found.push({ first: start, end });
  return found;
}

/** A line through the runs; a lone sample becomes a dot's worth of line. */
export function traceLine(pen: Pen, time: Float64Array, values: Float64Array, stretches: Run[], at: Projection): void {
  for (const { first, end } of stretches) {
    for (let i = first; i < end; i++) {
      const x = at.x(time[i] ?? 0);
      const y = at.y(values[i] ?? 0);
      if (i === first) pen.moveTo(end === first + 1 ? x - 1 : x, y);
      pen.lineTo(end === first + 1 ? x + 1 : x, y);
    }
  }
}

/** The area between two curves over the runs. */
export function traceArea(
  pen: Pen,
  time: Float64Array,
  low: Float64Array,
  high: Float64Array,
  stretches: Run[],
  at: Projection,
): void {
  for (const { first, end } of stretches) {
    for (let i = first; i < end; i++) {
      const x = at.x(time[i] ?? 0);
      const y = at.y(high[i] ?? 0);
      if (i === first) pen.moveTo(x, y);
      else pen.lineTo(x, y);
    }
    for (let i = end - 1; i >= first; i--) pen.lineTo(at.x(time[i] ?? 0), at.y(low[i] ?? 0));
    pen.closePath();
  }
}

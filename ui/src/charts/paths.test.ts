import { describe, expect, it } from 'vitest';
import { type Pen, runs, traceArea, traceLine } from './paths';
import { timeLabels } from './timeAxis';

const SAME = { x: (millis: number) => millis, y: (value: number) => value };

describe('runs', () => {
  it('gap_endsARun', () => {
    expect(runs(Float64Array.of(1, 2, 9, 10), 0, 4, 3, () => true)).toEqual([
      { first: 0, end: 2 },
      { first: 2, end: 4 },
    ]);
  });

  it('samplesThatAreNotThere_endARun', () => {
    expect(runs(Float64Array.of(1, 2, 3, 4, 5), 0, 5, 3, (i) => i !== 2)).toEqual([
      { first: 0, end: 2 },
      { first: 3, end: 5 },
    ]);
  });

  it('nothingThere_isNoRun', () => {
    expect(runs(Float64Array.of(1, 2), 0, 2, 3, () => false)).toEqual([]);
  });
});

describe('shapes', () => {
  it('line_liftsThePenBetweenRuns', () => {
    const pen = new Recorder();
    const time = Float64Array.of(0, 1, 5, 6);
    const stretches = [
      { first: 0, end: 2 },
      { first: 2, end: 4 },
    ];

    traceLine(pen, time, Float64Array.of(1, 2, 3, 4), stretches, SAME);

    expect(pen.strokes).toEqual(['M0,1', 'L0,1', 'L1,2', 'M5,3', 'L5,3', 'L6,4']);
  });

  it('loneSample_isVisible', () => {
    const pen = new Recorder();

    traceLine(pen, Float64Array.of(5), Float64Array.of(3), [{ first: 0, end: 1 }], SAME);

    expect(pen.strokes).toEqual(['M4,3', 'L6,3']);
  });

  it('area_goesAlongTheTopAndBackAlongTheBottom', () => {
    const pen = new Recorder();
    const time = Float64Array.of(0, 1);

    traceArea(pen, time, Float64Array.of(1, 2), Float64Array.of(8, 9), [{ first: 0, end: 2 }], SAME);

    expect(pen.strokes).toEqual(['M0,8', 'L1,9', 'L1,2', 'L0,1', 'Z']);
  });
});

describe('timeLabels', () => {
  const at = (iso: string) => Date.parse(`2024-11-22T${iso}Z`);

  it('marksSecondsApart_haveSeconds', () => {
    expect(timeLabels([at('14:02:10'), at('14:02:20')])).toEqual(['14:02:10', '14:02:20']);
  });

  it('midnight_isTheDate', () => {
    expect(timeLabels([at('00:00:00'), at('06:00:00')])).toEqual(['22 Nov', '06:00']);
  });
});

class Recorder implements Pen {
  readonly strokes: string[] = [];

  moveTo(x: number, y: number): void {
    this.strokes.push(`M${x},${y}`);
  }

  lineTo(x: number, y: number): void {
    this.strokes.push(`L${x},${y}`);
  }

  closePath(): void {
    this.strokes.push('Z');
  }
}

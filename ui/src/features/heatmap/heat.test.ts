import { describe, expect, it } from 'vitest';
import { cellAfter, levelOf, stripOf } from './heat';

describe('level of a cell', () => {
  it.each([
    [null, 'rate', null],
    [0, 'rate', 0],
    [0.0001, 'rate', 1],
    [0.25, 'rate', 5],
    [1, 'rate', 5],
    [2.9, 'score', 0],
    [3.1, 'score', 1],
    [9, 'score', 5],
    [80, 'score', 5],
  ] as const)('%s as %s, is %s', (value, measure, level) => {
    expect(levelOf(value, measure)).toBe(level);
  });
});

describe('arrow keys', () => {
  it('moveByOneCell_andStayWithinTheMap', () => {
    expect(cellAfter('ArrowRight', { row: 0, column: 1 }, 2, 3)).toEqual({ row: 0, column: 2 });
    expect(cellAfter('ArrowRight', { row: 0, column: 2 }, 2, 3)).toEqual({ row: 0, column: 2 });
    expect(cellAfter('ArrowUp', { row: 0, column: 2 }, 2, 3)).toEqual({ row: 0, column: 2 });
    expect(cellAfter('End', { row: 1, column: 0 }, 2, 3)).toEqual({ row: 1, column: 2 });
    expect(cellAfter('x', { row: 1, column: 0 }, 2, 3)).toBeNull();
  });
});

describe('stripOf', () => {
  it('eachStretch_hasAnEqualPartInItsColour', () => {
    const row = { name: 'd', devices: 1, score: 0, rate: 0, scores: [], rates: [null, 0, 0.25, 0] };

    expect(stripOf(row)).toBe(
      'linear-gradient(90deg, var(--heat-none) 0.00% 25.00%, var(--heat-0) 25.00% 50.00%, ' +
        'var(--heat-5) 50.00% 75.00%, var(--heat-0) 75.00% 100.00%)',
    );
  });
});

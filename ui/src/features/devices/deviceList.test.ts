import { describe, expect, it } from 'vitest';
import { rowAfter } from './DeviceList';
import { virtualRows } from './useVirtualRows';

describe('keys of the device list', () => {
  it.each([
    ['ArrowDown', -1, 0],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['ArrowUp', 5, 4],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['a', 5, null],
  ])('%s from row %s of ten, leads to %s', (key, at, to) => {
    expect(rowAfter(key, at, 10)).toBe(to);
  });

  it('emptyList_hasNowhereToGo', () => {
    expect(rowAfter('ArrowDown', -1, 0)).toBeNull();
  });
});

describe('virtualRows', () => {
  it('longList_drawsOnlyWhatIsInSightAndALittleMore', () => {
    const rows = virtualRows(10_000, 50, 5000, 500);

    expect(rows).toEqual({ first: 92, end: 118, top: 4600, height: 500_000, rowHeight: 50 });
  });

  it('listThatBecameShorterThanItsScroll_staysInBounds', () => {
    const { first, end } = virtualRows(3, 50, 5000, 500);

    expect([first, end]).toEqual([0, 3]);
  });
});

import { describe, expect, it } from 'vitest';
import { queryPath, readQueryQuery } from '../../routes/paths';
import { csvOf } from './csv';

describe('csvOf', () => {
  it('quotes what needs quotes, and tells NULL from an empty text', () => {
    const csv = csvOf({
      columns: [
        { name: 'a', type: 'VARCHAR' },
        { name: 'b, c', type: 'DOUBLE' },
      ],
      rows: [
        ['x "y"\nz', 1.5],
        [null, null],
        ['', true],
      ],
      complete: true,
      millis: 1,
    });

    expect(csv).toBe('a,"b, c"\r\n"x ""y""\nz",1.5\r\n,\r\n"",true\r\n');
  });
});

describe('the address of a question', () => {
  it('holds text and span', () => {
    const path = queryPath({ sql: "SELECT 'a&b' || 1 % 2\nFROM x", span: '7d' });

    expect(readQueryQuery(path.slice(path.indexOf('?')))).toEqual({ sql: "SELECT 'a&b' || 1 % 2\nFROM x", span: '7d' });
  });

  it('has a default span, and takes no unknown one', () => {
    expect(readQueryQuery('')).toEqual({ span: '1d' });
    expect(readQueryQuery('?span=9y')).toEqual({ span: '1d' });
  });
});

import { describe, expect, it } from 'vitest';
import { restWriter } from '../../api/rest';
import { queryPath, readQueryQuery } from '../../routes/paths';

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

describe('an export', () => {
  const request = { query: { format: 'parquet' as const }, text: { type: 'application/sql', content: 'FROM samples' } };

  it('is a file, byte for byte', async () => {
    const bytes = new Uint8Array([0x50, 0x41, 0x52, 0x31, 0, 0xff]);
    const asked: string[] = [];
    const write = restWriter(async (input) => {
      asked.push(String(input));
      return new Response(bytes, { headers: { 'Content-Type': 'application/vnd.apache.parquet' } });
    });

    const saved = await write('export', request);

    expect(asked).toEqual(['/api/v1/export?format=parquet']);
    expect(saved.ok && new Uint8Array(await saved.value.arrayBuffer())).toEqual(bytes);
  });

  it('that is refused says why', async () => {
    const problem = { status: 422, code: 'QUERY_REFUSED', title: '', detail: 'more than 10 rows' };
    const write = restWriter(async () => new Response(JSON.stringify(problem), { status: 422 }));

    expect(await write('export', request)).toEqual({ ok: false, error: { kind: 'problem', problem } });
  });
});

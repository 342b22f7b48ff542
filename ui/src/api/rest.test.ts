import { describe, expect, it } from 'vitest';
import { restClient, sentenceOf } from './rest';

const PROBLEM = {
  type: 'about:blank',
  title: 'No such device',
  status: 404,
  code: 'NOT_FOUND',
  detail: 'Check the name.',
};

describe('restClient', () => {
  it('goodAnswer_isItsBody', async () => {
    const { read } = serverThatAnswers(new Response('{"items":[],"next":null}'));

    const result = await read('listDevices');

    expect(result).toEqual({ ok: true, value: { items: [], next: null } });
  });

  it('namesWithSpecialCharacters_areEncoded', async () => {
    const { read, asked } = serverThatAnswers(new Response('{}'));

    await read('device', { params: { device: 'a/b ?ü' } });

    expect(asked).toEqual(['/api/v1/devices/a%2Fb%20%3F%C3%BC']);
  });

  it('absentQueryParameters_areLeftOut', async () => {
    const { read, asked } = serverThatAnswers(new Response('{}'));

    await read('listDevices', { query: { query: '', limit: 5 } });

    expect(asked).toEqual(['/api/v1/devices?limit=5']);
  });

  it('problem_isAnErrorValueThatSaysWhatToDo', async () => {
    const { read } = serverThatAnswers(new Response(JSON.stringify(PROBLEM), { status: 404 }));

    const result = await read('device', { params: { device: 'x' } });

    expect(result).toEqual({ ok: false, error: { kind: 'problem', problem: PROBLEM } });
    expect(!result.ok && sentenceOf(result.error)).toBe('No such device: Check the name.');
  });

  it('errorPageOfAProxy_isUnexpected', async () => {
    const { read } = serverThatAnswers(new Response('<h1>Bad gateway</h1>', { status: 502 }));

    const result = await read('status');

    expect(result).toMatchObject({ ok: false, error: { kind: 'unexpected', status: 502 } });
  });

  it('pageInPlaceOfJson_isUnexpectedThoughItsStatusIsGood', async () => {
    const { read } = serverThatAnswers(new Response('<!doctype html>'));

    expect(await read('status')).toMatchObject({ ok: false, error: { kind: 'unexpected', status: 200 } });
  });

  it('noConnection_isUnreachable', async () => {
    const read = restClient(() => Promise.reject(new TypeError('Failed to fetch')));

    expect(await read('status')).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
  });

  it('abortedRequest_isNoFailureOfTheServer', async () => {
    const request = new AbortController();
    const read = restClient(() => {
      request.abort();
      return Promise.reject(new DOMException('aborted', 'AbortError'));
    });

    expect(await read('status', { signal: request.signal })).toEqual({ ok: false, error: { kind: 'aborted' } });
  });
});

function serverThatAnswers(response: Response) {
  const asked: string[] = [];
  const read = restClient((url) => {
    asked.push(String(url));
    return Promise.resolve(response);
  });
  return { read, asked };
}

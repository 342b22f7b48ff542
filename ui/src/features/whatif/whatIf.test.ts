import { describe, expect, it } from 'vitest';
import type { Read } from '../../api/rest';
import { loadSamples } from './loadSamples';
import { changesOf, ignoredKeys, settingsFrom } from './whatIf';

const DEFAULTS = new Map<string, string | number | boolean>([
  ['detector.method', 'predictive'],
  ['detector.window', 1200],
  ['detector.warm-up', 32],
  ['detector.alarm.unusual', 1],
  ['detector.alarm.evaluations', 1],
  ['detector.alarm.end-after', 5],
  ['detector.alarm.critical-score', 9],
  ['detector.alarm.growth-factor', 1.5],
  ['detector.alarm.shift-after', 10],
  ['detector.predictive.least-score', 3],
  ['detector.zscore.spike-threshold', 4],
  ['detector.zscore.drift-threshold', 11],
  ['detector.budget.alarms-per-week', 0],
  ['detector.budget.scope', 'series'],
]);

describe('settings', () => {
  it('changesAreWhatDiffersFromTheServer_underItsKeys', () => {
    const wanted = { ...settingsFrom(DEFAULTS), threshold: 4, alarmsPerWeek: 2 };

    expect(changesOf(wanted, DEFAULTS)).toEqual({
      'detector.predictive.least-score': 4,
      'detector.budget.alarms-per-week': 2,
    });
    expect(changesOf(settingsFrom(DEFAULTS), DEFAULTS)).toEqual({});
  });

  it('anotherMethod_hasItsOwnThreshold', () => {
    const wanted = settingsFrom(DEFAULTS, 'zscore');

    expect(wanted).toMatchObject({ method: 'zscore', threshold: 4, growthFactor: 1.5 });
    expect(changesOf({ ...wanted, threshold: 5 }, DEFAULTS)).toEqual({
      'detector.method': 'zscore',
      'detector.zscore.spike-threshold': 5,
    });
  });

  it('settingsThatTheBrowserDoesNotTake_areNamed', () => {
    const server = new Map([
      ...DEFAULTS,
      ['detector.budget.scope', 'fleet'] as const,
      ['detector.zscore.drift-threshold', 12] as const,
    ]);

    expect(ignoredKeys(server, DEFAULTS)).toEqual(['detector.budget.scope']);
    expect(ignoredKeys(DEFAULTS, DEFAULTS)).toEqual([]);
  });
});

describe('samples', () => {
  /** A server with a sample a second from 0, that answers raw up to `points`; one of them came late. */
  const server: Read = (_, request) => {
    const { from, to, points } = (request?.query ?? {}) as unknown as { from: string; to: string; points: number };
    const times = Array.from({ length: 50_000 }, (_, i) => 1000 * i).filter((t) => t >= Number(from) && t < Number(to));
    const resolution = times.length <= points ? 'raw' : 'buckets';
    const items = times.map((timestampMillis) => ({
      timestampMillis,
      value: timestampMillis / 1000,
      status: timestampMillis === 7000 ? 'LATE' : 'NORMAL',
    }));
    return Promise.resolve({ ok: true, value: { resolution, items } as never });
  };

  it('areReadRaw_inOrder_withoutLateOnes', async () => {
    const { signal } = new AbortController();
    const loaded = await loadSamples(server, 'd', 'm', { fromMillis: 5000, toMillis: 40_000_000 }, signal);

    expect(loaded.ok && loaded.isCut).toBe(false);
    const values = loaded.ok ? [...loaded.samples.values] : [];
    expect(values).toEqual(Array.from({ length: 39_995 }, (_, i) => i + 5).filter((value) => value !== 7));
  });
});

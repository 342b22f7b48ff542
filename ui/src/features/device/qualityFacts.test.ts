import { describe, expect, it } from 'vitest';
import type { SeriesQuality } from '../../api/schema';
import { unitOf } from '../../domain/format';
import { qualityFacts } from './qualityFacts';

const REPORT: SeriesQuality = {
  device: 'pump',
  metric: 'level',
  samples: 1_000,
  intervalMillis: 1_000,
  missing: 10,
  missingShare: 10 / 1_010,
  gaps: 2,
  longestGaps: [
    { fromMillis: 0, toMillis: 9_000 },
    { fromMillis: 20_000, toMillis: 24_000 },
  ],
  lateSamples: 3,
};

const facts = (report: SeriesQuality) =>
  qualityFacts(report, unitOf('level')).map(({ name, value }) => `${name}: ${value}`);

describe('qualityFacts', () => {
  it('names gaps with their share and the longest', () => {
    expect(facts(REPORT).join('\n')).toContain('1.0 % in 2 gaps');
    expect(facts({ ...REPORT, gaps: 0, longestGaps: [] }).join('\n')).toContain('Missing: none');
  });

  it('leaves out what was not determined', () => {
    const all = facts(REPORT).join('\n');
    expect(all).not.toContain('Trend');
    expect(all).not.toContain('Repeated');
    expect(all).toContain('Longest constant: never');
  });

  it('gives the slope for a time that the samples span', () => {
    const trend = { slopePerDay: 48, p: 0.001, direction: 'RISING' } as const;
    const slopeOver = (millis: number) => facts({ ...REPORT, firstMillis: 0, lastMillis: millis, trend }).join('\n');
    expect(slopeOver(7 * 86_400_000)).toContain('+48 a day');
    expect(slopeOver(86_400_000)).toContain('+2 an hour');
    expect(slopeOver(60_000)).toContain('a minute');
  });

  it('tells a rising series from one without a clear trend', () => {
    const trend = { slopePerDay: 2_880, p: 0.001, direction: 'RISING' } as const;
    expect(facts({ ...REPORT, trend }).join('\n')).toContain('Trend: rising, +2 a minute');
    expect(facts({ ...REPORT, trend: { slopePerDay: -2, p: 0.5, direction: 'NONE' } }).join('\n')).toContain(
      'Trend: no clear one',
    );
  });
});

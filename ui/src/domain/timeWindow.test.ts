import { describe, expect, it } from 'vitest';
import { anomaly } from '../testing/samples';
import { panned, pointsFor, viewOf, windowOf, zoomed } from './timeWindow';

const NOW = 10_000_000;
const MINUTE = 60_000;

describe('windowOf', () => {
  it('liveDevice_endsNow', () => {
    const window = windowOf(live(5 * MINUTE), NOW, { oldestMillis: 0, newestMillis: NOW - 700 });

    expect(window).toEqual({ fromMillis: NOW - 5 * MINUTE, toMillis: NOW });
  });

  it('youngDevice_startsAtItsFirstSampleYetShowsAMinute', () => {
    const at = (oldestMillis: number) => windowOf(live(5 * MINUTE), NOW, { oldestMillis, newestMillis: NOW });

    expect(at(NOW - 2 * MINUTE).fromMillis).toBe(NOW - 2 * MINUTE);
    expect(at(NOW - 1000).fromMillis).toBe(NOW - MINUTE);
  });

  it('replayOfOldData_endsAtItsNewestSample', () => {
    const window = windowOf(live(1 * MINUTE), NOW, { oldestMillis: 0, newestMillis: 500_000 });

    expect(window).toEqual({ fromMillis: 440_000, toMillis: 500_000 });
  });

  it('clockAheadOfTheServers_isNotCutOff', () => {
    expect(windowOf(live(1 * MINUTE), NOW, { oldestMillis: 0, newestMillis: NOW + 900 }).toMillis).toBe(NOW + 900);
  });

  it('unknownExtent_isTheWholeRange', () => {
    const window = windowOf(live(1 * MINUTE), NOW, { oldestMillis: Number.NaN, newestMillis: Number.NaN });

    expect(window).toEqual({ fromMillis: NOW - MINUTE, toMillis: NOW });
  });

  it('pinnedWindow_wins', () => {
    const pinned = { kind: 'fixed', fromMillis: 1, toMillis: 2 } as const;

    expect(windowOf(pinned, NOW, { oldestMillis: 0, newestMillis: NOW })).toBe(pinned);
  });
});

describe('viewOf', () => {
  it('anomalyInSight_leavesTheRange', () => {
    expect(viewOf(anomaly('a', { startMillis: NOW - 30_000 }), '5m', NOW)).toEqual({ range: '5m', pinned: null });
  });

  it('openAnomalyBeforeTheRange_widensIt', () => {
    expect(viewOf(anomaly('a', { startMillis: NOW - 20 * MINUTE }), '5m', NOW)).toEqual({ range: '1h', pinned: null });
  });

  it('endedAnomalyBeforeTheRange_isPinnedWithMarginsAroundIt', () => {
    const ended = anomaly('a', { state: 'ENDED', startMillis: 1_000_000, endMillis: 1_100_000 });

    expect(viewOf(ended, '5m', NOW).pinned).toEqual({ fromMillis: 800_000, toMillis: 1_300_000 });
  });

  it('openAnomalyOfAReplay_isPinned', () => {
    const open = anomaly('a', { startMillis: 1000, peakMillis: 2000 });

    expect(viewOf(open, '1m', 30 * 86_400_000).pinned).toEqual({ fromMillis: -29_000, toMillis: 32_000 });
  });
});

describe('zoom and pan', () => {
  const window = { fromMillis: 1000, toMillis: 2000 };

  it('zoom_keepsTheEnd', () => {
    expect(zoomed(window, 0.5)).toEqual({ fromMillis: 1500, toMillis: 2000 });
    expect(zoomed(window, 2)).toEqual({ fromMillis: 0, toMillis: 2000 });
  });

  it('zoom_endsAtATenthOfASecond', () => {
    expect(zoomed({ fromMillis: 1900, toMillis: 2000 }, 0.5).fromMillis).toBe(1900);
  });

  it('pan_keepsTheLength', () => {
    expect(panned(window, -0.5)).toEqual({ fromMillis: 500, toMillis: 1500 });
  });
});

describe('pointsFor', () => {
  it.each([
    [0, 128],
    [330, 512],
    [1400, 2048],
    [9000, 4096],
  ])('a chart of %s pixels, asks for %s points', (pixels, points) => {
    expect(pointsFor(pixels)).toBe(points);
  });
});

function live(spanMillis: number) {
  return { kind: 'live', spanMillis } as const;
}

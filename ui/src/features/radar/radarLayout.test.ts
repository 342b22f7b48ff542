import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../api/schema';
import type { DeviceRow } from '../devices/devicesSlice';
import { layOut, nearest } from './radarLayout';

function row(device: string, state: DeviceRow['state'] = 'OK', group = '', score?: number): DeviceRow {
  const worst = score === undefined ? null : ({ score } as Anomaly);
  return { device, state, openAnomalies: 0, metrics: 1, lastSeenMillis: 0, attributes: { group }, worst };
}

function radius(points: Float32Array, i: number): number {
  return Math.hypot(points[3 * i] ?? 0, points[3 * i + 1] ?? 0);
}

describe('the radar', () => {
  it('groups_standSideBySideInProportion', () => {
    const { sectors, devices } = layOut([
      row('b1', 'OK', 'b'),
      row('a1', 'OK', 'a'),
      row('a2', 'WARNING', 'a'),
      row('a3', 'OK', 'a'),
    ]);

    expect(devices).toEqual(['a1', 'a2', 'a3', 'b1']);
    expect(sectors.map(({ group, devices, unusual }) => [group, devices, unusual])).toEqual([
      ['a', 3, 1],
      ['b', 1, 0],
    ]);
    expect(sectors[0]?.to).toBeCloseTo(1.5 * Math.PI);
  });

  it('moreUnusual_isNearerToTheCentre', () => {
    const { points } = layOut([
      row('1'),
      row('2', 'WARNING', '', 4),
      row('3', 'CRITICAL', '', 10),
      row('4', 'CRITICAL', '', 300),
    ]);

    const radii = [0, 1, 2, 3].map((i) => radius(points, i));
    expect(radii).toEqual([...radii].sort((a, b) => b - a));
    expect(radii[0]).toBeGreaterThan(0.8);
    expect(radii[3]).toBeGreaterThan(0);
  });

  it('nearest_findsTheDeviceUnderThePointer', () => {
    const layout = layOut(Array.from({ length: 1000 }, (_, i) => row(`d${i}`, i % 10 === 0 ? 'WARNING' : 'OK')));
    const [x = 0, y = 0] = layout.points.slice(3 * 7);

    expect(nearest(layout, x, y, 0.02)).toBe(7);
    expect(nearest(layout, 3, 3, 0.02)).toBe(-1);
  });

  it('noDevices_isEmpty', () => {
    expect(layOut([]).points).toHaveLength(0);
  });
});

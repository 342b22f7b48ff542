import type { DeviceRow } from '../devices/devicesSlice';

/** Where devices stand on the radar: columns, so that a hundred thousand are one upload to the graphics card. */
export type RadarLayout = {
  /** Three numbers a device: x, y in the unit circle, and the state (0 ok, 1 warning, 2 critical). */
  points: Float32Array;
  devices: readonly string[];
  sectors: readonly Sector[];
};

/** The devices of one group stand side by side. Angles in radians, clockwise from the top. */
export type Sector = { group: string; from: number; to: number; devices: number; unusual: number };

export const STATES = ['OK', 'WARNING', 'CRITICAL'] as const;

/** A score beyond this is drawn at the centre: one chance in 10¹². */
const MOST_SCORE = 12;
/** Devices without an open anomaly stand in a ring from here to the edge. */
const QUIET_FROM = 0.82;
const INNERMOST = 0.1;

/** The group of a device: the registry's, or else what it says of itself; empty: none. */
function groupOf(row: DeviceRow): string {
  return row.registered?.group || row.attributes.group || row.attributes.site || '';
}

/** Groups in order of their names, each with an angle in proportion to its devices; the more unusual, the nearer to the centre. */
export function layOut(rows: readonly DeviceRow[]): RadarLayout {
  const groups = new Map<string, DeviceRow[]>();
  for (const row of rows) {
    const group = groupOf(row);
    const members = groups.get(group);
    if (members) members.push(row);
    else groups.set(group, [row]);
  }
  const points = new Float32Array(3 * rows.length);
  const devices: string[] = [];
  const sectors: Sector[] = [];
  for (const group of [...groups.keys()].sort()) {
    const members = (groups.get(group) ?? []).sort((a, b) => (a.device < b.device ? -1 : 1));
    const from = (2 * Math.PI * devices.length) / rows.length;
    for (const row of members) {
      const angle = (2 * Math.PI * (devices.length + 0.5)) / rows.length;
      const radius = radiusOf(row);
      points.set([radius * Math.sin(angle), radius * Math.cos(angle), STATES.indexOf(row.state)], 3 * devices.length);
      devices.push(row.device);
    }
    const to = (2 * Math.PI * devices.length) / rows.length;
    sectors.push({ group, from, to, devices: members.length, unusual: members.filter((r) => r.state !== 'OK').length });
  }
  return { points, devices, sectors };
}

function radiusOf(row: DeviceRow): number {
  if (row.state === 'OK') return QUIET_FROM + (1 - QUIET_FROM) * spread(row.device);
  const score = Math.min(row.worst?.score ?? (row.state === 'CRITICAL' ? 9 : 4), MOST_SCORE);
  return INNERMOST + (QUIET_FROM - 0.06 - INNERMOST) * (1 - score / MOST_SCORE);
}

/** From 0 to 1, always the same for a name: quiet devices do not form one line. */
function spread(name: string): number {
  let hash = 2166136261;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 16777619);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b); // names that differ in their last digit are spread as well
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** The index of the device nearest to a place in the unit circle, if one is within `reach`; -1: none is. */
export function nearest({ points }: RadarLayout, x: number, y: number, reach: number): number {
  let best = -1;
  let least = reach * reach;
  for (let i = 0; i < points.length; i += 3) {
    const distance = ((points[i] ?? 0) - x) ** 2 + ((points[i + 1] ?? 0) - y) ** 2;
    // A device that is not well lies above the others.
    if (distance < least || (distance === least && (points[i + 2] ?? 0) > 0)) {
      least = distance;
      best = i / 3;
    }
  }
  return best;
}

import { type Fleet, isWell } from './fleet';

/** Where devices stand. Angles in radians, clockwise from the top; they depend on names and groups alone. */
export type RadarLayout = {
  /** The devices on the radar: all, or those of one group. */
  slots: Uint32Array;
  /** The angle of each device of `slots`. */
  angles: Float32Array;
  sectors: readonly Sector[];
};

/** The devices of one group stand side by side: those of `slots` from `first` to before `end`. */
export type Sector = { group: string; from: number; to: number; first: number; end: number };

/** What the devices of a sector have in common at this moment. */
export type SectorFigures = { devices: number; unwell: number; rate: number };

/** A score from this on is drawn at the centre: one chance in 10¹². */
export const MOST_SCORE = 12;
export const INNERMOST = 0.06;
const FULL = 2 * Math.PI;
/** Between two sectors, in radians; at most a tenth of the circle in all. */
const GAP = 0.03;

/** Groups in order of their names, each with an angle in proportion to its devices; `only`: this group alone. */
export function layOut(fleet: Fleet, only: string | null): RadarLayout {
  const members = fleet.groups.map(() => [] as number[]);
  fleet.group.forEach((group, device) => {
    members[group]?.push(device);
  });
  const shown = fleet.groups
    .map((group, i) => ({ group, devices: members[i] ?? [] }))
    .filter(({ group, devices }) => devices.length > 0 && (only === null || group === only))
    .sort((a, b) => (a.group < b.group ? -1 : 1));
  const total = shown.reduce((sum, { devices }) => sum + devices.length, 0);
  const gap = shown.length > 1 ? Math.min(GAP, FULL / 10 / shown.length) : 0;
  const each = (FULL - gap * shown.length) / Math.max(1, total);
  const slots = new Uint32Array(total);
  const angles = new Float32Array(total);
  let next = 0;
  const sectors = shown.map(({ group, devices }, at) => {
    const first = next;
    const from = gap * (at + 0.5) + each * first;
    for (const device of devices) {
      slots[next] = device;
      angles[next] = from + each * (next - first + 0.5);
      next++;
    }
    return { group, from, to: from + each * devices.length, first, end: next };
  });
  return { slots, angles, sectors };
}

/** The more unusual, the nearer to the centre; 1 is the edge. */
export function radiusOf(score: number): number {
  return 1 - (1 - INNERMOST) * (Math.min(Math.max(score, 0), MOST_SCORE) / MOST_SCORE);
}

export function figuresOf(fleet: Fleet, layout: RadarLayout, { first, end }: Sector): SectorFigures {
  let unwell = 0;
  let rate = 0;
  for (let slot = first; slot < end; slot++) {
    const device = layout.slots[slot] ?? 0;
    if (!isWell(fleet.states[device] ?? 0)) unwell++;
    rate += fleet.rates[device] ?? 0;
  }
  const devices = end - first;
  return { devices, unwell, rate: devices === 0 ? 0 : rate / devices };
}

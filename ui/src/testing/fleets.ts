import type { Fleet } from '../features/radar/fleet';

/** A fleet whose i-th device is in the i-th of `groups`; all are ok, with score 0. */
export function aFleet(groups: readonly string[]): Fleet {
  const names = [...new Set(groups)];
  return {
    names: groups.join(),
    devices: groups.map((_, i) => `device-${i}`),
    groups: names,
    group: Uint32Array.from(groups, (group) => names.indexOf(group)),
    scores: new Float32Array(groups.length),
    rates: new Float32Array(groups.length),
    states: new Uint8Array(groups.length),
  };
}

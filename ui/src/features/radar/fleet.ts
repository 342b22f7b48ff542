import type { FleetNow } from '../../api/schema';
import { type RadarState, STATES } from '../../domain/radarState';

/** The order in which devices are drawn: what needs attention last, so that it lies on top. */
export const DRAWN: readonly RadarState[] = ['SILENT', 'LEARNING', 'OK', 'WARNING', 'CRITICAL'];

/** A device that has sent nothing for this long, and has no open anomaly, is silent. */
const SILENT_MILLIS = 300_000;
const LEAST_ATTENTION = 1;
const MOST_ATTENTION = 2;

/** Every device in columns; the i-th entry of each is of the i-th device. */
export type Fleet = {
  /** Changes with devices and groups, and with nothing else. */
  names: string;
  devices: readonly string[];
  groups: readonly string[];
  group: Uint32Array;
  /** −log10 p. */
  scores: Float32Array;
  /** Anomaly rate, 0 to 1. */
  rates: Float32Array;
  /** Positions in STATES. */
  states: Uint8Array;
};

export const EMPTY_FLEET: Fleet = {
  names: '',
  devices: [],
  groups: [],
  group: new Uint32Array(),
  scores: new Float32Array(),
  rates: new Float32Array(),
  states: new Uint8Array(),
};

/** The fleet after `answer`, whose names are those of `before` when it has none. Null: neither has them. */
export function fleetOf(answer: FleetNow, before: Fleet): Fleet | null {
  const named = answer.devices !== undefined;
  if (!named && answer.names !== before.names) return null;
  const silentBefore = answer.serverMillis - SILENT_MILLIS;
  const states = Uint8Array.from(answer.states, (state, i) =>
    isWell(state) && (answer.seenMillis[i] ?? 0) < silentBefore ? STATES.indexOf('SILENT') : state,
  );
  return {
    names: answer.names,
    devices: named ? (answer.devices ?? []) : before.devices,
    groups: named ? (answer.groups ?? []) : before.groups,
    group: named ? Uint32Array.from(answer.group ?? []) : before.group,
    scores: Float32Array.from(answer.scores),
    rates: Float32Array.from(answer.rates),
    states,
  };
}

/** Whether a device of this state has no open anomaly. */
export function isWell(state: number): boolean {
  return state < LEAST_ATTENTION || state > MOST_ATTENTION;
}

/** How many devices are in each state, in the order of STATES. */
export function countStates(fleet: Fleet, slots: Uint32Array): number[] {
  const counts = STATES.map(() => 0);
  for (const device of slots) {
    const state = fleet.states[device] ?? 0;
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

/** The devices of `slots`, the worst first: by state, then by score, then by name. */
export function worstFirst(fleet: Fleet, slots: Iterable<number>, most: number): number[] {
  const rank = (i: number) => DRAWN.indexOf(STATES[fleet.states[i] ?? 0] ?? 'OK');
  return [...slots]
    .sort((a, b) => rank(b) - rank(a) || (fleet.scores[b] ?? 0) - (fleet.scores[a] ?? 0) || a - b)
    .slice(0, most);
}

import { STATES } from '../../domain/radarState';
import type { Fleet } from './fleet';

const GROUPS = ['air', 'cooling', 'grid', 'packaging', 'paint shop', 'press line', 'shop', 'turbines'];

/** A fleet that no server has: for measuring what a browser draws, and a wall before its machines are connected. */
export class SimulatedFleet {
  readonly #random: () => number;
  #fleet: Fleet;

  constructor(size: number, random: () => number) {
    this.#random = random;
    this.#fleet = {
      names: `simulated-${size}`,
      devices: Array.from({ length: size }, (_, i) => `simulated-${String(i + 1).padStart(String(size).length, '0')}`),
      groups: GROUPS,
      group: Uint32Array.from({ length: size }, (_, i) => i % GROUPS.length),
      scores: Float32Array.from({ length: size }, () => this.#quiet()),
      rates: new Float32Array(size),
      states: new Uint8Array(size),
    };
  }

  /** The fleet some seconds later: a few devices become unusual, and most of those that were calm down. */
  next(): Fleet {
    const { scores, rates, states } = this.#fleet;
    const fleet = { ...this.#fleet, scores: scores.slice(), rates: rates.slice(), states: states.slice() };
    for (let i = 0; i < scores.length; i++) {
      const isUnwell = (states[i] ?? 0) !== 0;
      const becomes = this.#random() < (isUnwell ? 0.7 : 0.004);
      const score = becomes ? 4 + 7 * this.#random() ** 2 : this.#quiet();
      fleet.scores[i] = score;
      fleet.states[i] = STATES.indexOf(score > 8 ? 'CRITICAL' : becomes ? 'WARNING' : 'OK');
      fleet.rates[i] = 0.8 * (rates[i] ?? 0) + (becomes ? 0.2 : 0);
    }
    this.#fleet = fleet;
    return fleet;
  }

  #quiet(): number {
    return 2.4 * this.#random() ** 2;
  }
}

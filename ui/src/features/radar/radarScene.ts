import { STATES } from '../../domain/radarState';
import { DRAWN, type Fleet, isWell } from './fleet';
import { type RadarLayout, radiusOf } from './radarLayout';

/** How long a device takes to its new place, and how long its trail is seen afterwards, in seconds. */
export const MOVE_SECONDS = 1.2;
export const TRAIL_SECONDS = 4;
/** Copies of a device in its trail. */
export const GHOSTS = 14;
/** A device that moves less than this has no trail; so many have one at most. */
const LEAST_MOVE = 0.02;
const MOST_TRAILS = 4096;
export const SELECTED_BIT = 8;

const RANK = STATES.map((state) => DRAWN.indexOf(state));

/**
 * What the painters draw, in columns that are uploaded when they change: a frame costs the same whether there are ten
 * devices or a hundred thousand. Places are interpolated on the graphics card, from `geometry` and the time since `load`.
 */
export class RadarScene {
  /** Four numbers a slot: angle, radius before, radius now, anomaly rate. */
  geometry = new Float32Array();
  /** The state of each slot, and SELECTED_BIT. */
  looks = new Uint32Array();
  /** Slots in the order in which they are drawn. */
  order = new Uint32Array();
  /** Slots with a trail. */
  movers = new Uint32Array();
  layout: RadarLayout = { slots: new Uint32Array(), angles: new Float32Array(), sectors: [] };
  /** Grows with every change. */
  version = 0;
  loadedMillis = 0;

  get size(): number {
    return this.looks.length;
  }

  /** Takes what the fleet is now; devices move there from where they stand at `nowMillis`, unless `isStill`. */
  load(fleet: Fleet, layout: RadarLayout, nowMillis: number, isStill: boolean): void {
    const size = layout.slots.length;
    const isSame = layout === this.layout;
    const passed = this.secondsAt(nowMillis);
    const geometry = isSame ? this.geometry : new Float32Array(4 * size);
    if (!isSame) {
      this.looks = new Uint32Array(size);
      this.order = new Uint32Array(size);
    }
    const movers: number[] = [];
    for (let slot = 0; slot < size; slot++) {
      const device = layout.slots[slot] ?? 0;
      const at = 4 * slot;
      const radius = radiusOf(fleet.scores[device] ?? 0);
      const before = isSame ? this.radiusAt(slot, passed) : radius;
      geometry[at] = layout.angles[slot] ?? 0;
      geometry[at + 1] = isStill ? radius : before;
      geometry[at + 2] = radius;
      geometry[at + 3] = fleet.rates[device] ?? 0;
      this.looks[slot] = ((this.looks[slot] ?? 0) & SELECTED_BIT) | (fleet.states[device] ?? 0);
      if (!isStill && Math.abs(radius - before) > LEAST_MOVE && movers.length < MOST_TRAILS) movers.push(slot);
    }
    this.geometry = geometry;
    this.layout = layout;
    this.movers = Uint32Array.from(movers);
    this.loadedMillis = nowMillis;
    this.#sortByRank();
    this.version++;
  }

  select(slots: ReadonlySet<number>): void {
    for (let slot = 0; slot < this.size; slot++) {
      const state = (this.looks[slot] ?? 0) & ~SELECTED_BIT;
      this.looks[slot] = slots.has(slot) ? state | SELECTED_BIT : state;
    }
    this.version++;
  }

  secondsAt(nowMillis: number): number {
    return Math.max(0, nowMillis - this.loadedMillis) / 1000;
  }

  /** As in the shaders: devices start fast and arrive slowly. */
  radiusAt(slot: number, seconds: number): number {
    const before = this.geometry[4 * slot + 1] ?? 0;
    const now = this.geometry[4 * slot + 2] ?? 0;
    const rest = 1 - Math.min(1, seconds / MOVE_SECONDS);
    return now + (before - now) * rest ** 3;
  }

  /** The slot nearest to a place in the unit circle, if one is within `reach`; −1: none is. Hidden states are skipped. */
  nearest(x: number, y: number, reach: number, hidden: number, seconds: number): number {
    let best = -1;
    let least = reach * reach;
    for (let slot = 0; slot < this.size; slot++) {
      const state = (this.looks[slot] ?? 0) & 7;
      if ((hidden >> state) & 1) continue;
      const radius = this.radiusAt(slot, seconds);
      const angle = this.geometry[4 * slot] ?? 0;
      // What needs attention is easier to hit.
      const distance =
        ((radius * Math.sin(angle) - x) ** 2 + (radius * Math.cos(angle) - y) ** 2) * (isWell(state) ? 1 : 0.25);
      if (distance < least) {
        least = distance;
        best = slot;
      }
    }
    return best;
  }

  /** The slots within a rectangle of the unit circle. */
  within(left: number, bottom: number, right: number, top: number, hidden: number, seconds: number): number[] {
    const found: number[] = [];
    for (let slot = 0; slot < this.size; slot++) {
      if ((hidden >> ((this.looks[slot] ?? 0) & 7)) & 1) continue;
      const radius = this.radiusAt(slot, seconds);
      const x = radius * Math.sin(this.geometry[4 * slot] ?? 0);
      const y = radius * Math.cos(this.geometry[4 * slot] ?? 0);
      if (x >= left && x <= right && y >= bottom && y <= top) found.push(slot);
    }
    return found;
  }

  /** Counting sort: a hundred thousand devices take less than a millisecond. */
  #sortByRank(): void {
    const starts = new Uint32Array(DRAWN.length + 1);
    for (const look of this.looks) {
      const rank = RANK[look & 7] ?? 0;
      starts[rank + 1] = (starts[rank + 1] ?? 0) + 1;
    }
    for (let rank = 1; rank < starts.length; rank++) {
      starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
    }
    for (let slot = 0; slot < this.size; slot++) {
      const rank = RANK[(this.looks[slot] ?? 0) & 7] ?? 0;
      const place = starts[rank] ?? 0;
      this.order[place] = slot;
      starts[rank] = place + 1;
    }
  }
}

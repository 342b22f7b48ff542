import type { EventSummary } from '../../api/schema';

/** A type of events over time: how many in each stretch, and in all. */
export type TypeCounts = { type: string; counts: readonly number[]; total: number };

const MOST_TYPES = 8;

/** The counts by type, those with the most events first; the stretches begin at `fromMillis`. */
export function countsByType({ types, stepMillis }: EventSummary, fromMillis: number, toMillis: number): TypeCounts[] {
  const first = Math.floor(fromMillis / stepMillis) * stepMillis;
  const length = Math.max(1, Math.ceil((toMillis - first) / stepMillis));
  const byType = new Map<string, number[]>();
  for (const { type, startMillis, count } of types) {
    const counts = byType.get(type) ?? new Array<number>(length).fill(0);
    const index = Math.round((startMillis - first) / stepMillis);
    if (index >= 0 && index < length) counts[index] = count;
    byType.set(type, counts);
  }
  return [...byType]
    .map(([type, counts]) => ({ type, counts, total: counts.reduce((sum, count) => sum + count, 0) }))
    .sort((a, b) => b.total - a.total || a.type.localeCompare(b.type))
    .slice(0, MOST_TYPES);
}

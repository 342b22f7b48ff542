const NAMES = new Intl.Collator('en', { numeric: true });

let ranks: ReadonlyMap<string, number> = new Map();

/**
 * Compares names as a person orders them, "s-9" before "s-10". Collation takes most of the time of sorting thousands of
 * names, and the names of a fleet rarely change: the ranks of the last set are kept, and used while all names are in it.
 */
export function nameOrder(names: readonly string[]): (a: string, b: string) => number {
  if (!names.every((name) => ranks.has(name))) {
    const sorted = [...new Set(names)].sort((a, b) => NAMES.compare(a, b) || (a < b ? -1 : 1));
    ranks = new Map(sorted.map((name, rank) => [name, rank]));
  }
  const known = ranks;
  return (a, b) => (known.get(a) ?? 0) - (known.get(b) ?? 0);
}

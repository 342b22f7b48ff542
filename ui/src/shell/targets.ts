/** Where the palette leads. */
export type Target = { kind: 'view' | 'device'; name: string; path: string };

/** The targets whose name has a word that begins with `query`, before those that only contain it. */
export function matching(targets: readonly Target[], query: string): Target[] {
  const wanted = query.trim().toLowerCase();
  const contain = targets.filter(({ name }) => name.toLowerCase().includes(wanted));
  const begins = ({ name }: Target) =>
    name
      .toLowerCase()
      .split(/\s+/)
      .some((word) => word.startsWith(wanted));
  return [...contain.filter(begins), ...contain.filter((target) => !begins(target))];
}

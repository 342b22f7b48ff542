import type { FleetHistory } from '../../api/schema';

export type HeatRow = FleetHistory['rows'][number];
export type Measure = 'rate' | 'score';

/** A score, and a rate, from which a cell has its full colour. */
const FULL = { score: 9, rate: 0.25 };
const LEVELS = 5;

/** How strongly a cell is coloured, 0 (nothing unusual) to 5; null: there is no value. */
export function levelOf(value: number | null | undefined, measure: Measure): number | null {
  if (value === null || value === undefined) return null;
  // Scores up to 3 are ordinary; a rate begins with the first unusual sample.
  const share = measure === 'score' ? (value - 3) / (FULL.score - 3) : Math.sqrt(value / FULL.rate);
  return Math.max(0, Math.min(LEVELS, Math.ceil(LEVELS * share)));
}

/** A row's anomaly rate over time as the background of one element: an equal part for each stretch. */
export function stripOf({ rates }: HeatRow): string {
  const parts = rates.map((rate, i) => {
    const level = levelOf(rate, 'rate');
    const [from, to] = [(100 * i) / rates.length, (100 * (i + 1)) / rates.length];
    return `var(--heat-${level ?? 'none'}) ${from.toFixed(2)}% ${to.toFixed(2)}%`;
  });
  return `linear-gradient(90deg, ${parts.join(', ')})`;
}

/** The cell that an arrow key leads to, within the map. */
export function cellAfter(
  key: string,
  at: { row: number; column: number },
  rows: number,
  columns: number,
): { row: number; column: number } | null {
  const clamp = (value: number, end: number) => Math.max(0, Math.min(end - 1, value));
  switch (key) {
    case 'ArrowLeft':
      return { ...at, column: clamp(at.column - 1, columns) };
    case 'ArrowRight':
      return { ...at, column: clamp(at.column + 1, columns) };
    case 'ArrowUp':
      return { ...at, row: clamp(at.row - 1, rows) };
    case 'ArrowDown':
      return { ...at, row: clamp(at.row + 1, rows) };
    case 'Home':
      return { ...at, column: 0 };
    case 'End':
      return { ...at, column: columns - 1 };
    default:
      return null;
  }
}

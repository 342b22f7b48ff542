import { formatCount } from '../../domain/format';
import { STATES } from '../../domain/radarState';
import { text } from '../../text/language';

type Props = { counts: readonly number[]; hidden: number; onToggle: (state: number) => void };

/** The states with their shapes and counts; each is a filter. */
export function RadarLegend({ counts, hidden, onToggle }: Props) {
  const { radar } = text();
  return (
    <ul className="radar-legend" aria-label={radar.legend}>
      {STATES.map((state, i) => (
        <li key={state}>
          <button
            type="button"
            className="radar-filter"
            aria-pressed={((hidden >> i) & 1) === 0}
            onClick={() => onToggle(i)}
            data-testid={`radar-filter-${state}`}
          >
            <span className="radar-state" data-state={state}>
              {radar.states[state]}
            </span>{' '}
            <strong>{formatCount(counts[i] ?? 0)}</strong>
          </button>
        </li>
      ))}
    </ul>
  );
}

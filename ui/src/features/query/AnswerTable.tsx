import { useState } from 'react';
import type { QueryAnswer } from '../../api/schema';
import { formatCount, formatValue } from '../../domain/format';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';

const STEP = 200;
const LONG = 300;

/** The rows of an answer, a few hundred at first. */
export function AnswerTable({ answer }: { answer: QueryAnswer }) {
  const { query } = text();
  const [shown, setShown] = useState(STEP);
  const rest = answer.rows.length - shown;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="query-scroll" tabIndex={0} aria-label={query.answer}>
      <table className="query-table" data-testid="query-table">
        <thead>
          <tr>
            {answer.columns.map((column, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name
              <th key={index} scope="col" title={column.type} className={isNumeric(column.type) ? 'number' : undefined}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.rows.slice(0, shown).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity, and their order stays
            <tr key={index}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={column} className={typeof value === 'number' ? 'number' : undefined}>
                  <Cell value={value} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <button type="button" onClick={() => setShown(shown + 5 * STEP)}>
          {query.more(formatCount(rest))}
        </button>
      )}
    </section>
  );
}

function Cell({ value }: { value: string | number | boolean | null }) {
  if (value === null) return <span className="muted">–</span>;
  if (typeof value === 'string') return <Name>{value.length > LONG ? `${value.slice(0, LONG)}…` : value}</Name>;
  if (typeof value === 'number') return <span title={String(value)}>{formatValue(value)}</span>;
  return value ? 'true' : 'false';
}

function isNumeric(type: string): boolean {
  return /INT|DOUBLE|FLOAT|DECIMAL/.test(type);
}

import { type KeyboardEvent, useRef, useState } from 'react';
import type { FleetHistory } from '../../api/schema';
import { formatRarity, formatTime } from '../../domain/format';
import type { TimeWindow } from '../../domain/timeWindow';
import { useServerClock } from '../../services';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';
import { cellAfter, levelOf, type Measure } from './heat';

type Props = {
  history: FleetHistory;
  measure: Measure;
  nameOf: (name: string) => string;
  onOpen: (name: string, window: TimeWindow) => void;
};

/** A table whose cells are colours: a row for each device or group, the worst on top, a column for each stretch of time. */
export function HeatMap({ history, measure, nameOf, onOpen }: Props) {
  const { heat, radar } = text();
  const now = useServerClock()();
  const [at, setAt] = useState({ row: 0, column: history.columns - 1 });
  const table = useRef<HTMLTableElement>(null);
  const { rows, columns, fromMillis, stepMillis } = history;
  const windowOf = (column: number): TimeWindow => ({
    fromMillis: fromMillis + column * stepMillis,
    toMillis: fromMillis + (column + 1) * stepMillis,
  });
  const described = (row: number, column: number) => {
    const rate = rows[row]?.rates[column];
    const score = rows[row]?.scores[column];
    const when = formatTime(windowOf(column).fromMillis, now);
    if (score === null || score === undefined) return heat.cellEmpty(when);
    return heat.cell(when, radar.rate(rate ?? 0), formatRarity(score));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = cellAfter(event.key, at, rows.length, columns);
    if (next === null) return;
    event.preventDefault();
    setAt(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.row} ${next.column}"]`)?.focus();
  };
  const marks = [0, 0.25, 0.5, 0.75].map((share) => Math.round(share * columns));
  return (
    <div className="heat-scroll">
      <table ref={table} className="heat-map" aria-label={heat.title} data-testid="heat-map" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <td>
              <span className="visually-hidden">{heat.by}</span>
            </td>
            {marks.map((column, i) => (
              <td key={column} colSpan={(marks[i + 1] ?? columns) - column} className="heat-time">
                {formatTime(windowOf(column).fromMillis, now)}
              </td>
            ))}
            <td className="heat-rate">{radar.anomalyRate}</td>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={row.name} data-testid="heat-row">
              <th scope="row">
                <Name>{nameOf(row.name)}</Name>
              </th>
              {row.scores.map((_, c) => {
                const value = measure === 'rate' ? row.rates[c] : row.scores[c];
                const level = levelOf(value, measure);
                const label = described(r, c);
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position
                  <td key={c}>
                    <button
                      type="button"
                      className="heat-cell"
                      data-level={level ?? 'none'}
                      data-cell={`${r} ${c}`}
                      tabIndex={r === at.row && c === Math.min(at.column, columns - 1) ? 0 : -1}
                      aria-label={label}
                      title={`${nameOf(row.name)}: ${label}`}
                      onFocus={() => setAt({ row: r, column: c })}
                      onClick={() => onOpen(row.name, windowOf(c))}
                    >
                      {(level ?? 0) >= 4 ? '■' : ''}
                    </button>
                  </td>
                );
              })}
              <td className="heat-rate">{row.rate === null ? '–' : radar.rate(row.rate)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

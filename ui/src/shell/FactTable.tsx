import type { ReactNode } from 'react';

type Props = { columns: readonly string[]; className?: string; children: ReactNode };

/** A table with these headings; its rows are the children. One that is too wide scrolls by itself. */
export function FactTable({ columns, className, children }: Props) {
  return (
    <div className="table-scroll">
      <table className={className}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

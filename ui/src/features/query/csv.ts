import type { QueryAnswer } from '../../api/schema';

/** An answer as CSV (RFC 4180), as the server writes it: NULL is an empty field, an empty text is "". */
export function csvOf({ columns, rows }: QueryAnswer): string {
  return [columns.map((column) => column.name), ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function field(value: string | number | boolean | null): string {
  if (value === null) return '';
  const plain = String(value);
  return plain === '' || /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

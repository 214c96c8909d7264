import { stringify } from 'csv-stringify/sync';

/** Rows as CSV: a column for each key of the first row. A spreadsheet must not take what somebody named a job for a formula. */
export function csvResponse(name: string, rows: readonly Readonly<Record<string, unknown>>[]): Response {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => cellOf(row[column])));
  return new Response(stringify([columns, ...cells], { escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

import { stringify } from 'csv-stringify/sync';

/** Rows as CSV, to download. A spreadsheet must not take what somebody named a job for a formula. */
export function csvResponse(name: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Response {
  const cells = rows.map((row) => row.map(cellOf));
  return new Response(stringify([columns, ...cells], { escape_formulas: true }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

/** The values of objects in the order of the columns. */
export function cellsOf(columns: readonly string[], items: readonly Readonly<Record<string, unknown>>[]) {
  return items.map((item) => columns.map((column) => item[column]));
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

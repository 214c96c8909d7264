import type { Child } from 'hono/jsx';
import { keepUnits } from '../keep-units.ts';
import { ScrollRegion } from '../scroll-region.tsx';

/** A column of a table. */
export interface DataColumn {
  readonly name: string;
  readonly isNumber?: boolean;
}

interface DataTableProps {
  /** What the table is about. */
  readonly label: string;
  /** The first is the row's head. */
  readonly columns: readonly DataColumn[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly Child[]; readonly isQuiet?: boolean }[];
  /** What stands instead of a table without rows: what to do next. */
  readonly empty: string;
}

/** A table that becomes a card for each row where the screen is narrow. */
export function DataTable({ label, columns, rows, empty }: DataTableProps) {
  if (rows.length === 0) return <p class="empty">{empty}</p>;
  return (
    <ScrollRegion label={label}>
      <table class="cards">
        <thead>
          <tr>
            {columns.map(({ name, isNumber }) => (
              <th scope="col" class={isNumber === true ? 'number' : undefined}>
                {keepUnits(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [head, ...cells], isQuiet }) => (
            <tr data-key={key} class={isQuiet === true ? 'quiet' : undefined}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => {
                const column = columns[index + 1];
                return (
                  <td class={column?.isNumber === true ? 'number' : undefined} data-label={column?.name}>
                    {cell}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

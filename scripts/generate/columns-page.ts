import type { Column } from '../../src/condition/column.ts';
import { columns, deadlineColumns } from '../../src/event/columns.ts';
import { generatedNote, markdownTable } from './markdown.ts';

/** docs/columns.md. */
export function columnsPage(): string {
  const table = (list: readonly Column[]) =>
    markdownTable(
      ['column', 'type', 'what'],
      list.map((column) => [
        `\`${column.name}\``,
        column.type,
        column.description +
          (column.values === null ? '' : ` One of ${column.values.map((v) => `\`${v}\``).join(', ')}.`),
      ]),
    );
  const sections = Object.entries(columns).map(([event, list]) => `## Event \`${event}\`\n\n${table(list)}`);
  return `${generatedNote('src/event/columns.ts')}

# Columns that conditions see

The conditions \`where\` and \`exclude\` of an SLO file ([writing-slos.md](writing-slos.md)) are made of these. A time compares with
ISO 8601 text, with \`timestamp '…'\` and with other times.

${sections.join('\n\n')}

## In \`exclude\` only

${table(deadlineColumns)}
`;
}

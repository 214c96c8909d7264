/** A Markdown table. Bars and line ends inside a cell are made harmless. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** The note that a generated document begins with. */
export function generatedNote(source: string): string {
  return `<!-- Generated from ${source} by \`npm run generate\`; changes made here are lost. -->`;
}

function cell(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replace(/(?<!\\)\|/g, '\\|');
}

import { formulas } from '../../src/budget/formulas.ts';
import { generatedNote, markdownTable } from './markdown.ts';

/** docs/formulas.md. */
export function formulasPage(): string {
  const rows = formulas.map(({ name, formula, note, code, source }) => [
    name,
    formula,
    note,
    `[\`${code.name}\`](../src/budget/${code.file})`,
    source === null ? 'our own' : `[${new URL(source).host}](${source})`,
  ]);
  return `${generatedNote('src/budget/formulas.ts')}

# Formulas

How every number of a budget is made. All of them are computed with exact fractions; only what is shown is rounded. *Good* and *bad* are
events or slices, as the SLO's budgeting method counts them. What is excluded or still pending is in neither. Without anything good or bad
there is no data: the answer is null, never 100 %.

${markdownTable(['what', 'formula', 'note', 'code', 'source'], rows)}
`;
}

import type { becauseJson } from '../web/api/explanation-json.ts';

type Told = ReturnType<typeof becauseJson>;

/** One line a word of a row: what it is, why, and the rule's line last. */
export function tellWords(words: Readonly<Record<string, Told>>): readonly string[] {
  return Object.entries(words).map(
    ([title, { name, because, rule }]) => `  ${title.padEnd(8)} ${name}: ${because}${tellPlace(rule)}`,
  );
}

/** Where a rule stands, at the end of a line; nothing where none does. */
export function tellPlace(rule: { readonly file: string; readonly line: number } | null): string {
  return rule === null ? '' : `  ${rule.file}:${rule.line}`;
}

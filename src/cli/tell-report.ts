import type { becauseJson } from '../web/api/explanation-json.ts';
import { tellWords } from './tell-words.ts';

/** What the rules make of a report, for people: a line a word, its place at the end. */
export function tellReport(
  name: string,
  words: Readonly<Record<'provider' | 'kind' | 'role' | 'state', ReturnType<typeof becauseJson>>>,
): string {
  return [name, ...tellWords(words)].map((line) => `${line}\n`).join('');
}

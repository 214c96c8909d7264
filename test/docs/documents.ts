import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, type SourceFile, sourceFiles } from '../house/source-files.ts';

/** A fenced block of a document. `line` is where its text begins, from 1. */
export interface Block {
  readonly path: string;
  readonly line: number;
  readonly language: string;
  readonly text: string;
}

/** Every document for readers: those at the top and all of docs/. */
export function documents(): readonly SourceFile[] {
  const top = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
  return [
    ...top.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
    ...sourceFiles('docs', '.md'),
  ];
}

/** The fenced blocks of all documents in one of the languages. */
export function blocksOf(...languages: readonly string[]): readonly Block[] {
  return documents().flatMap(({ path, text }) =>
    [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)]
      .map((match) => ({
        path,
        line: text.slice(0, match.index).split('\n').length + 1,
        language: match[1]!,
        text: match[2]!,
      }))
      .filter(({ language }) => languages.includes(language)),
  );
}

/** Every piece of code in running text, without fenced blocks. */
export function inlineCode({ text }: SourceFile): readonly string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!);
}

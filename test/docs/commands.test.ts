import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProgram } from '../../src/cli/create-program.ts';
import { root } from '../house/source-files.ts';
import { blocksOf, documents, inlineCode } from './documents.ts';

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
);
const commands = createProgram().commands;

/** Every line of a shell block and every piece of code in running text, split where the shell would. */
const lines = [
  ...blocksOf('sh').flatMap(({ path, text }) => text.split('\n').map((line) => ({ path, line }))),
  ...documents().flatMap((document) => inlineCode(document).map((line) => ({ path: document.path, line }))),
].flatMap(({ path, line }) => line.split(/&&|\s#\s/).map((part) => ({ path, words: part.trim().split(/\s+/) })));

describe('commands in the documents', () => {
  test('every npm script exists', () => {
    const missing = lines
      .filter(({ words }) => words[0] === 'npm' && words[1] === 'run')
      .filter(({ words }) => words[2] === undefined || !(words[2] in scripts));

    expect(missing).toEqual([]);
  });

  test('every cislo command and every option of it exists', () => {
    const wrong = lines.flatMap(({ path, words }) => {
      const [name, ...rest] = cisloWords(words);
      if (name === undefined || name === 'COMMAND') return [];
      const group = commands.find((one) => one.name() === name);
      if (group === undefined) return [`${path}: cislo ${name}`];
      const command = group.commands.find((one) => one.name() === rest[0]) ?? group;
      if (command === group && group.commands.length > 0 && rest.length > 0)
        return [`${path}: cislo ${name} ${rest[0]}`];
      const known = command.options.map((option) => option.long);
      return rest
        .filter((word) => word.startsWith('--') && !known.includes(word.split('=')[0]!))
        .map((word) => `${path}: cislo ${name} ${word}`);
    });

    expect(wrong).toEqual([]);
  });

  test('every command stands in the README', () => {
    const readme = documents().find(({ path }) => path === 'README.md')!.text;

    expect(commands.map((command) => command.name()).filter((name) => !readme.includes(`npx cislo ${name}`))).toEqual(
      [],
    );
  });

  test('every npm script but the steps of others stands in a document', () => {
    const all = documents()
      .map(({ text }) => text)
      .join('\n');
    const steps = /^(prepare|build|check:.*)$/;

    expect(
      Object.keys(scripts).filter((name) => !steps.test(name) && !new RegExp(`npm (run )?${name}\\b`).test(all)),
    ).toEqual([]);
  });
});

/** The words after `cislo`, or after the npm script that is one of its commands. */
function cisloWords(words: readonly string[]): readonly string[] {
  if (words[0] === 'npx' && words[1] === 'cislo') return words.slice(2);
  if (words[0] === 'cislo' && words.length > 1) return words.slice(1);
  if (words[0] === 'npm' && words[1] === 'run' && ['demo', 'cislo'].includes(words[2]!) && words[3] === '--') {
    return words[2] === 'demo' ? ['demo', ...words.slice(4)] : words.slice(4);
  }
  return [];
}

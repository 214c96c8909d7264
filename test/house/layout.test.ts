import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, sourceFiles } from './source-files.ts';

const layout: { readonly order: readonly string[]; readonly pure: readonly string[] } = JSON.parse(
  readFileSync(join(root, 'scripts/import-order.json'), 'utf8'),
);
const files = sourceFiles('src', '.ts', '.tsx');
const pureFiles = files.filter(({ path }) => layout.pure.includes(path.split('/')[1] ?? ''));

describe('the layout', () => {
  test('src holds only folders of the import order, and no loose file', () => {
    const entries = readdirSync(join(root, 'src'));

    expect(entries.filter((entry) => !layout.order.includes(entry))).toEqual([]);
  });

  test('no file of code, of tests or of scripts is longer than 300 lines; what a script makes is left out', () => {
    const all = [...files, ...sourceFiles('test', '.ts', '.tsx'), ...sourceFiles('scripts', '.ts')];
    const written = all.filter(({ text }) => !text.startsWith('// Made by `npm run generate`'));

    const long = written.filter((file) => file.text.trimEnd().split('\n').length > 300).map((file) => file.path);

    expect(long).toEqual([]);
  });

  test('the median source file has at most 60 lines', () => {
    const lengths = files.map((file) => file.text.trimEnd().split('\n').length).sort((a, b) => a - b);

    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(60);
  });

  test('nothing is called utils, helpers, common, lib or misc', () => {
    const vague = [...files, ...sourceFiles('test', '.ts')].filter((file) =>
      /(^|[/-])(utils?|helpers?|common|lib|misc|shared)([/.-]|$)/.test(file.path),
    );

    expect(vague.map((file) => file.path)).toEqual([]);
  });

  test('the environment and the exit of the process belong to app and cli', () => {
    const outside = files.filter(
      (file) =>
        !/^src\/(app|cli)\//.test(file.path) &&
        // In a worker thread `process.exit` ends that thread alone.
        !file.path.endsWith('-worker.ts') &&
        /\bprocess\.(env|exit)\b/.test(withoutComments(file.text)),
    );

    expect(outside.map((file) => file.path)).toEqual([]);
  });

  test('pure folders read no clock and no chance', () => {
    const impure = pureFiles.filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(|\brandomUUID\(|\brandomBytes\(/.test(
        withoutComments(file.text),
      ),
    );

    expect(impure.map((file) => file.path)).toEqual([]);
  });

  test('everything exported has a docstring in the pure folders', () => {
    const bare = pureFiles.flatMap((file) => bareFunctions(file.text).map((name) => `${file.path}: ${name}`));

    expect(bare).toEqual([]);
  });
});

describe('what GitHub sends', () => {
  test('is read field by field in normalize alone, back-fill included', () => {
    const readers = files
      .filter(({ path }) => !path.startsWith('src/normalize/'))
      .filter(({ text }) => /import .*\b(asFields|isFields)\b.* from/.test(text));

    expect(readers.map(({ path }) => path)).toEqual([]);
  });
});

/** Exported functions that no docstring precedes. */
function bareFunctions(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?function\*? (\w+)/.exec(line)?.[1];
    const before = lines[index - 1] ?? '';
    const documented = before.trimEnd().endsWith('*/') || before.includes(`export function ${name}(`);
    return name !== undefined && !documented ? [name] : [];
  });
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

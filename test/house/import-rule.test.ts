import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './imports-of.ts';
import { root, type SourceFile, sourceFiles } from './source-files.ts';

const layout: {
  readonly order: readonly string[];
  readonly pure: readonly string[];
  readonly apart: readonly string[];
  readonly within: Readonly<Record<string, readonly string[]>>;
  readonly reserved: Readonly<Record<string, readonly string[]>>;
} = JSON.parse(readFileSync(join(root, 'scripts/import-order.json'), 'utf8'));

describe('the import rule', () => {
  test('every import points to the same folder or to one before it', () => {
    expect(sourceFiles('src', '.ts', '.tsx').flatMap(wrongImports)).toEqual([]);
  });

  test.each([
    ['a later folder', 'src/time/a.ts', "import type { Store } from '../store/store.ts';"],
    ['a neighbour of its own rank', 'src/metrics/a.ts', "export { page } from '../web/page/page.ts';"],
    ['a later room of its folder', 'src/web/route/a.ts', "import { admit } from '../access/admit.ts';"],
    ['a package reserved for another folder', 'src/web/a.ts', "import pg from 'pg';"],
    ['Node I/O in a pure folder', 'src/slo/a.ts', "const fs = await import('node:fs/promises');"],
    ['a test', 'src/cli/a.ts', "import { x } from '../../test/x.ts';"],
    ['an import without its ending', 'src/cli/a.ts', "import { x } from './x.js';"],
  ])('%s is refused', (_what, path, text) => {
    expect(wrongImports({ path, text })).toHaveLength(1);
  });

  test('the earlier folder, and crypto for hashes in a pure folder, are fine', () => {
    const text = "import { createHash } from 'node:crypto';\nimport type { Quirk } from '../model/observation.ts';";

    expect(wrongImports({ path: 'src/track/a.ts', text })).toEqual([]);
  });
});

function wrongImports(file: SourceFile): readonly string[] {
  const folder = file.path.split('/')[1]!;
  return importsOf(file.text).flatMap(({ line, specifier }) => {
    const wrong = specifier.startsWith('.') ? wrongPath(file.path, folder, specifier) : wrongPackage(folder, specifier);
    return wrong === null ? [] : [`${file.path}:${line}: ${specifier} ${wrong}`];
  });
}

function wrongPath(path: string, folder: string, specifier: string): string | null {
  const target = posix.join(posix.dirname(path), specifier);
  if (target === 'package.json') return null;
  if (!target.startsWith('src/')) return 'leaves src';
  if (!/\.(tsx?|json)$/.test(target)) return 'must end in .ts';
  const other = target.split('/')[1]!;
  if (other === folder) return wrongRoom(folder, path.split('/')[2]!, target.split('/')[2]!);
  if (layout.apart.includes(other) && layout.apart.includes(folder)) return `stands beside ${folder}`;
  return layout.order.indexOf(other) < layout.order.indexOf(folder) ? null : `comes after ${folder}`;
}

function wrongRoom(folder: string, room: string, other: string): string | null {
  const rooms = layout.within[folder] ?? [];
  return rooms.indexOf(other) <= rooms.indexOf(room) ? null : `comes after ${folder}/${room}`;
}

function wrongPackage(folder: string, specifier: string): string | null {
  const name = specifier.startsWith('@') ? specifier.split('/').slice(0, 2).join('/') : specifier.split('/')[0]!;
  const owners = layout.reserved[name];
  if (owners !== undefined && !owners.includes(folder)) return `is reserved for ${owners.join(', ')}`;
  if (!layout.pure.includes(folder) || !specifier.startsWith('node:')) return null;
  return ['node:crypto', 'node:url', 'node:buffer'].includes(specifier) ? null : 'is not pure';
}

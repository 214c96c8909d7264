import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles('src', '.ts', '.tsx');

describe('a name', () => {
  const homes = placesOf(files.flatMap(({ path, text }) => exportedNames(text).map((name) => [name, path] as const)));

  test('is exported by one file of src', () => {
    expect(repeated(homes)).toEqual([]);
  });
});

describe('a file', () => {
  // A command of the CLI is called like what it shows, and the demo writes the payloads that normalize reads.
  const own = files.filter(({ path }) => !/^src\/(cli|demo)\//.test(path));
  const homes = placesOf(own.map(({ path }) => [basename(path), path] as const));

  test('has a name of its own', () => {
    expect(repeated(homes)).toEqual([]);
  });
});

function exportedNames(text: string): readonly string[] {
  const declared = text.matchAll(/^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm);
  return [...declared].map(([, name]) => name as string);
}

function placesOf(pairs: readonly (readonly [name: string, path: string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const places = new Map<string, Set<string>>();
  for (const [name, path] of pairs) places.set(name, (places.get(name) ?? new Set()).add(path));
  return places;
}

function repeated(places: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly [string, readonly string[]])[] {
  return [...places].filter(([, paths]) => paths.size > 1).map(([name, paths]) => [name, [...paths]]);
}

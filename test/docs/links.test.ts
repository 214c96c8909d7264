import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root, sourceFiles } from '../house/source-files.ts';
import { documents } from './documents.ts';

describe('links in the documents', () => {
  test('every file, folder and heading that is linked exists', () => {
    const broken = documents().flatMap(({ path, text }) =>
      linksOf(text)
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => !leadsSomewhere(path, link))
        .map((link) => `${path}: ${link}`),
    );

    expect(broken).toEqual([]);
  });

  test('every page of docs is reached from another document', () => {
    const linked = new Set(
      documents().flatMap(({ path, text }) => linksOf(text).map((link) => target(path, link.split('#')[0]!))),
    );

    expect(
      sourceFiles('docs', '.md')
        .map(({ path }) => path)
        .filter((path) => !linked.has(path)),
    ).toEqual([]);
  });
});

function linksOf(text: string): readonly string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!);
}

function target(path: string, link: string): string {
  return link === '' ? path : posix.join(posix.dirname(path), link);
}

function leadsSomewhere(path: string, link: string): boolean {
  const [file = '', heading] = link.split('#');
  const found = join(root, target(path, file));
  if (!existsSync(found)) return false;
  return heading === undefined || anchorsOf(readFileSync(found, 'utf8')).includes(heading);
}

/** The anchors that GitHub gives headings: lower case, punctuation dropped, blanks to hyphens. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

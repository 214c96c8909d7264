import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceFiles } from '../../house/source-files.ts';
import { builtStatements, isBuiltLike } from './built-statements.ts';
import { askedEverywhere, checkStatement } from './check-statement.ts';
import { mayAskEverywhere } from './may-ask-everywhere.ts';
import { type Recording, recordEverything } from './record-everything.ts';
import { readSchema } from './schema.ts';
import { isMadeWith, sourceStatements } from './source-statements.ts';

const schema = readSchema();
const sources = sourceStatements();
const built = builtStatements();

/** What is sent only where nothing is distributed; a distributed database gets the same from another statement. */
const togetherOnly = [
  ['src/store/append-at-once.ts', 'with given as materialized'],
  ['src/store/projection/load-history.ts', 'select h.* from'],
  ['src/store/generation/judge-stretch.ts', 'select t.'],
  ['src/store/generation/judge-stretch.ts', 'offset'],
  ['src/store/read/read-slo-counts.ts', 'select u.n, s.good'],
  ['src/store/read/read-repository-days.ts', 'cross join unnest'],
  ['src/store/generation/judge-stretch.ts', 'with judged as materialized'],
] as const;

describe('every statement of the product', () => {
  let dataDir: string;
  let recording: Recording;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cislo-statements-'));
    recording = await recordEverything({ databaseUrl: null, dataDir });
  }, 120_000);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  const textsOf = (of: keyof Recording): readonly string[] => [...new Set(recording[of].map(({ text }) => text))];

  it('is seen: what the sources hold was sent, whole or as a part, also to the distributed database', () => {
    const distributed = textsOf('distributed');
    const unseen = sources
      .filter(
        ({ path, parts }) =>
          !togetherOnly.some(([file, begin]) => file === path && parts.join('').trim().startsWith(begin)),
      )
      .filter((source) => !/migrate\.ts$/.test(source.path) && !distributed.some((text) => isMadeWith(text, source)));

    expect(sources.length).toBeGreaterThan(70);
    expect(unseen.map(({ path, parts }) => `${path}: ${parts.join('…')}`)).toEqual([]);
  });

  it('is seen when the builder makes it: its tables and columns stand together in one that was sent', () => {
    const distributed = textsOf('distributed');
    const unseen = built.filter((statement) => !distributed.some((text) => isBuiltLike(text, statement)));

    expect(built.length).toBeGreaterThan(60);
    expect(unseen.map(({ path, parts }) => `${path}: ${parts.join(' ')}`)).toEqual([]);
  });

  it('goes through the one database of src/store, where it can be seen', () => {
    const sources = sourceFiles('src', '.ts').filter(({ path }) => !path.startsWith('src/store/embedded/'));

    // What src/source asks goes to databases of other people.
    const past = sources.filter(
      ({ path, text }) => !path.startsWith('src/source/') && /\b(executeQuery|CompiledQuery)\b|\.query\(/.test(text),
    );
    const reaching = sources.filter(
      ({ path, text }) => path.startsWith('src/source/') && /from '(\.\.\/)+store\//.test(text),
    );
    const outside = sources.filter(
      ({ path, text }) => !path.startsWith('src/store/') && /\bsql`|\brun[(<]db\b/.test(text),
    );

    expect(past.map(({ path }) => path)).toEqual(['src/store/database.ts']);
    expect(outside.map(({ path }) => path)).toEqual([]);
    expect(reaching.map(({ path }) => path)).toEqual([]);
  });

  it('keeps the rules of a distributed database there', () => {
    expect(textsOf('distributed').flatMap(violations)).toEqual([]);
  });

  it('names its repositories there, so that only their shards are asked, but for what is about everything', () => {
    const asking = textsOf('distributed')
      .filter((text) => askedEverywhere(text, schema).length > 0)
      .map((text) => text.replace(/\s+/g, ' ').replaceAll('"', '').trim());
    const excused = (text: string): boolean => mayAskEverywhere.some(({ begins }) => begins.test(text));

    expect(asking.filter((text) => !excused(text))).toEqual([]);
    expect(mayAskEverywhere.filter(({ begins }) => !asking.some((text) => begins.test(text)))).toEqual([]);
  });

  it('leaves nothing in a session, on one server too, and the migrations keep every rule', () => {
    const all = textsOf('together').flatMap(violations);

    expect(all.filter(({ rule }) => rule === 'session-free' || rule === 'known-kind')).toEqual([]);
    expect(all.filter(({ sql }) => /^\s*(--|create|alter)/.test(sql))).toEqual([]);
  });

  it('takes another form only where it must', () => {
    const only = textsOf('together').filter((text) => violations(text).length > 0);
    const kinds = new Set(only.flatMap(violations).map(({ rule }) => rule));

    expect(kinds).toEqual(
      new Set(['no-modifying-with', 'local-apart', 'no-dependent-query', 'routed-insert', 'join-on-repository']),
    );
    expect(textsOf('distributed').filter((text) => only.includes(text))).toEqual([]);
  });
});

function violations(sql: string): readonly { readonly rule: string; readonly detail: string; readonly sql: string }[] {
  return checkStatement(sql, schema).map((violation) => ({ ...violation, sql }));
}

import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { splitStatements } from '../../src/store/split-statements.ts';
import { sourceFiles } from '../house/source-files.ts';
import { recordStatements } from '../support/record-statements.ts';
import { parse } from './distribution/parse-tree.ts';

describe('a text of several statements', () => {
  it.each([
    ['nothing', '', []],
    ['only comments', ' -- one; two\n /* three; */ ;;', []],
    ['one without an end', 'select 1', ['select 1']],
    ['two', 'select 1;\n select 2;\n', ['select 1', 'select 2']],
    ['a comment before and behind', '-- a; b\nselect 1; -- c; d', ['-- a; b\nselect 1']],
    ['a comment at the very end', 'select 1 -- c; d', ['select 1 -- c; d']],
    ['a string', `select 'a;''b;'; select 2`, [`select 'a;''b;'`, 'select 2']],
    ['a string that ends with a backslash', `select 'a\\'; select 2`, [`select 'a\\'`, 'select 2']],
    ['an escaped string', `select E'a\\';b'; select 2`, [`select E'a\\';b'`, 'select 2']],
    ['a name that ends with e', `select 1 as e, name'a;'; select 2`, [`select 1 as e, name'a;'`, 'select 2']],
    ['a quoted name', 'select 1 as "a;""b"; select 2', ['select 1 as "a;""b"', 'select 2']],
    ['a body', 'do $$ begin; end; $$; select 2', ['do $$ begin; end; $$', 'select 2']],
    ['a body in a body', 'do $a$ x; $$ y; $$; $b$ ; $a$; select 2', ['do $a$ x; $$ y; $$; $b$ ; $a$', 'select 2']],
    ['a dollar within a name', 'select 1 as a$b$; select 2 as c$b$', ['select 1 as a$b$', 'select 2 as c$b$']],
    ['parameters', 'select $1; select $2', ['select $1', 'select $2']],
    ['comments in comments', 'select /* a; /* b; */ c; */ 1; select 2', ['select /* a; /* b; */ c; */ 1', 'select 2']],
    ['a quote in a comment', "select 1 -- don't;\n; select 2", ["select 1 -- don't;", 'select 2']],
  ])('is split with %s', (_what, text, statements) => {
    expect(splitStatements(text)).toEqual(statements);
  });

  it.each([
    ["select 1;\nselect 'a", /line 2: a text in ' does not end/],
    ['select "a', /line 1: a text in " does not end/],
    ['do $x$ a $y$', /line 1: a body in \$x\$ does not end/],
    ['/* /* */', /line 1: a comment does not end/],
  ])('is refused where something does not end: %s', (text, message) => {
    expect(() => splitStatements(text)).toThrow(message);
  });

  it('is split where PostgreSQL splits it, whatever the statements hold', () => {
    const text = fc.constantFrom('a', ';', "''", '""', '--', '$', '$$', '/', '\n', ' ', 'é');
    const content = fc.array(text, { maxLength: 6 }).map((parts) => parts.join(''));
    const piece = fc.oneof(
      content.map((inner) => `select '${inner.replaceAll('"', '')}'`),
      content.map((inner) => `select 1 as "x${inner.replaceAll("'", '').replaceAll('\n', '')}"`),
      content.map((inner) => `select $q$${inner}$q$`),
      content.map((inner) => `select /* ${inner.replaceAll('/', '')} */ 1`),
      content.map((inner) => `select 1 --${inner.replaceAll('\n', '')}\n`),
      content.map((inner) => `select E'\\'${inner.replaceAll('"', '')}'`),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), (pieces) => {
        const split = splitStatements(pieces.join(' ;\n'));

        expect(split).toEqual(pieces.map((one) => one.trim()));
        expect(split.map((one) => parse(one).length)).toEqual(pieces.map(() => 1));
      }),
    );
  });
});

describe('migrations', () => {
  it.each(sourceFiles('migrations', '.sql').map(({ path, text }) => [path, text] as const))(
    '%s has the statements that PostgreSQL finds in it',
    (_path, text) => {
      const split = splitStatements(text);

      expect(split.length).toBe(parse(text).length);
      expect(split.map((one) => parse(one).length)).toEqual(split.map(() => 1));
    },
  );

  const dataDir = join(tmpdir(), `cislo-split-${process.pid}`);
  afterAll(() => rm(dataDir, { recursive: true, force: true }));

  it('are sent statement by statement', async () => {
    const recording = recordStatements();
    const store = await openStore({ databaseUrl: null, dataDir });
    recording.stop();
    await store.close();

    const several = recording.statements.filter(({ text }) => parse(text).length > 1);
    expect(recording.statements.length).toBeGreaterThan(30);
    expect(several.map(({ text }) => text.slice(0, 60))).toEqual([]);
  });
});

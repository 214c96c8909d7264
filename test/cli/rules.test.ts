import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const row = (kind: string) =>
  `- { app: travis-ci, name: Travis CI - Branch, is: { provider: travis-ci, kind: ${kind} } }`;

describe('cislo rules test', () => {
  it('puts a configuration’s table to its rules and the built-in ones', async () => {
    const path = file('good.yaml', `retention: { days: 40 }\ntests:\n  ${row('build')}\n`);

    expect(await runCli(['rules', 'test', path])).toEqual({
      code: 0,
      out: `${path}: 1 row, all as wanted\n`,
      err: '',
    });
  });

  it('ends with 1 and prints each row that differs', async () => {
    const path = file('differs.yaml', `tests:\n  ${row('build')}\n  ${row('test')}\n`);

    const { code, out } = await runCli(['rules', 'test', path]);

    expect(code).toBe(1);
    expect(out).toBe(
      `${path}:3: Travis CI - Branch success: kind is build, wanted test\n${path}: 2 rows, 1 not as wanted\n`,
    );
  });

  it('prints the same as JSON', async () => {
    const path = file('json.yaml', `tests:\n  ${row('test')}\n`);

    const { code, out } = await runCli(['rules', 'test', path, '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      files: [
        {
          file: path,
          rows: 1,
          differing: [
            {
              file: path,
              line: 2,
              row: 'Travis CI - Branch success',
              differences: [{ field: 'kind', wanted: 'test', got: 'build' }],
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['a file without a table', 'kinds: [{ name: x, kind: test }]', 'has no table to test'],
    ['a broken file', 'kinds: 3', 'kinds must be a list, got 3'],
  ])('ends with 2 for %s', async (_name, text, message) => {
    const { code, out, err } = await runCli(['rules', 'test', file('bad.yaml', text)]);

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it.each([
    ['a file that is not there', ['test', '/nowhere/rules.yaml']],
    ['no file', ['test']],
    ['no command', []],
    ['an unknown command', ['prove']],
  ])('ends with 2 for %s', async (_name, args) => {
    const { code, err } = await runCli(['rules', ...args]);

    expect(code).toBe(2);
    expect(err).not.toBe('');
  });
});

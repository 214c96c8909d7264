import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from '../../src/cli/run-program.ts';
import { runCli } from '../support/run-cli.ts';

const slos = new URL('../../slos/', import.meta.url).pathname;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it('tells its version', async () => {
    expect(await runCli(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it.each([[], ['serve'], ['demo'], ['migrate'], ['status'], ['verify'], ['validate'], ['replay'], ['load']])(
    'helps with %s',
    async (...command) => {
      expect(await runCli([...command, '--help'])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^Usage: cislo/),
      });
    },
  );

  it.each([
    ['no command', []],
    ['an unknown command', ['measure']],
    ['an unknown option', ['status', '--yaml']],
    ['a missing argument', ['validate']],
    ['a value that is not allowed', ['demo', '--deliveries', 'many']],
    ['an address that is none', ['status', '--url', 'localhost']],
  ])('ends with 2 for %s', async (_name, args) => {
    const { code, err } = await runCli(args);

    expect(code).toBe(2);
    expect(err).not.toBe('');
  });

  it.each([['serve'], ['migrate'], ['status'], ['verify']])(
    '%s ends with 2 and lists every wrong setting',
    async (command) => {
      const { code, err } = await runCli([command], {
        PORT: 'x',
        DATABASE_URL: 'mysql://secret',
        CISLO_PUBLIC: 'maybe',
      });

      expect(code).toBe(2);
      expect(err).toMatch(/PORT[\s\S]*CISLO_PUBLIC/);
      expect(err).not.toContain('mysql://secret');
    },
  );

  it('ends with 1 and the place for an error that nobody expected', async () => {
    const program = new Command('cislo').action(() => {
      throw new Error('unforeseen');
    });

    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const code = await runProgram(program, []);

    expect(code).toBe(1);
    expect(write).toHaveBeenCalledWith(expect.stringMatching(/bug[\s\S]*unforeseen[\s\S]*at /));
    write.mockRestore();
  });
});

describe('validate', () => {
  it('finds nothing wrong with the built-in objectives', async () => {
    const { code, out } = await runCli(['validate', slos]);

    expect(code).toBe(0);
    expect(out).toMatch(/first-status.yaml: valid\n/);
  });

  it('prints each problem with its place and ends with 1', async () => {
    const file = join(folder, 'bad.yaml');
    writeFileSync(file, 'apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: Bad Name }\nspec: {}\n');

    const text = await runCli(['validate', file]);
    const json = await runCli(['validate', '--json', '--strict', file]);

    expect(text.code).toBe(1);
    expect(text.out).toContain(`${file}:3:`);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ files: [{ file, valid: false, problems: expect.any(Array) }] });
  });

  it('finds a file of another vendor valid and warns of what cislo cannot run', async () => {
    const file = join(folder, 'vendor.yaml');
    const query = '{ metricSource: { type: Datadog, spec: { query: q } } }';
    const indicator = `{ metadata: { name: i }, spec: { ratioMetric: { good: ${query}, total: ${query} } } }`;
    const spec = `{ service: x, indicator: ${indicator}, budgetingMethod: Occurrences, objectives: [{ target: 0.9 }] }`;
    writeFileSync(file, `apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: x }\nspec: ${spec}\n`);

    const text = await runCli(['validate', file]);
    const json = await runCli(['validate', '--json', file]);

    expect(text.code).toBe(0);
    expect(text.out).toContain(`${file}: valid\n${file}:4:`);
    expect(text.out).toContain('warning: type "Datadog" cannot be run; write cislo, prometheus');
    expect(json.code).toBe(0);
    expect(JSON.parse(json.out)).toMatchObject({
      files: [{ file, valid: true, problems: [], warnings: [{ line: 4, rule: 'not-yet' }, { rule: 'not-yet' }] }],
    });
  });

  it('ends with 2 for a file that is not there and a folder without files', async () => {
    mkdirSync(join(folder, 'empty'));

    expect(await runCli(['validate', join(folder, 'nowhere.yaml')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/ENOENT/),
    });
    expect(await runCli(['validate', join(folder, 'empty')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no .yaml/),
    });
  });
});

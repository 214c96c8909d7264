import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';
import { blocksOf } from './documents.ts';

const blocks = (language: string) =>
  blocksOf(language)
    .filter(({ path }) => path.endsWith('docs/provider-rules.md'))
    .map(({ text }) => text);
const [table, rules] = blocks('yaml') as [string, string];
const [before, after] = blocks('text') as [string, string];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-rules-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(text: string): Promise<{ readonly code: number; readonly out: string }> {
  writeFileSync(join(folder, 'teapot.yaml'), text);
  const { code, out } = await runCli(['rules', 'test', join(folder, 'teapot.yaml')]);
  return { code, out: out.replaceAll(`${folder}/`, '') };
}

describe('the worked example of provider rules', () => {
  it('fails as shown while there is only the table', async () => {
    expect(await run(table)).toEqual({ code: 1, out: before });
  });

  it('holds as shown once the rules stand above it', async () => {
    const rows = table.slice(table.indexOf('    tests:'));

    expect(await run(`${rules}${rows}`)).toEqual({ code: 0, out: after });
  });
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.ts';

it('the embedded database refuses to be distributed before anything is made', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'cislo-cli-')), 'data');

  const { code, out, err } = await runCli(['migrate', '--citus'], { CISLO_DATA_DIR: folder });

  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^cislo: the embedded database cannot be distributed; set DATABASE_URL/);
  expect(existsSync(folder)).toBe(false);
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foreignSamples } from '../foreign/samples.ts';
import { runCli } from '../support/run-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-import-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('cislo import', () => {
  it('prints what it could read, and on standard error what it could not, with its place', async () => {
    const path = join(folder, 'shop.yaml');
    writeFileSync(path, foreignSamples.slothKubernetes);

    const { code, out, err } = await runCli(['import', path]);

    expect(code).toBe(0);
    expect(out).toContain('name: shop-pay\n');
    expect(err).toBe(
      [
        `${path}:3:48: labels has no equivalent and is left out\n`,
        `${path}:10:7: alerting has no equivalent and is left out\n`,
      ].join(''),
    );
  });

  it('ends with 1 where there is nothing to import', async () => {
    const path = join(folder, 'other.yaml');
    writeFileSync(path, 'apiVersion: v1\nkind: Pod\n');

    expect(await runCli(['import', path])).toEqual({
      code: 1,
      out: '',
      err: expect.stringContaining(`${path}:1:1: "v1 Pod" is not read; there are prometheus/v1, `),
    });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loadEnv } from '../../src/app/load-env.ts';

it('an env file adds to the environment and never overrides it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-env-'));
  writeFileSync(join(folder, '.env'), 'PORT=4000\nHOST=example.org\nPRIVATE_KEY="a\\nb"\n');

  const env = loadEnv({ HOST: '127.0.0.1' }, join(folder, '.env'));

  expect(env).toEqual({ PORT: '4000', HOST: '127.0.0.1', PRIVATE_KEY: 'a\nb' });
  rmSync(folder, { recursive: true });
});

it('no env file changes nothing', () => {
  expect(loadEnv({ A: '1' }, '/nowhere/.env')).toEqual({ A: '1' });
});

it('an env file that cannot be read is an error', () => {
  expect(() => loadEnv({}, '/')).toThrow(/EISDIR/);
});

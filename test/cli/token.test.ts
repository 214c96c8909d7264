import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { entryOf, noon, status } from '../support/entries.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deploymentOf, deployTo, settleAll } from '../support/generations.ts';
import { runCli } from '../support/run-cli.ts';

let dataDir: string;
const cli = (...args: readonly string[]) => runCli(['token', ...args], { CISLO_DATA_DIR: dataDir });

beforeAll(async () => {
  dataDir = freshDataDir();
  const store = await openStore({ databaseUrl: null, dataDir, objectives: [] });
  await deployTo(store, deploymentOf(), noon);
  await store.append([entryOf(status({ at: noon }))]);
  await settleAll(store, noon);
  await store.close();
}, 60_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Listed {
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly scope: string;
    readonly repositories: readonly string[] | null;
    readonly revoked_at: string | null;
  }[];
}

describe('cislo token', () => {
  it('makes a token, prints it once, lists it without it, and revokes it', async () => {
    const made = await cli('make', 'nightly build', '--scope', 'write', '--days', '7');
    const narrow = await cli('make', 'one', '--repository', 'Octo/Repo');
    const { items } = JSON.parse((await cli('list', '--json')).out) as Listed;
    const shown = await cli('list');

    expect([made.code, narrow.code]).toEqual([0, 0]);
    expect(made.out).toMatch(/^cislo_[\w-]{43}\n$/);
    expect(items.map(({ name, scope, repositories }) => [name, scope, repositories])).toEqual(
      expect.arrayContaining([
        ['nightly build', 'write', null],
        ['one', 'read', ['octo/repo']],
      ]),
    );
    expect(shown.out).toContain('this machine');
    expect(shown.out).not.toContain(made.out.trim());

    const { id } = items[0]!;
    expect((await cli('revoke', id)).out).toBe(`${id}: revoked\n`);
    expect((await cli('revoke', id)).code).toBe(1);
    expect((await cli('list')).out).toContain('revoked ');
    const after = JSON.parse((await cli('list', '--json')).out) as Listed;
    expect(after.items.find((item) => item.id === id)?.revoked_at).toMatch(/^20/);
  });

  it.each([
    [['make', 'x', '--days', '91'], 2, /--days must be a whole number from 1 to 90, got 91/],
    [['make', 'x', '--days', 'many'], 2, /--days must be/],
    [['make', '<script>'], 2, /the name must be/],
    [['make', 'x', '--scope', 'all'], 2, /Allowed choices are read, write/],
    [['make', 'x', '--repository', 'octo/nowhere'], 1, /no delivery has told of octo\/nowhere/],
    [['revoke', 'nothing'], 1, /there is no token 'nothing'/],
  ] as const)('%j fails', async (args, code, expected) => {
    const result = await cli(...args);

    expect(result.code).toBe(code);
    expect(result.err).toMatch(expected);
  });
});

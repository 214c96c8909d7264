import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/app/read-settings.ts';
import { workerSettings } from '../../src/app/worker-settings.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { dumpRows } from '../support/dump-rows.ts';
import { entryOf, minute, noon, pullRequest, status } from '../support/entries.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { deployTo, settleAll } from '../support/generations.ts';
import { runCli } from '../support/run-cli.ts';

describe('a command in a shell with other settings than the server', () => {
  let dataDir: string;
  let sloDir: string;
  let before: string;
  beforeAll(async () => {
    dataDir = freshDataDir();
    sloDir = mkdtempSync(join(tmpdir(), 'cislo-slos-'));
    const built = readFileSync(new URL('../../slos/build-completion.yaml', import.meta.url), 'utf8');
    mkdirSync(sloDir, { recursive: true });
    writeFileSync(join(sloDir, 'builds.yaml'), built.replace("state in ('success', 'failure')", "state = 'success'"));
    await withStore(async (store) => {
      await deployTo(store, workerSettings(readSettings({})).offers, Date.now());
      await store.append([
        entryOf(pullRequest({ at: noon })),
        ...['success', 'failure', 'error'].map((conclusion, n) =>
          entryOf(status({ at: noon + n * minute, name: `build ${n}`, phase: 'final', conclusion })),
        ),
      ]);
      await settleAll(store, Date.now());
      before = await everything(store);
    });
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(sloDir, { recursive: true, force: true });
  });

  async function withStore<T>(use: (store: OpenStore) => Promise<T>): Promise<T> {
    const store = await openStore({ databaseUrl: null, dataDir });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  }
  /** The rows, and what they are made with. */
  async function everything({ db }: OpenStore): Promise<string> {
    const made = await run<object>(
      db,
      `select hash, current from deployments union all select id::text, state = 'current' from generations order by 1`,
    );
    return `${await dumpRows(db, 'with counters')}\n${JSON.stringify(made)}`;
  }
  const other = (...args: readonly string[]) => runCli(args, { CISLO_DATA_DIR: dataDir, CISLO_SLO_DIR: sloDir });

  it('status shows the numbers of the server, says what is different, and changes nothing', async () => {
    const { code, out } = await other('status');

    expect(code).toBe(0);
    expect(out).toMatch(/first-status/);
    expect(out).toContain(
      'The numbers are made with other settings than those at hand. Different: what build-completion counts; the SLO first-status, which is not here',
    );
    expect(await withStore(everything)).toBe(before);
  });

  it('status --json tells the same to a program', async () => {
    const { out } = await other('status', '--json');

    expect(JSON.parse(out)).toMatchObject({
      behind: 0,
      differs: expect.arrayContaining(['what build-completion counts']),
      generations: expect.arrayContaining([expect.objectContaining({ kind: 'fold', state: 'current', doneRatio: 1 })]),
    });
  });

  it('verify compares with what the numbers are made with, and changes nothing', async () => {
    const { code, out, err } = await other('verify');

    expect(code).toBe(0);
    expect(out).toMatch(/ 0 differences\.\n$/);
    expect(err).toContain('Compared with the settings that the numbers are made with');
    expect(await withStore(everything)).toBe(before);
  });

  it('refold makes everything again with the settings of the server', async () => {
    const { code, out } = await other('refold', '--wait');
    const after = await withStore((store) => dumpRows(store.db, 'without counters'));

    expect(code).toBe(0);
    expect(out).toBe('Everything was made again from the log.\n');
    expect(before.startsWith(after.split('\n--\n')[0] as string)).toBe(true);
    expect(JSON.parse((await other('verify', '--json')).out)).toMatchObject({ differences: [] });
  });

  it('migrate deploys the settings at hand', async () => {
    const { out } = await other('migrate');
    const { out: status } = await other('status');

    expect(out).toContain('The settings are deployed: the numbers are made with them.');
    expect(status).not.toContain('other settings');
    expect(status).toContain('build-completion is made again with new settings: 0 % done');
  });
});

describe('a database that no server has started on', () => {
  it('has nothing to make again', async () => {
    const dataDir = freshDataDir();

    const { code, err } = await runCli(['refold'], { CISLO_DATA_DIR: dataDir });

    expect(code).toBe(1);
    expect(err).toContain('no server has started on this database yet');
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe.each([['refold'], ['refold', '--wait'], ['status'], ['verify'], ['explain', '0'.repeat(32)]])(
  '%s %s',
  (...args) => {
    const folder = mkdtempSync(join(tmpdir(), 'cislo-empty-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it.each([
      ['empty', folder],
      ['missing', join(folder, 'missing')],
    ])('leaves a data folder that is %s as it is, and says that no database is there', async (_, dataDir) => {
      const { code, err } = await runCli(args, { CISLO_DATA_DIR: dataDir });

      expect(code).toBe(1);
      expect(err).toContain(`there is no database under CISLO_DATA_DIR (${dataDir})`);
      expect(readdirSync(folder)).toEqual([]);
      expect(existsSync(join(folder, 'missing'))).toBe(false);
    });
  },
);

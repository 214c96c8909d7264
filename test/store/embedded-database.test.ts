import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase, run } from '../../src/store/database.ts';
import { lockDataDir } from '../../src/store/embedded/data-dir-lock.ts';
import { openStore } from '../../src/store/open-store.ts';

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cislo-embedded-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the data folder', () => {
  it('is refused to a second process while the first one lives, and free after it', () => {
    const folder = newFolder();
    const release = lockDataDir(folder);

    expect(() => lockDataDir(folder)).toThrow(`the data folder ${folder} is in use by process ${process.pid}`);

    release();
    lockDataDir(folder)();
  });

  it('is taken over from a process that died', () => {
    const folder = newFolder();
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    writeFileSync(join(folder, 'cislo.lock'), `${dead} 1\n`);

    const release = lockDataDir(folder);

    expect(readFileSync(join(folder, 'cislo.lock'), 'utf8')).toContain(String(process.pid));
    release();
  });

  it('is taken over when another process got the number of the dead one, and when the lock is garbage', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'cislo.lock'), `${process.pid} 1\n`);
    lockDataDir(folder)();
    writeFileSync(join(folder, 'cislo.lock'), 'garbage');
    lockDataDir(folder)();
  });
});

describe('the embedded database', () => {
  it('keeps rows over a restart, speaks the types of a server, syncs its files and reports errors with their code', async () => {
    const dataDir = newFolder();
    const first = await openStore({ databaseUrl: null, dataDir });
    await expect(openStore({ databaseUrl: null, dataDir })).rejects.toMatchObject({ code: 'data_dir_locked' });
    await run(first.db, `insert into state (key, value) values ($1, $2)`, ['a', 'b']);
    const [types] = await run(
      first.db,
      `select 9007199254740991::int8 as big, '2026-01-02 03:04:05.678+00'::timestamptz as at, '{"a":[1]}'::jsonb as doc, '{1,NULL}'::int4[] as list, current_setting('fsync') as fsync`,
    );
    await expect(run(first.db, `select * from nowhere`)).rejects.toMatchObject({ code: '42P01' });
    await first.close();

    const second = await openDatabase({ databaseUrl: null, dataDir });
    const rows = await run(second, `select value from state where key = 'a'`);
    await second.destroy();

    expect(types).toEqual({
      big: 9007199254740991,
      at: Date.UTC(2026, 0, 2, 3, 4, 5, 678),
      doc: { a: [1] },
      list: [1, null],
      fsync: 'on',
    });
    expect(rows).toEqual([{ value: 'b' }]);
    await expect(run(second, `select 1`)).rejects.toThrow();
  });
});

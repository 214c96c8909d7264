import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { deliver, deliverAll, type SignedDelivery } from '../../support/deliver.ts';
import { createDatabase } from '../../support/postgres.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { environmentOf, inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { expectSameMetrics } from './expect-same-metrics.ts';
import { buildVersion, verifyWith } from './version-copy.ts';

/** What a later version may add: nothing that code of today would have to know. */
const addition = `
  create table notes (id bigint primary key, text text not null);
  alter table job_runs add column note text;
  create index job_runs_note on job_runs (note) where note is not null;
`;
const inEveryRow = ',"note":null';

const folder = mkdtempSync(join(tmpdir(), 'cislo-upgrade-'));
const older = join(folder, 'older');
const newer = join(folder, 'newer');
const deliveries = pastMonth(4_000, 'rolling upgrade');
let expected: string;

beforeAll(async () => {
  buildVersion(older);
  cpSync(older, newer, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(newer, 'migrations', '9999_notes.sql'), addition);
  expected = await undisturbedRows(deliveries);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('an upgrade of one replica after the other, in a load, loses nothing, doubles nothing and refuses nothing', async () => {
  const database = await createDatabase();
  onTestFinished(database.drop);
  const environment = environmentOf({ databaseUrl: database.url, dataDir: '' });
  const start = async (version: string): Promise<ServerProcess> => {
    const server = await startServerProcess(environment, { folder: version });
    onTestFinished(server.kill);
    return server;
  };
  const left = [...deliveries];

  // The newer version migrates while the older one serves.
  const first = await start(older);
  await deliverAll(first.url, left.splice(0, 1_000));
  const second = await whileSending(first.url, left, start(newer));
  const sentAlone = deliveries.length - left.length;
  await deliverAll([first.url, second.url], left.splice(0, 500));

  // The older one stops.
  const sending = deliver([first.url, second.url], left.splice(0, 500));
  await first.stop();
  await deliverAll(second.url, await sending);

  // It comes back, as after a crash in the middle of an upgrade.
  const third = await start(older);
  await deliverAll([second.url, third.url], left);

  await expectSameMetrics([second.url, third.url]);
  await Promise.all([second.stop(), third.stop()]);
  expect(sentAlone).toBeGreaterThan(1_000);
  for (const version of [older, newer]) {
    const { checked, differences } = await verifyWith(version, environment);
    expect(checked).toBeGreaterThan(0);
    expect(differences).toEqual([]);
  }
  const found = await inspect({ databaseUrl: database.url, dataDir: '' });
  expect(found.rows).toContain(inEveryRow);
  expect(found.rows.replaceAll(inEveryRow, '') === expected).toBe(true);
  expect(found.deliveries).toBe(new Set(deliveries.map(({ guid }) => guid)).size);
});

/** Sends some of `left` at a time until `other` is there; every delivery must be acknowledged at once. */
async function whileSending<T>(url: string, left: SignedDelivery[], other: Promise<T>): Promise<T> {
  let waiting = true;
  const done = other.finally(() => {
    waiting = false;
  });
  done.catch(() => undefined);
  while (waiting) {
    const refused = await deliver(url, left.splice(0, 10), { concurrency: 4 });
    expect(refused).toEqual([]);
    await sleep(20);
  }
  return done;
}

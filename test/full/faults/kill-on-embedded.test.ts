import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { kills, replayWithKills } from './replay-with-kills.ts';

it(`a server that is killed at ${kills} random moments loses nothing and doubles nothing on the embedded database`, async () => {
  const deliveries = pastMonth(3_000);
  // Not a copy of the template, which does not wait for the disk.
  const dataDir = await mkdtemp(join(tmpdir(), 'cislo-kill-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const database = { databaseUrl: null, dataDir };

  await replayWithKills(database, deliveries);

  const { rows, differences } = await inspect(database);
  expect(rows === (await undisturbedRows(deliveries))).toBe(true);
  expect(differences).toEqual([]);
});

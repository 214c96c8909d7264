import { expect, it, onTestFinished } from 'vitest';
import { createDatabase } from '../../support/postgres.ts';
import { inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';
import { kills, replayWithKills } from './replay-with-kills.ts';

it(`a server that is killed at ${kills} random moments loses nothing and doubles nothing on PostgreSQL`, async () => {
  const deliveries = pastMonth(3_000);
  const postgres = await createDatabase();
  onTestFinished(postgres.drop);
  const database = { databaseUrl: postgres.url, dataDir: '' };

  await replayWithKills(database, deliveries);

  const { rows, differences } = await inspect(database);
  expect(rows === (await undisturbedRows(deliveries))).toBe(true);
  expect(differences).toEqual([]);
});

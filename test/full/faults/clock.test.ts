import { rm } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { quietLog } from '../../../src/app/quiet-log.ts';
import { readSettings } from '../../../src/app/read-settings.ts';
import { startServer } from '../../../src/app/start-server.ts';
import { deliverAll } from '../../support/deliver.ts';
import { freshDataDir } from '../../support/fresh-data-dir.ts';
import { secret } from '../../support/server-process.ts';
import { inspect, pastMonth, undisturbedRows } from '../../support/undisturbed.ts';

const tenMinutes = 600_000;

it.each([
  ['ahead', tenMinutes],
  ['behind', -tenMinutes],
])('a clock that is ten minutes %s changes no row and no verdict', async (_, offset) => {
  const deliveries = pastMonth(800, 'clock');
  const expected = await undisturbedRows(deliveries);
  const dataDir = freshDataDir();
  const config = readSettings({ PORT: '0', WEBHOOK_SECRET: secret, CISLO_DATA_DIR: dataDir });
  const server = await startServer({ config, log: quietLog(), clock: () => Date.now() + offset });

  await deliverAll(server.url, deliveries);
  await server.stop();

  const { rows, differences } = await inspect({ databaseUrl: null, dataDir });
  await rm(dataDir, { recursive: true, force: true });
  expect(rows === expected).toBe(true);
  expect(differences).toEqual([]);
});

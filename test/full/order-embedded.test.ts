import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { checkOrderProperty } from '../support/order-property.ts';

describe('the embedded database', () => {
  let dataDir: string;
  let store: OpenStore;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'cislo-order-'));
    store = await openStore({ databaseUrl: null, dataDir });
  });
  afterAll(async () => {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('gives the same rows, verdicts and counters for any order, repetition and batch split of the same deliveries', async () => {
    await checkOrderProperty(store, 200);
  }, 600_000);
});

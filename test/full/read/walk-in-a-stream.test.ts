import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/demo/random.ts';
import { loadBodies, type SignedDelivery } from '../../../src/send/load-bodies.ts';
import { runLoad } from '../../../src/send/run-load.ts';
import { run } from '../../../src/store/database.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';
import { type ServerProcess, secret, startServerProcess } from '../../support/server-process.ts';

const seconds = 1000;

/** Deliveries in another order, as from a network: an end may come before its beginning, which then moves the run. */
function outOfOrder(next: () => SignedDelivery, seed: string): () => SignedDelivery {
  const random = createRandom(seed);
  const ahead = Array.from({ length: 300 }, next);
  return () => ahead.splice(random.between(0, ahead.length - 1), 1, next())[0] as SignedDelivery;
}

describe('a client that walks through a list while deliveries come at speed', () => {
  let database: TestDatabase;
  let server: ServerProcess;
  let store: OpenStore;
  beforeAll(async () => {
    database = await createDatabase();
    server = await startServerProcess({ DATABASE_URL: database.url });
    store = await openStore({ databaseUrl: database.url, dataDir: '', readOnly: true });
  });
  afterAll(async () => {
    await store?.close();
    await server?.stop();
    await database?.drop();
  });

  async function readIds(table: 'job_runs' | 'workflow_runs'): Promise<readonly string[]> {
    const rows = await run<{ id: string }>(
      store.db,
      `select id from ${table} ${table === 'job_runs' ? 'where not removed' : ''}`,
    );
    return rows.map(({ id }) => id);
  }

  async function page(path: string, cursor: string | null): Promise<{ ids: readonly string[]; next: string | null }> {
    const query = cursor === null ? '' : `&cursor=${cursor}`;
    const response = await fetch(`${server.url}${path}?limit=50${query}`);
    expect(response.status).toBe(200);
    const { items, next } = (await response.json()) as {
      readonly items: readonly { readonly id: string }[];
      readonly next: string | null;
    };
    return { ids: items.map(({ id }) => id), next };
  }

  it.each([
    ['job runs', '/api/runs', 'job_runs'],
    ['workflow runs', '/api/workflow-runs', 'workflow_runs'],
  ] as const)('meets all %s that were there in the beginning, each once', async (_, path, table) => {
    const next = loadBodies({ seed: `walk ${table} ${process.pid}`, size: '10k', now: Date.now(), secret });
    const url = new URL('/api/github/webhooks', server.url);
    const load = { url, next: outOfOrder(next, table), rate: 100, connections: 8 } as const;
    await runLoad({ ...load, durationMs: 8 * seconds });
    const traffic = runLoad({ ...load, durationMs: 15 * seconds });
    const before = await readIds(table);
    const met: string[] = [];
    let cursor: string | null = null;
    do {
      const { ids, next: following } = await page(path, cursor);
      met.push(...ids);
      cursor = following;
    } while (cursor !== null);
    const { acknowledged, sent } = await traffic;
    const still = new Set(await readIds(table));
    const [moved] = await run<{ count: number }>(
      store.db,
      `select count(*) as count from ${table} where moved_at is not null`,
    );

    expect(acknowledged).toBe(sent);
    expect(before.length).toBeGreaterThan(30);
    // The load tells of each workflow run once, at its end, so those never move.
    if (table === 'job_runs') expect(moved?.count).toBeGreaterThan(0);
    expect(met.length).toBe(new Set(met).size);
    const missed = before.filter((id) => still.has(id) && !met.includes(id));
    expect(missed).toEqual([]);
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../../src/generation/next-batch.ts';
import { workReader } from '../../../src/generation/work.ts';
import { prune } from '../../../src/retain/prune.ts';
import { run } from '../../../src/store/database.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { type CuttingProxy, startCuttingProxy } from '../../support/cutting-proxy.ts';
import { dumpRows, emptyTables } from '../../support/dump-rows.ts';
import { day, entryOf, hour, noon, pullRequest, status } from '../../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

const now = noon + day;
const entries = [
  entryOf(pullRequest({ at: noon }), { quirks: ['missing_field'] }),
  ...Array.from({ length: 20 }, (_, n) => entryOf(status({ at: noon + n * 1_000, name: `build ${n}` }))),
  ...Array.from({ length: 15 }, (_, n) =>
    entryOf(status({ at: noon + hour + n * 1_000, name: `build ${n}`, phase: 'final' })),
  ),
];

/** Acts until it succeeds, as the server does: its worker tries again, and senders come again. */
async function untilDone(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

const acts: Readonly<Record<string, { readonly cutAt: string; readonly act: (store: OpenStore) => Promise<unknown> }>> =
  {
    append: { cutAt: 'with given as materialized', act: (store) => store.append(entries) },
    fold: { cutAt: 'commit\0', act: ({ db }) => foldBatch(db, workReader(ownVersions), 1_000, now) },
    settle: { cutAt: 'commit\0', act: ({ db }) => settleBatch(db, workReader(ownVersions), 1_000, now) },
    prune: { cutAt: 'commit\0', act: ({ db }) => prune(db, now + 365 * day) },
  };

describe('a connection that is lost at the commit', () => {
  let database: TestDatabase;
  let proxy: CuttingProxy;
  let store: OpenStore;
  let undisturbed: string;
  beforeAll(async () => {
    database = await createDatabase();
    const direct = await openStore({ databaseUrl: database.url, dataDir: '' });
    await deployTo(direct, deploymentOf(), noon);
    undisturbed = await live(direct, () => undefined);
    await direct.close();
  });
  beforeEach(async () => {
    proxy = await startCuttingProxy(database.url);
    store = await openStore({ databaseUrl: proxy.url, dataDir: '' });
    await emptyTables(store.db);
  });
  afterEach(async () => {
    await store.close();
    await proxy.close();
  });
  afterAll(() => database.drop());

  /** From the delivery to the end of its retention; what there is to see before and after that. */
  async function live({ db, ...rest }: OpenStore, before: (step: string) => void): Promise<string> {
    const seen: string[] = [];
    for (const [step, { act }] of Object.entries(acts)) {
      before(step);
      await untilDone(() => act({ db, ...rest }));
      if (step === 'append') continue;
      await settleAll({ db }, now);
      seen.push(await dumpRows(db, 'with counters'));
      seen.push(
        JSON.stringify(await run(db, `select name, label, generation, exact, folded from totals order by 1, 2, 3, 4`)),
      );
    }
    return seen.join('\n===\n');
  }

  it.each(Object.keys(acts).flatMap((step) => [[step, 'before'] as const, [step, 'after'] as const]))(
    'at %s, %s the server commits, counts nothing twice and loses nothing',
    async (cutStep, when) => {
      const seen = await live(store, (step) => {
        if (step === cutStep) proxy.cut(acts[step]?.cutAt ?? '', when);
      });

      expect(proxy.cuts()).toBe(1);
      expect(seen).toBe(undisturbed);
    },
  );
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStep } from '../../../src/generation/build.ts';
import { ownVersions } from '../../../src/generation/deployment.ts';
import { workReader } from '../../../src/generation/work.ts';
import type { Objective } from '../../../src/model/objective.ts';
import { rejudgeStretch } from '../../../src/settle/rejudge-stretch.ts';
import { run } from '../../../src/store/database.ts';
import type { OpenStore } from '../../../src/store/open-store.ts';
import { verifyStore } from '../../../src/verify/verify-store.ts';
import { emptyTables } from '../../support/dump-rows.ts';
import { day, entryOf, minute, noon, pullRequest, status } from '../../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { objectives } from '../../support/objectives.ts';
import { openPostgresStore } from '../../support/postgres-store.ts';

const now = noon + day;
const builds = 60;
const judged = { together: 20, parts: 2 };
const readWork = workReader(ownVersions);
const firstStatus = objectives.find(({ name }) => name === 'first-status') as Objective;

let opened: Awaited<ReturnType<typeof openPostgresStore>>;
let store: OpenStore;
beforeAll(async () => {
  opened = await openPostgresStore();
  store = opened.store;
});
afterAll(() => opened.remove());

/** Builds of several repositories that end, and some that wait, before anybody counts builds. */
beforeEach(async () => {
  await emptyTables(store.db);
  await deployTo(store, deploymentOf({ objectives: [firstStatus] }), now);
  for (let index = 0; index < builds; index += 1) {
    const repository = {
      host: 'github.com',
      id: 1 + (index % 7),
      fullName: `octo/r${index % 7}`,
      private: false,
      installationId: 1,
    };
    const headSha = String(index).padStart(40, '0');
    const at = noon + index * minute;
    await store.append([
      { ...entryOf(pullRequest({ at, headSha, pullRequest: index + 1 })), repository },
      {
        ...entryOf(status({ at: at + 1_000, headSha, ...(index % 9 === 0 ? {} : { phase: 'final' as const }) })),
        repository,
      },
    ]);
  }
  await settleAll(store, now);
  await deployTo(store, deploymentOf({ objectives: [firstStatus, buildCompletion] }), now);
});

const buildCompletion = objectives.find(({ name }) => name === 'build-completion') as Objective;

async function build(): Promise<void> {
  while (await buildStep(store.db, readWork, 100, now, judged));
}

async function differences(): Promise<readonly unknown[]> {
  const { differences: found } = await verifyStore({
    store,
    versions: ownVersions,
    clock: () => now,
    drain: async () => true,
  });
  return found;
}

async function countBuilds(): Promise<unknown> {
  return run(
    store.db,
    `select verdict, count(*) as count from verdicts v join generations g on g.id = v.generation where g.slo = 'build-completion' group by 1 order by 1`,
  );
}

describe('a history that is judged in parts at the same time', () => {
  it('has every verdict and every sum once', async () => {
    await build();

    expect(await countBuilds()).toEqual([
      { verdict: 'bad', count: 7 },
      { verdict: 'good', count: 53 },
    ]);
    expect(await differences()).toEqual([]);
  });

  it('counts nothing twice when the transaction around the parts fails after they have committed', async () => {
    for (let failure = 0; failure < 3; failure += 1) {
      const failed = store.db.transaction().execute(async (tx) => {
        const { settling } = await readWork(tx);
        const own = settling.slos.find(({ slo }) => slo === 'build-completion');
        if (own === undefined) throw new Error('nothing is built');
        await rejudgeStretch(store.db, tx, own, settling, { ...judged, apart: 100 }, now);
        throw new Error('the connection broke');
      });
      await expect(failed).rejects.toThrow('the connection broke');
    }
    expect(await countBuilds()).not.toEqual([]);

    await build();

    expect(await countBuilds()).toEqual([
      { verdict: 'bad', count: 7 },
      { verdict: 'good', count: 53 },
    ]);
    expect(await differences()).toEqual([]);
  });
});

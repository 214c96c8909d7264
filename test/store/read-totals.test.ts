import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemViewer } from '../../src/model/viewer.ts';
import { run } from '../../src/store/database.ts';
import { chooseNamedLabels } from '../../src/store/labels/choose-named-labels.ts';
import { addTotals } from '../../src/store/settlement/add-totals.ts';
import { TotalSums } from '../../src/store/settlement/total-sums.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
  await deployTo(embedded.store, deploymentOf(), Date.UTC(2026, 0, 1));
});
afterAll(() => embedded.remove());

function queued(...changes: readonly (readonly [repository: number, amount: number])[]): TotalSums {
  const sums = new TotalSums();
  for (const [repository_id, amount] of changes)
    sums.add({ repository_id, host: 'github.com' }, 1, ['jobs_queued', 'build', 'p', '', amount]);
  return sums;
}

it('a repository keeps its own series when another becomes busier, and the rest stays in other', async () => {
  const { store } = embedded;
  for (const id of [1, 2, 3])
    await run(store.db, `insert into repositories values ($1, 'github.com', $2, false, null, now(), null)`, [
      id,
      `o/r${id}`,
    ]);
  await addTotals(store.db, queued([1, 5], [2, 3], [3, 1]), new Set());
  const byName = async (): Promise<Record<string, number>> =>
    Object.fromEntries(
      (await store.read.readTotals(systemViewer, { repositories: 2 })).map(({ repository, value }) => [
        repository,
        value,
      ]),
    );
  expect(await byName()).toEqual({ 'o/r1': 5, 'o/r2': 3, other: 1 });
  await chooseNamedLabels(store.db, { repositories: 2, providers: 50 });

  await addTotals(store.db, queued([3, 100]), new Set());

  expect(await byName()).toEqual({ 'o/r1': 5, 'o/r2': 3, other: 101 });
  expect(await store.read.readTotals(systemViewer)).toMatchObject([{ repository: '', value: 109 }]);
});

it('an exported total does not fall when a correction takes out of it, and is exact again once made good', async () => {
  const { store } = embedded;
  const value = async (): Promise<number | undefined> =>
    (await store.read.readTotals(systemViewer)).find(({ name }) => name === 'jobs_queued')?.value;

  await addTotals(store.db, queued([1, -2]), new Set());
  expect(await value()).toBe(109);
  await addTotals(store.db, queued([1, 3]), new Set());

  expect(await value()).toBe(110);
});

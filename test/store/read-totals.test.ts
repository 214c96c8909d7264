import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../src/store/database.ts';
import { addTotals, type TotalDelta } from '../../src/store/settlement/add-totals.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());

function queued(repository: number, amount: number): TotalDelta {
  return {
    repository_id: repository,
    host: 'github.com',
    name: 'jobs_queued',
    kind: 'build',
    provider: 'p',
    label: '',
    amount,
    exemplar: null,
  };
}

it('a repository keeps its own series when another becomes busier, and the rest stays in other', async () => {
  const { store } = embedded;
  for (const id of [1, 2, 3])
    await run(store.db, `insert into repositories values ($1, 'github.com', $2, false, null, now())`, [id, `o/r${id}`]);
  await addTotals(store.db, [queued(1, 5), queued(2, 3), queued(3, 1)]);
  const byName = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await store.readTotals({ max: 2 })).map(({ repository, value }) => [repository, value]));
  expect(await byName()).toEqual({ 'o/r1': 5, 'o/r2': 3, other: 1 });

  await addTotals(store.db, [queued(3, 100)]);

  expect(await byName()).toEqual({ 'o/r1': 5, 'o/r2': 3, other: 101 });
  expect(await store.readTotals()).toMatchObject([{ repository: '', value: 109 }]);
});

it('an exported total does not fall when a correction takes out of it, and is exact again once made good', async () => {
  const { store } = embedded;
  const value = async (): Promise<number | undefined> =>
    (await store.readTotals()).find(({ name }) => name === 'jobs_queued')?.value;

  await addTotals(store.db, [queued(1, -2)]);
  expect(await value()).toBe(109);
  await addTotals(store.db, [queued(1, 3)]);

  expect(await value()).toBe(110);
});

import { expect, it } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { readInstances } from '../../src/status/read-instances.ts';
import { fakeStore } from '../support/fake-store.ts';
import { objectives } from '../support/objectives.ts';

const now = Date.UTC(2026, 0, 5, 12);
const valuesOf = (index: number) => [`o/${String(index).padStart(4, '0')}`];
const bad = (index: number) => (index >= 1_000 ? 1 : 0);
const grouped = (parts: Partial<Objective>): Objective => ({
  ...(objectives[1] as Objective),
  annotations: { 'cislo.dev/group-by': 'repository' },
  ...parts,
});

it('the busiest 1,000 stand for themselves, and the rest is together one', async () => {
  // The higher the number, the fewer the events.
  const read = fakeStore({
    readInstanceCounts: async (_viewer, _grouping, windows) =>
      Array.from({ length: 1_005 }, (_, index) =>
        windows.map((window) => ({
          ...window,
          values: valuesOf(index),
          good: 2_000 - index,
          bad: bad(index),
          excluded: 0,
        })),
      ).flat(),
    readInstancePending: async () => [{ values: valuesOf(1_004), count: 3 }],
  });

  const found = await readInstances(read, systemViewer, grouped({}), now);

  const other = found.filter(({ isOther }) => isOther);
  expect(found).toHaveLength(1_001);
  expect(found[0]?.values).toEqual(valuesOf(0));
  expect(other).toMatchObject([
    { values: ['other'], status: { good: 1_000 + 999 + 998 + 997 + 996, bad: 5, pending: 3 } },
  ]);
});

it('those of slices are put together slice by slice', async () => {
  const slice = { ms: 3_600_000, localDays: null, text: '1h' };
  const objective = grouped({ method: { type: 'timeslices', slice, sliceTargetDecimal: '0.9' } });
  const read = fakeStore({
    readInstanceSteps: async (_viewer, _grouping, { to }) =>
      Array.from({ length: 1_002 }, (_, index) =>
        [2, 1].map((hours) => ({
          values: valuesOf(index),
          at: to - (to % 3_600_000) - hours * 3_600_000,
          good: index < 1_000 ? 2_000 : 10,
          bad: hours === 1 ? 5 * bad(index) : 0,
          excluded: 0,
        })),
      ).flat(),
  });

  const found = await readInstances(read, systemViewer, objective, now);

  expect(found.find(({ isOther }) => isOther)?.status.slices).toMatchObject({ counted: 2, good: 1, bad: 1 });
});

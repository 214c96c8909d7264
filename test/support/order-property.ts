import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { arbitraryEntries, arbitrarySchedule, type Schedule } from './arbitrary-entries.ts';
import { dumpRows, emptyTables } from './dump-rows.ts';
import { deploymentOf, deployTo, settleAll } from './generations.ts';

/** Long after every deadline of the generated entries. */
const now = Date.UTC(2026, 5, 1);

/** Small, so that there are many. */
const batches = { folded: 7, settled: 5 };

async function deliver(
  store: OpenStore,
  entries: readonly LogEntry[],
  schedule: Schedule,
  between: boolean,
): Promise<void> {
  await emptyTables(store.db);
  for (let from = 0, step = 0; from < schedule.order.length; step += 1) {
    const { size, settle } = schedule.batches[step % schedule.batches.length] as Schedule['batches'][number];
    await store.append(schedule.order.slice(from, from + size).map((index) => entries[index] as LogEntry));
    from += size;
    if (between && settle) await settleAll(store, now, batches);
  }
  await settleAll(store, now, batches);
}

/** Compares dumps, naming only the lines that differ. */
function expectSameRows(found: string, expected: string): void {
  if (found === expected) return;
  const [foundLines, expectedLines] = [found.split('\n'), expected.split('\n')];
  expect(foundLines.filter((line) => !expectedLines.includes(line))).toEqual(
    expectedLines.filter((line) => !foundLines.includes(line)),
  );
}

/** A test of the promise below on a database that `open` makes for it. */
export function itKeepsTheOrderProperty(
  where: string,
  open: () => Promise<{ readonly store: OpenStore; readonly remove: () => Promise<void> }>,
  numRuns: number,
): void {
  it(`${where} gives the same rows, verdicts and counters for any order, repetition and batch split of the same deliveries`, async () => {
    const { store, remove } = await open();
    onTestFinished(remove);
    await deployTo(store, deploymentOf(), now);
    await checkOrderProperty(store, numRuns);
  }, 1_200_000);
}

/**
 * The central promise on a real database: any order, repetition and batch split of the same deliveries gives the same
 * rows and verdicts, the same counters when settling runs after them, and what the pure fold makes of the log.
 */
async function checkOrderProperty(store: OpenStore, numRuns: number): Promise<void> {
  const cases = arbitraryEntries.chain((entries) =>
    fc.tuple(fc.constant(entries), arbitrarySchedule(entries.length), arbitrarySchedule(entries.length)),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([entries, one, other]) => {
      await deliver(
        store,
        entries,
        { order: entries.map((_, index) => index), batches: [{ size: 1_000, settle: false }] },
        false,
      );
      const rows = await dumpRows(store.db, 'without counters');
      const counters = await dumpRows(store.db, 'with counters');

      await deliver(store, entries, one, false);
      expectSameRows(await dumpRows(store.db, 'with counters'), counters);

      await deliver(store, entries, other, true);
      expectSameRows(await dumpRows(store.db, 'without counters'), rows);
      const { differences } = await verifyStore({
        store,
        versions: ownVersions,
        clock: () => now,
        drain: async () => undefined,
      });
      expect(differences).toEqual([]);
    }),
    { numRuns, endOnFailure: true },
  );
}

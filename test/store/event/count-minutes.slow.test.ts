import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HookAttempt, HookDelivery } from '../../../src/model/hook-delivery.ts';
import { noRepositoryId } from '../../../src/model/hook-delivery.ts';
import type { SentEvent } from '../../../src/model/sent-event.ts';
import { saveDeliveries } from '../../../src/store/recovery/save-deliveries.ts';
import { arbitraryEntries } from '../../support/arbitrary-entries.ts';
import { emptyTables } from '../../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { expectSameEvents } from './expect-same-events.ts';

const start = Date.UTC(2026, 0, 5);
const minute = 60_000;
const time = fc.integer({ min: 0, max: 900 * minute }).map((ms) => start + ms);

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
  await deployTo(embedded.store, deploymentOf(), start);
});
afterAll(() => embedded.remove());

const attempts: fc.Arbitrary<readonly HookAttempt[]> = fc.array(
  fc.record({
    id: fc.constantFrom('1', '2'),
    at: time,
    statusCode: fc.constantFrom(0, 199, 200, 299, 300, 500),
    seconds: fc.oneof(fc.constantFrom(0, 0.0005, 0.0015, 0.25, 1.2345), fc.double({ min: 0, max: 30, noNaN: true })),
    redelivery: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);
const deliveries: fc.Arbitrary<readonly HookDelivery[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 1, max: 500 }).map(String),
      repositoryId: fc.constantFrom(noRepositoryId, 42, 43),
      event: fc.constantFrom('status', 'push'),
      attempts,
      judged: fc.boolean(),
      fetch: fc.constantFrom('held', 'recovered', 'lost' as const),
    })
    .map((some) => ({
      ...some,
      host: 'github.com',
      action: null,
      fetches: 0,
      refusals: 0,
      fetchAt: null,
      fetchError: null,
    })),
  { selector: ({ id }) => id, maxLength: 20 },
);
const sent: fc.Arbitrary<readonly SentEvent[]> = fc.uniqueArray(
  fc
    .record({
      eventId: fc.integer({ min: 1, max: 500 }).map(String),
      type: fc.constantFrom('org.example.audit', 'com.example.audit'),
      subject: fc.constantFrom(null, 'orders'),
      repository: fc.constantFrom(
        null,
        { host: null, fullName: 'octo/repo' },
        { host: 'github.com', fullName: 'nobody/nowhere' },
      ),
      at: time,
      outcome: fc.constantFrom('success', 'failure', null),
      data: fc.oneof(
        fc.constantFrom<unknown>(null, 'text', 3, []),
        fc.record({
          tier: fc.constantFrom('core', 'other', 3, null),
          attempt: fc.constantFrom(1, 2, '2', null),
          labels: fc.constantFrom<unknown>(['draft'], ['x', 3], 'draft', []),
        }),
      ),
    })
    .map((some) => ({ ...some, source: '/audits', job: null, quirks: [], receivedAt: some.at })),
  { selector: ({ eventId }) => eventId, maxLength: 30 },
);

describe('stored rows in SQL', () => {
  it('have the columns of their events, and are judged as the judge does, early and late', async () => {
    const seen = { 'job-run': 0, revision: 0, delivery: 0, custom: 0 };
    await fc.assert(
      fc.asyncProperty(arbitraryEntries, deliveries, sent, time, async (entries, listed, events, early) => {
        const { store } = embedded;
        await emptyTables(store.db);
        await deployTo(store, deploymentOf(), start);
        await store.append(entries);
        await settleAll(store, early);
        await store.db.transaction().execute((tx) => saveDeliveries(tx, listed, start));
        await store.appendEvents(events);
        const fold = await currentFold();

        for (const now of [early, start + 10_000 * minute]) {
          const counts = await expectSameEvents(store.db, fold, now);
          for (const type of Object.keys(seen) as (keyof typeof seen)[]) seen[type] += counts[type];
        }
      }),
      { numRuns: 10 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(30);
  });
});

async function currentFold(): Promise<number> {
  const { id } = await embedded.store.db
    .selectFrom('generations')
    .select('id')
    .where('kind', '=', 'fold')
    .where('state', '=', 'current')
    .executeTakeFirstOrThrow();
  return id;
}

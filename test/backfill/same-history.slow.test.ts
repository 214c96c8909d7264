import fc from 'fast-check';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { run } from '../../src/store/database.ts';
import { foldRepository, type RepositoryRows } from '../../src/track/fold-repository.ts';
import { backfillWith, monthStart, webhookEntries } from '../support/backfill.ts';
import { deleteRows } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { serveRepository } from '../support/repository-api.ts';
import { rules } from '../support/rules.ts';
import { type Life, lives, livesWithApprovals } from './arbitrary-life.ts';
import { deliverLife, lifeRepository } from './deliver-life.ts';

const { id: repositoryId, full_name: fullName } = lifeRepository;
const start = monthStart + 86_400_000;

let place: EmbeddedStore;
beforeAll(async () => {
  nock.disableNetConnect();
  place = await openEmbeddedStore();
});
afterEach(() => nock.cleanAll());
afterAll(async () => {
  nock.enableNetConnect();
  await place.remove();
});

async function forget(): Promise<void> {
  await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items']);
}

async function observed(): Promise<readonly Observation[]> {
  const rows = await run<{ readonly observation: Observation }>(
    place.store.db,
    `select observation from observation_log where observation is not null`,
  );
  return rows.map(({ observation }) => observation);
}

/** What the two ways must agree on. The end of a workflow run is that of its last job over REST. */
function fold(observations: readonly Observation[]): Omit<RepositoryRows, 'workflowRuns'> & { workflowRuns: unknown } {
  const rows = foldRepository({ host: 'github.com', repositoryId, fullName, observations, rules });
  return { ...rows, workflowRuns: rows.workflowRuns.map(({ id, state, queuedAt }) => ({ id, state, queuedAt })) };
}

function serve(life: Life): ReturnType<typeof webhookEntries> {
  const deliveries = deliverLife(life, start);
  nock.cleanAll();
  serveRepository(fakeRepository(deliveries));
  return webhookEntries(deliveries);
}

describe('a pull request, with its drafts, waits and ends,', () => {
  it('has the same rows by webhook, by back-fill and by both', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(lives, async (life) => {
        const webhooks = serve(life);
        const expected = fold(webhooks.flatMap(({ observation }) => observation ?? []));

        await forget();
        await backfillWith(place.store.db, { fullName });
        const alone = fold(await observed());
        await place.store.append(webhooks);
        const backfillFirst = fold(await observed());
        await forget();
        await place.store.append(webhooks);
        await backfillWith(place.store.db, { fullName });
        const webhooksFirst = fold(await observed());

        expect(alone).toEqual(expected);
        expect(backfillFirst).toEqual(expected);
        expect(webhooksFirst).toEqual(expected);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a wait that ended', () => {
  it('is known from its webhooks, and the back-fill takes nothing from that', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(livesWithApprovals, async (life) => {
        const webhooks = serve(life);

        await forget();
        await backfillWith(place.store.db, { fullName });
        await place.store.append(webhooks);

        expect(fold(await observed())).toEqual(fold(webhooks.flatMap(({ observation }) => observation ?? [])));
      }),
      { numRuns: 12 },
    );
  });
});

describe('a back-filled pull request', () => {
  it('tells that CI was asked not to run, and that its branch was deleted', async () => {
    const then = { afterSeconds: 60 };
    serve({
      draft: true,
      author: 'ann',
      message: 'Fix [skip ci]',
      steps: [
        { ...then, type: 'ready' },
        { ...then, type: 'close' },
        { ...then, type: 'delete_branch' },
      ],
    });

    await forget();
    await backfillWith(place.store.db, { fullName });

    const told = await observed();
    expect(told.filter(({ type }) => type === 'commit')).toMatchObject([{ fact: 'skips_ci', at: start }]);
    expect(told.filter(({ type }) => type === 'repository')).toMatchObject([
      { fact: 'branch_deleted', branch: 'topic', at: start + 180_000 },
    ]);
  });

  it('of an archived repository tells that, once', async () => {
    const [opened] = deliverLife({ draft: false, author: 'ann', message: 'Fix', steps: [] }, start).slice(1);
    const repository = { ...lifeRepository, archived: true, updated_at: '2026-01-20T00:00:00Z' };
    const payload = { action: 'archived', repository };
    const archived = { guid: 'archived', event: 'repository', payload, at: start };
    nock.cleanAll();
    serveRepository(fakeRepository([opened as NonNullable<typeof opened>, archived]));

    await forget();
    await backfillWith(place.store.db, { fullName });
    const again = await backfillWith(place.store.db, { fullName });

    expect(again.backfill).toMatchObject({ stage: 'done', newFacts: 0 });
    expect((await observed()).filter(({ type }) => type === 'repository')).toMatchObject([
      { fact: 'archived', at: Date.UTC(2026, 0, 20) },
    ]);
  });
});

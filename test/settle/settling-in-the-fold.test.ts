import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import { foldBatch } from '../../src/generation/next-batch.ts';
import { workReader } from '../../src/generation/work.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { run } from '../../src/store/database.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { entryOf, hour, minute, noon, pullRequest, status } from '../support/entries.ts';
import { deploymentOf, deployTo } from '../support/generations.ts';

describe('a fold, without any settling after it', () => {
  let embedded: EmbeddedStore;
  const now = noon + 2 * minute;
  const readWork = workReader(ownVersions);
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    await deployTo(embedded.store, deploymentOf(), noon);
  });
  afterAll(() => embedded.remove());
  beforeEach(() => emptyTables(embedded.store.db));

  const rows = (sql: string): Promise<readonly object[]> => run(embedded.store.db, sql);
  const queued = (): Promise<readonly object[]> =>
    rows(`select exact from totals where name = 'jobs_queued' and repository_id = 0`);
  async function fold(...entries: readonly LogEntry[]): Promise<void> {
    await embedded.store.append(entries);
    while ((await foldBatch(embedded.store.db, readWork, 100, now)).rows > 0);
  }
  async function differences(): Promise<readonly unknown[]> {
    const store = embedded.store;
    return (await verifyStore({ store, versions: ownVersions, clock: () => now, drain: async () => undefined }))
      .differences;
  }

  it('judges and counts what has ended, and leaves nothing to do', async () => {
    await fold(entryOf(pullRequest({ at: noon })), entryOf(status({ at: noon + 1_000, phase: 'final' })));

    expect(await rows(`select distinct verdict from verdicts`)).toEqual([{ verdict: 'good' }]);
    expect(await queued()).toEqual([{ exact: 1 }]);
    expect(await rows(`select due_at from job_runs where due_at is not null`)).toEqual([]);
    expect(await rows(`select due_at from settle_queue`)).toEqual([]);
    expect(await differences()).toEqual([]);
  });

  it('queues the deadline of what has not ended, and nothing else', async () => {
    await fold(entryOf(status({ at: noon })));

    const due_at = noon + 12 * hour + minute;
    expect(await rows(`select due_at from job_runs`)).toEqual([{ due_at }]);
    expect(await rows(`select due_at from settle_queue`)).toEqual([{ due_at }]);
    expect(await queued()).toEqual([{ exact: 1 }]);
    expect(await differences()).toEqual([]);
  });

  it('counts a row once when evidence comes in two folds, and the correction of its verdict', async () => {
    const job = { source: 'workflow_job', app: 'github-actions', sender: null, externalId: 9, name: 'build' } as const;
    await fold(entryOf(status({ ...job, at: noon, phase: 'final', queuedAt: noon, startedAt: noon })));
    await fold(entryOf(status({ ...job, at: noon, phase: 'final', copied: true })));

    expect(await rows(`select id from job_runs`)).toEqual([]);
    expect(await rows(`select event_id from verdicts`)).toEqual([]);
    expect(await queued()).toEqual([{ exact: 0 }]);
    expect(
      await rows(
        `select exact from totals where name = 'slo_corrections' and label = 'build-completion' and repository_id = 0`,
      ),
    ).toEqual([{ exact: 1 }]);
    expect(await differences()).toEqual([]);
  });

  it.each(['job_runs', 'revisions'])(
    'counts a row of %s once that was marked as removed and is made again before it was un-counted',
    async (table) => {
      const change = entryOf(pullRequest({ at: noon }));
      const ended = entryOf(status({ at: noon + 1_000, phase: 'final' }));
      await fold(change, ended);
      const before = await rows(`select name, label, repository_id, exact from totals order by 1, 2, 3`);
      await rows(`update ${table} set removed = true, due_at = '2026-01-01'`);
      await rows(
        `insert into inbox select repository_id, host, 'fold:' || guid, lane, head_sha, pull_request, 'octo/repo', false, 1, received_at, received_at, ''
         from observation_log`,
      );

      await fold();

      expect(await rows(`select id from ${table} where removed or due_at is not null`)).toEqual([]);
      expect(await rows(`select name, label, repository_id, exact from totals order by 1, 2, 3`)).toEqual(before);
      expect(await differences()).toEqual([]);
    },
  );
});

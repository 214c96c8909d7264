import type { HookDelivery } from '../../src/model/hook-delivery.ts';
import { foldInbox } from '../../src/settle/fold-inbox.ts';
import { maintain } from '../../src/settle/maintain.ts';
import { prune } from '../../src/settle/prune.ts';
import { settleDue } from '../../src/settle/settle-due.ts';
import { startWorker, type WorkerOptions } from '../../src/settle/start-worker.ts';
import { verifyStore } from '../../src/settle/verify-store.ts';
import { beginBackfill } from '../../src/store/backfill/begin-backfill.ts';
import { finishBackfill, postponeBackfill } from '../../src/store/backfill/end-backfill.ts';
import { readFirstWebhook } from '../../src/store/backfill/first-webhook.ts';
import { readWaitingBackfills } from '../../src/store/backfill/read-backfill.ts';
import { countItems, readItems } from '../../src/store/backfill/read-items.ts';
import { saveBackfillPage } from '../../src/store/backfill/save-backfill-page.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { deleteWorkflowRuns } from '../../src/store/projection/remove-derived.ts';
import { findHeld } from '../../src/store/recovery/find-held.ts';
import { readDeliveries } from '../../src/store/recovery/read-deliveries.ts';
import { readWanted } from '../../src/store/recovery/read-wanted.ts';
import { releaseLease } from '../../src/store/recovery/release-lease.ts';
import { saveDeliveries } from '../../src/store/recovery/save-deliveries.ts';
import { takeLease } from '../../src/store/recovery/take-lease.ts';
import { waitForLanes } from '../../src/store/recovery/wait-for-lanes.ts';
import { emptyTables } from './dump-rows.ts';
import { day, entryOf, hour, minute, noon, pullRequest, status } from './entries.ts';
import { objectives } from './objectives.ts';
import { rules } from './rules.ts';

const now = noon + day;
const graceMs = minute;
const options = { objectives, rules, rulesHash: 'rules 1', graceMs, clock: () => now };
const repository = { host: 'github.com', id: 42, fullName: 'octo/repo', private: false, installationId: 1 };
const delivery: HookDelivery = {
  id: 'delivery-1',
  host: 'github.com',
  repositoryId: 42,
  event: 'status',
  action: null,
  attempts: [{ id: '1', at: noon, statusCode: 500, seconds: 1, redelivery: false }],
  judged: true,
  fetch: 'wanted',
  fetches: 0,
  refusals: 0,
  fetchAt: noon,
  fetchError: null,
};

/** Has the product send every statement that it has, with rows to find and to change: from a delivery to its retention. */
export async function runEveryStatement(store: OpenStore): Promise<void> {
  await emptyTables(store.db);
  await store.ping();
  await deliverAndSettle(store);
  await read(store);
  await recover(store);
  await backfill(store);
  await settleAll(store);
  await verifyStore({ ...options, store, drain: async () => undefined });
  await maintain(store.db);
  await prune(store.db, now + 365 * day);
}

async function settleAll(store: OpenStore): Promise<void> {
  while ((await foldInbox(store.db, rules, 1_000, now)) > 0);
  while ((await settleDue(store.db, objectives, graceMs, 1_000, now)) > 0);
}

async function deliverAndSettle(store: OpenStore): Promise<void> {
  const log = { info: () => undefined, warn: () => undefined };
  const worker: WorkerOptions = { ...options, store, everyMs: hour, retentionDays: 90, log };
  await (await startWorker(worker)).stop();
  const job = { source: 'workflow_job', app: 'github-actions', sender: null, externalId: 9, name: 'test' } as const;
  const run = { type: 'workflow_run', runId: 3, runAttempt: 1, headSha: 'a'.repeat(40), workflow: 'CI' } as const;
  await store.append([
    entryOf(pullRequest({ at: noon })),
    entryOf(status({ at: noon + minute })),
    entryOf(status({ ...job, at: noon + minute, phase: 'final', queuedAt: noon, startedAt: noon })),
    entryOf({
      ...run,
      phase: 'final',
      at: noon + hour,
      event: 'push',
      branch: 'main',
      conclusion: 'success',
      queuedAt: noon,
      finishedAt: noon + hour,
      url: null,
      quirks: [],
    }),
    entryOf(status({ at: noon }), { observation: null, quirks: ['missing_field'] }),
    entryOf(status({ at: noon }), { observation: null }),
    ...Array.from({ length: 40 }, (_, n) => entryOf(status({ at: noon + n, headSha: 'b'.repeat(40) }))),
  ]);
  await settleAll(store);
  // Late evidence: another verdict, a job that turns out to be a copy, another name, other rules, another objective.
  await store.append([
    entryOf(status({ at: noon + 2_000 })),
    entryOf(status({ ...job, at: noon + minute, phase: 'final', copied: true })),
    entryOf(status({ at: noon + hour }), { repository: { ...repository, fullName: 'octo/renamed' } }),
  ]);
  await settleAll(store);
  // No delivery makes the fold take a workflow run back; changed rules may.
  await deleteWorkflowRuns(store.db, [{ repository_id: 42, host: 'github.com', id: 'gone', row_hash: '' }]);
  await (await startWorker({ ...worker, rulesHash: 'rules 2', objectives: objectives.slice(0, 1) })).drain();
  await (await startWorker(worker)).drain();
}

async function read(store: OpenStore): Promise<void> {
  const filter = { repository: 'octo/repo', since: noon, until: now, headSha: 'a'.repeat(40), limit: 1 };
  for (const list of [store.listRuns, store.listWorkflowRuns, store.listRevisions]) {
    const page = await list({});
    await list({ ...filter, ...(page.next === null ? {} : { cursor: page.next }) });
  }
  await store.listRuns({ kind: 'build', provider: 'jenkins', state: 'queued', openBefore: now });
  await store.listRevisions({ verdict: 'good', pullRequest: 1 });
  await store.readTotals();
  await store.readTotals({ repositories: 2 });
  await store.readOpenJobs();
  await store.readOverdueJobs(now);
  await store.readRevisionsWithoutStatus(now);
  await store.readSloCounts([{ slo: 'first-status', from: noon - day, to: now }]);
  await store.readPending();
  await store.readLagMs(now);
  await store.countDeliveries(0);
  await store.keepAside('aside-1', 'status', '{}', 'invalid', noon);
}

async function recover({ db }: OpenStore): Promise<void> {
  await takeLease(db, 'recovery', 'one', now, minute);
  await releaseLease(db, 'recovery', 'one');
  await db.transaction().execute(async (tx) => {
    await waitForLanes(tx, [delivery]);
    await saveDeliveries(tx, [delivery], now);
  });
  await readDeliveries(db, [delivery]);
  await readWanted(db, delivery.host, now, 10);
  await findHeld(db, [delivery]);
}

async function backfill({ db }: OpenStore): Promise<void> {
  const key = { repositoryId: 42, host: 'github.com' };
  const request = { ...key, fullName: 'octo/repo', installationId: null, since: noon, webhooksSince: null };
  await beginBackfill(db, { ...request, restart: true, background: true }, now);
  await beginBackfill(db, { ...request, restart: false, background: true }, now);
  await readWaitingBackfills(db, now, 10);
  await readFirstWebhook(db, key);
  const item = { kind: 'commits', id: 'a', detail: { sha: 'a' } } as const;
  const entries = [entryOf(status({ at: noon + 3_000 }))];
  const page = { entries, found: [item], done: [item], missing: 0, stage: 'commits', place: null } as const;
  await saveBackfillPage(db, key, page);
  await readItems(db, key, 'commits', 10);
  await countItems(db, key, 'commits');
  await postponeBackfill(db, key, 'limited', now);
  await finishBackfill(db, key, now);
}

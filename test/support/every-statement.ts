import { changeStoredSlo } from '../../src/generation/change-stored-slo.ts';
import { requestRefold } from '../../src/generation/deploy.ts';
import { ownVersions } from '../../src/generation/deployment.ts';
import { foldBatch, settleBatch } from '../../src/generation/next-batch.ts';
import { workReader } from '../../src/generation/work.ts';
import { noFold } from '../../src/model/generation.ts';
import { type HookDelivery, noRepositoryId } from '../../src/model/hook-delivery.ts';
import { systemViewer, type Viewer } from '../../src/model/viewer.ts';
import { maintain } from '../../src/retain/maintain.ts';
import { prune } from '../../src/retain/prune.ts';
import { beginBackfill } from '../../src/store/backfill/begin-backfill.ts';
import { finishBackfill, postponeBackfill } from '../../src/store/backfill/end-backfill.ts';
import { readFirstWebhook } from '../../src/store/backfill/first-webhook.ts';
import { readWaitingBackfills } from '../../src/store/backfill/read-backfill.ts';
import { countItems, readItems } from '../../src/store/backfill/read-items.ts';
import { saveBackfillPage } from '../../src/store/backfill/save-backfill-page.ts';
import { countMinutes } from '../../src/store/event/count-minutes.ts';
import { listJudgedBad } from '../../src/store/event/list-judged-bad.ts';
import { readJourneys } from '../../src/store/event/read-journeys.ts';
import { beat, forgetProcesses, isServerAlive } from '../../src/store/generation/processes.ts';
import { readGenerations } from '../../src/store/generation/read-generations.ts';
import { readShown } from '../../src/store/generation/read-shown.ts';
import { markStale } from '../../src/store/generation/save-generation.ts';
import { chooseNamedLabels } from '../../src/store/labels/choose-named-labels.ts';
import { deleteMinutes } from '../../src/store/minute-retention.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { readWaiting } from '../../src/store/projection/read-waiting.ts';
import { deleteDerived } from '../../src/store/projection/remove-derived.ts';
import { requestFold } from '../../src/store/projection/request-fold.ts';
import { deleteRetired } from '../../src/store/prune/delete-retired.ts';
import { findNeededPullRequests } from '../../src/store/prune/needed-history.ts';
import { findHeld } from '../../src/store/recovery/find-held.ts';
import { readDeliveries } from '../../src/store/recovery/read-deliveries.ts';
import { readWanted } from '../../src/store/recovery/read-wanted.ts';
import { releaseLease } from '../../src/store/recovery/release-lease.ts';
import { saveDeliveries } from '../../src/store/recovery/save-deliveries.ts';
import { takeLease } from '../../src/store/recovery/take-lease.ts';
import { waitForLanes } from '../../src/store/recovery/wait-for-lanes.ts';
import { hasWork } from '../../src/store/settlement/has-work.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { startWorker } from '../../src/worker/start-worker.ts';
import type { WorkerOptions } from '../../src/worker/worker-options.ts';
import { emptyTables } from './dump-rows.ts';
import { day, entryOf, hour, minute, noon, pullRequest, status } from './entries.ts';
import { deploymentOf, settleAll as settleEverything } from './generations.ts';
import { identityStatements } from './identity-statements.ts';
import { journeyOfEvents, journeyOfRevisions } from './journeys.ts';
import { measureOnce } from './measure-once.ts';
import { tellOfAlert } from './notification-statements.ts';
import { objectiveOf, objectives } from './objectives.ts';
import { readAs } from './read-as.ts';
import { rules } from './rules.ts';

const now = noon + day;
const clock = (): number => now;
const options = { versions: ownVersions, offers: deploymentOf(), clock };
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
  // A distributed database would not take the statement that deletes from all of them.
  await emptyTables(store.db, 'truncate');
  await store.ping();
  await deliverAndSettle(store);
  await tellOfAlert(store);
  await sendEvents(store);
  await read(store);
  await recover(store);
  await measureOnce(store);
  await rebuild(store);
  await backfill(store);
  await identityStatements(store);
  await requestFold(store.db, { repository_id: 42, host: 'github.com' }, now);
  await hasWork(store.db, now);
  await settleAll(store);
  await hasWork(store.db, now);
  await findNeededPullRequests(store.db, 1, [{ repository_id: 42, host: 'github.com', pull_request: 1 }], noon - day, {
    count: 20,
    ms: 14 * day,
  });
  await verifyStore({ versions: ownVersions, clock, store, drain: async () => undefined });
  await maintain(store.db);
  await deleteMinutes(store.db, now + 365 * day, 1);
  await prune(store.db, now + 365 * day);
}

async function sendEvents(store: OpenStore): Promise<void> {
  const job = { ...status({ at: noon }), source: 'cdevent', externalId: 5 } as const;
  const event = {
    source: '/ci',
    eventId: '1',
    type: 't',
    subject: null,
    at: noon,
    outcome: null,
    data: { a: 1 },
    quirks: [],
  };
  const here = { host: null, fullName: 'octo/repo' };
  await store.appendEvents([
    { ...event, repository: null, job: null, receivedAt: noon },
    { ...event, eventId: '2', repository: here, job, receivedAt: noon },
  ]);
  await store.appendEvents([{ ...event, eventId: '3', repository: null, job: null, receivedAt: noon }]);
  await settleAll(store);
  const counted = [
    { eventType: 'job-run', fold: 1, from: 'queued_at', until: 'finished_at' },
    { eventType: 'custom', fold: noFold, from: 'at', until: 'at' },
    { eventType: 'delivery', fold: noFold, from: 'delivered_at', until: 'accepted_at' },
  ] as const;
  const journeys = { from: noon - day, to: noon + day, fold: 1 };
  await readJourneys(store.db, { indicator: journeyOfRevisions(), ...journeys });
  await readJourneys(store.db, { indicator: journeyOfRevisions(), ...journeys, choice: { only: [42], except: [7] } });
  await readJourneys(store.db, { indicator: journeyOfEvents('data.order'), ...journeys });
  for (const { fold, ...events } of counted) {
    const { indicator } = objectiveOf(events.eventType, {
      ...events,
      where: 'repository is not null',
      exclude:
        events.eventType === 'delivery'
          ? 'status_code = 1 and accepted_at is null'
          : 'resolved and deadline_at is null',
      withinMs: minute,
    });
    const range = { from: noon - day, to: noon + day, now, graceMs: 0 };
    await countMinutes(store.db, { indicator, fold, ...range });
    const chosen = { indicator, fold, ...range, choice: { only: [42], except: [7] } };
    await countMinutes(store.db, chosen);
    await listJudgedBad(store.db, chosen, 10);
  }
}

async function settleAll(store: OpenStore): Promise<void> {
  const readWork = workReader(ownVersions);
  const scope = { only: [42], except: [7] };
  await readWaiting(store.db, null, [7]);
  await foldBatch(store.db, readWork, 1_000, now, scope);
  await readWaiting(store.db, now, [7]);
  await settleBatch(store.db, readWork, 1_000, now, scope);
  await settleEverything(store, now);
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
    entryOf(status({ at: noon + 2 * hour }), { repository: { ...repository, fullName: 'octo/renamed' } }),
  ]);
  await settleAll(store);
  // A branch goes, then the App from the repository, and then from all of its installation, which names none.
  const gone = { type: 'repository', at: now, isTimeKnown: true, installationId: null, quirks: [] } as const;
  await store.append([
    entryOf({ ...gone, fact: 'branch_deleted', branch: 'main' }),
    entryOf({ ...gone, fact: 'app_removed', branch: null }),
    entryOf(
      { ...gone, fact: 'app_removed', branch: null, installationId: 1 },
      { repository: { ...repository, id: noRepositoryId, fullName: '' } },
    ),
  ]);
  await settleAll(store);
  // No delivery makes the fold take a workflow run back; changed rules may.
  await deleteDerived(store.db, 1, 'workflow_runs', [{ repository_id: 42, host: 'github.com', id: 'gone' }]);
}

/** Other rules, other objectives, everything again; and then what was replaced goes. */
async function rebuild(store: OpenStore): Promise<void> {
  const log = { info: () => undefined, warn: () => undefined };
  const deliveries = objectiveOf('deliveries', {
    eventType: 'delivery',
    where: 'true',
    exclude: 'false',
    from: 'delivered_at',
    until: 'accepted_at',
    withinMs: minute,
  });
  const builds = { ...(objectives[1] as (typeof objectives)[number]), name: 'builds' };
  const offered = [
    deploymentOf({ objectives: [...objectives, builds, deliveries] }),
    deploymentOf({ rules: { ...rules, kinds: [] } }),
    deploymentOf(),
  ];
  for (const offers of offered) {
    const worker = await startWorker({ ...options, store, everyMs: hour, retentionDays: 90, log, offers });
    await worker.build(60_000);
    await readGenerations(store.db);
    await worker.stop();
  }
  const { objectives: kept } = deploymentOf({ objectives: [{ ...builds, name: 'kept', origin: 'stored' }] });
  const content = { document: '', objectives: kept };
  for (const action of ['create', 'replace'] as const)
    await changeStoredSlo(store.db, action, { name: 'kept', content, changedBy: 'octocat' }, ownVersions, now);
  await changeStoredSlo(store.db, 'delete', { name: 'kept', content: null, changedBy: 'octocat' }, ownVersions, now);
  await requestRefold(store.db, now, async () => deploymentOf());
  const worker = await startWorker({ ...options, store, everyMs: hour, retentionDays: 90, log });
  await worker.build(60_000);
  await worker.stop();
  await markStale(store.db, [0], now);
  await beat(store.db, { id: 'other', kind: 'migrate', deployment: 'x' }, now);
  await isServerAlive(store.db, now);
  await forgetProcesses(store.db, now + 2 * day);
  await hasWork(store.db, now);
  const old = [{ repository_id: 42, host: 'github.com', pull_request: 1 }];
  const shown = await readShown(store.db);
  await findNeededPullRequests(store.db, shown.fold ?? 0, old, noon - day, { count: 20, ms: day });
  for (let deleted = -1; deleted !== 0; ) deleted = await deleteRetired(store.db, 5, now + day);
}

async function read(store: OpenStore): Promise<void> {
  await chooseNamedLabels(store.db, { repositories: 2, providers: 50 });
  for (const viewer of [systemViewer, everyone, person]) await readAs(store, viewer);
}

const everyone: Viewer = { kind: 'everyone', slos: ['first-status'], repositories: ['octo/repo'] };
const person: Viewer = {
  kind: 'person',
  login: 'octocat',
  role: 'viewer',
  host: 'github.com',
  repositoryIds: [42],
  repositories: [],
};

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

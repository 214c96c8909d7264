import { firstAttempt, type HookDelivery } from '../model/hook-delivery.ts';
import type { JobRun } from '../model/job-run.ts';
import type { Objective } from '../model/objective.ts';
import type { Revision } from '../model/revision.ts';
import { eventOfDelivery } from '../slo/event-of-delivery.ts';
import { eventOfJobRun } from '../slo/event-of-job-run.ts';
import { eventOfRevision } from '../slo/event-of-revision.ts';
import type { Db } from '../store/database.ts';
import { lockLanes } from '../store/projection/lock-lanes.ts';
import { readDueDeliveries, readDueJobRuns, readDueRevisions } from '../store/settlement/read-due.ts';
import { deliveryContributions, jobRunContributions, revisionContributions } from './contributions.ts';
import { type Settler, settleRows } from './settle-rows.ts';

/** Job runs as the settler sees them. */
export function jobRunSettler(objectives: readonly Objective[]): Settler<JobRun> {
  return {
    table: 'job_runs',
    objectives: objectives.filter(({ eventType }) => eventType === 'job-run'),
    toEvent: eventOfJobRun,
    contributionsOf: jobRunContributions,
    exemplarOf: (run) =>
      run.url === null ? null : { url: run.url, at: run.finishedAt ?? run.startedAt ?? run.queuedAt },
  };
}

/** Revision rows as the settler sees them. */
export function revisionSettler(objectives: readonly Objective[]): Settler<Revision> {
  return {
    table: 'revisions',
    objectives: objectives.filter(({ eventType }) => eventType === 'revision'),
    toEvent: eventOfRevision,
    contributionsOf: revisionContributions,
    exemplarOf: (revision) =>
      revision.url === null || revision.firstStatusAt === null
        ? null
        : { url: revision.url, at: revision.firstStatusAt },
  };
}

/** Webhook deliveries as the settler sees them. What GitHub made of one whose first attempt is not known cannot be judged. */
export function deliverySettler(objectives: readonly Objective[]): Settler<HookDelivery> {
  return {
    table: 'hook_deliveries',
    objectives: objectives.filter(({ eventType }) => eventType === 'delivery'),
    toEvent: eventOfDelivery,
    isJudged: (delivery) => delivery.judged && firstAttempt(delivery) !== null,
    contributionsOf: deliveryContributions,
    exemplarOf: () => null,
  };
}

/**
 * Settles one batch of due rows, in one transaction, in those lanes that nobody else is working in.
 * Returns how many rows were settled: 0 when there is nothing to do here.
 */
export function settleDue(
  db: Db,
  objectives: readonly Objective[],
  graceMs: number,
  limit: number,
  now: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const lanes = await lockLanes(tx, 'settling', now);
    if (lanes.length === 0) return 0;
    const jobRuns = await readDueJobRuns(tx, lanes, now, limit);
    if (jobRuns.length > 0) await settleRows(tx, jobRunSettler(objectives), jobRuns, now, graceMs);
    const revisions = await readDueRevisions(tx, lanes, now, limit);
    if (revisions.length > 0) await settleRows(tx, revisionSettler(objectives), revisions, now, graceMs);
    const deliveries = await readDueDeliveries(tx, lanes, now, limit);
    if (deliveries.length > 0) await settleRows(tx, deliverySettler(objectives), deliveries, now, graceMs);
    return jobRuns.length + revisions.length + deliveries.length;
  });
}

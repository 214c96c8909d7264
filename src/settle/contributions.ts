import { firstStatusBucketsSeconds, jobBucketsSeconds } from '../model/buckets.ts';
import type { CustomEvent } from '../model/custom-event.ts';
import type { HookDelivery } from '../model/hook-delivery.ts';
import type { JobRun } from '../model/job-run.ts';
import type { Revision } from '../model/revision.ts';
import type { TotalName } from '../store/read/view.ts';
import { rowQuirks } from './row-quirks.ts';

/** One unit in a durable total: name, kind, provider, label, amount. */
export type Contribution = readonly [name: TotalName, kind: string, provider: string, label: string, amount: number];

/**
 * What a job run counts for: once in queued, in started once it is known to have started or ended in success or
 * failure, in finished once final; its durations where there is evidence. Cancelled, skipped, unknown and abandoned runs are counted,
 * but they measured nothing, so they are left out of the histograms (a queue time stands once it started, a wait once it is over).
 */
export function jobRunContributions(run: JobRun): readonly Contribution[] {
  const { kind, provider, state } = run;
  const ended = state === 'success' || state === 'failure' || state === 'error';
  const list: Contribution[] = [['jobs_queued', kind, provider, '', 1]];
  if (run.startedAt !== null || state === 'success' || state === 'failure')
    list.push(['jobs_started', kind, provider, '', 1]);
  const isOpen = state === 'waiting' || state === 'queued' || state === 'started';
  if (!isOpen) list.push(['jobs_finished', kind, provider, state, 1]);
  if (ended || state === 'started')
    list.push(...observe('job_queue_duration', kind, provider, run.queueMs, jobBucketsSeconds));
  if (state !== 'waiting')
    list.push(...observe('job_waiting_duration', kind, provider, run.waitingMs, jobBucketsSeconds));
  if (ended) list.push(...observe('job_run_duration', kind, provider, run.runMs, jobBucketsSeconds));
  if (ended) list.push(...observe('job_duration', kind, provider, run.durationMs, jobBucketsSeconds));
  return [...list, ...quirks(run)];
}

/** What a revision row counts for: the `any` row stands for the revision itself; every row for its own first status. */
export function revisionContributions(revision: Revision): readonly Contribution[] {
  const whole: readonly Contribution[] =
    revision.provider === 'any' ? [['revisions', '', '', revision.action, 1], ...quirks(revision)] : [];
  return [
    ...whole,
    ...observe('revision_first_status', '', revision.provider, revision.firstStatusMs, firstStatusBucketsSeconds),
  ];
}

/**
 * What a delivery counts for: missed when its payload had to come from GitHub's list although we were to be told, or never
 * came; and how its recovery ended.
 */
export function deliveryContributions(delivery: HookDelivery): readonly Contribution[] {
  const { fetch, judged } = delivery;
  if (fetch !== 'recovered' && fetch !== 'ignored' && fetch !== 'lost') return [];
  const ended: Contribution = ['webhook_recovery', '', '', fetch, 1];
  const missed = fetch === 'lost' || (fetch === 'recovered' && judged);
  return missed ? [['webhook_missed', '', '', '', 1], ended] : [ended];
}

/** What an event that was sent counts for: its quirks. */
export function customEventContributions({ quirks: surprising }: CustomEvent): readonly Contribution[] {
  return surprising.map((quirk) => ['quirks', '', '', quirk, 1]);
}

/** A duration in its bucket (not cumulative; `+Inf` above the last) and in the exact sum of milliseconds. */
function observe(
  name: TotalName,
  kind: string,
  provider: string,
  ms: number | null,
  boundsSeconds: readonly number[],
): readonly Contribution[] {
  if (ms === null) return [];
  const bound = boundsSeconds.find((seconds) => ms <= seconds * 1000);
  return [
    [name, kind, provider, bound === undefined ? '+Inf' : String(bound), 1],
    [name, kind, provider, 'sum_ms', ms],
  ];
}

function quirks(row: Pick<JobRun, 'quirks'>): readonly Contribution[] {
  return rowQuirks(row).map((quirk) => ['quirks', '', '', quirk, 1]);
}

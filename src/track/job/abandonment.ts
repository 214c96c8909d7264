import type { AbandonReason } from '../../model/job-run.ts';
import type { HeadSpell } from '../revision/head-spells.ts';
import type { CommitFacts } from './commit-facts.ts';

/** When and why nobody waits for something any more. Time in ms, UTC. */
export interface Abandonment {
  readonly at: number;
  readonly by: AbandonReason;
}

/** What has to be known of a run that has no final state. Times in ms, UTC. */
export interface OpenRun {
  readonly beganAt: number;
  readonly lastReportAt: number;
  readonly branch: string | null;
  /** From `splitOccurrences`. */
  readonly period: number;
  readonly retriggeredAt: number | null;
}

/**
 * When nobody waited for a run without a final state any more, and why; the earliest reason counts. null: somebody still waits.
 *
 * Its commit was replaced as a head, or its merge group is gone: at that time, or at once where it began later. Everything else
 * (closed, branch or repository gone, App removed) counts only for a run that had begun by then.
 */
export function abandonment(run: OpenRun, commit: CommitFacts): Abandonment | null {
  const found = [retriggered(run), headGone(run, commit), ...factsAbout(run, commit)].filter(
    (each): each is Abandonment => each !== null,
  );
  return found.reduce<Abandonment | null>(
    (first, each) => (first === null || isBefore(each, first) ? each : first),
    null,
  );
}

/** Of equal times the word that comes first, so that the order of deliveries does not matter. */
function isBefore(a: Abandonment, b: Abandonment): boolean {
  return a.at < b.at || (a.at === b.at && a.by < b.by);
}

function retriggered({ retriggeredAt }: OpenRun): Abandonment | null {
  return retriggeredAt === null ? null : { at: retriggeredAt, by: 'retriggered' };
}

/** All pull requests that had the commit as a head have gone on or are closed; the last one to do so tells when and why. */
function headGone({ beganAt, period }: OpenRun, commit: CommitFacts): Abandonment | null {
  // A run of an earlier period is judged by what was before the commit came back.
  const before = commit.renewals[period] ?? Number.POSITIVE_INFINITY;
  let last: HeadSpell | null = null;
  for (const spells of commit.spells) {
    const own = spells.findLast(({ from }) => from < before);
    if (own === undefined) continue;
    if (own.to === null || own.to > before) return null;
    if (last === null || own.to > (last.to as number)) last = own;
  }
  if (last === null) return null;
  const at = last.to as number;
  if (last.endedBy === 'new_head') return { at: Math.max(at, beganAt), by: 'new_head' };
  return beganAt <= at ? { at, by: 'closed' } : null;
}

const reasons = {
  deleted: 'repository_deleted',
  archived: 'repository_archived',
  app_removed: 'app_removed',
  branch_deleted: 'branch_deleted',
} as const;

function factsAbout({ beganAt, lastReportAt, branch }: OpenRun, commit: CommitFacts): readonly Abandonment[] {
  const gone = commit.destroyed.map(
    ({ at, isTimeKnown }): Abandonment => ({
      at: isTimeKnown ? Math.max(at, beganAt) : lastReportAt,
      by: 'merge_group_destroyed',
    }),
  );
  const facts = commit.repositoryFacts.flatMap(({ fact, at, isTimeKnown, branch: deleted }): readonly Abandonment[] => {
    if (fact === 'renamed' || beganAt > at) return [];
    // A fork's branch may have the name of one of ours.
    if (fact === 'branch_deleted' && (branch === null || deleted !== branch || commit.fork === true)) return [];
    return [{ at: isTimeKnown ? at : lastReportAt, by: reasons[fact] }];
  });
  return [...gone, ...facts];
}

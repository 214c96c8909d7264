import type { Fields } from '../normalize/fields.ts';
import { readListedPullRequest } from '../normalize/rest/listed-pull-request.ts';
import { messageFacts } from '../normalize/rest/message-facts.ts';
import { pullRequestFacts } from '../normalize/rest/pull-request-facts.ts';
import { type PullRequestSource, pullRequestHistory } from '../normalize/rest/pull-request-history.ts';
import { branchDeletedFact } from '../normalize/rest/repository-state.ts';
import type { RestFact } from '../normalize/rest/rest-fact.ts';
import type { TimelineEntry } from '../normalize/rest/timeline-entry.ts';
import { loadPullRequestObservations } from '../store/projection/load-observations.ts';
import type { BackfillTask, ItemContent } from './backfill-task.ts';
import { fetchPushes } from './fetch-pushes.ts';
import { fetchTimeline } from './fetch-timeline.ts';
import { untoldChanges } from './untold-changes.ts';

/**
 * The changes of a pull request that only REST can tell, what else its timeline tells, and the head commits it had, which are to be
 * read then.
 */
export async function fetchPullRequest(task: BackfillTask, pullRequest: Fields): Promise<ItemContent | null> {
  const { backfill, db, retentionMs } = task;
  const listed = readListedPullRequest(pullRequest);
  if (listed === null) return null;
  const { number, headSha, headBranch, isOwnBranch, createdAt, closedAt, draft, author } = listed;
  const timeline = await fetchTimeline(task, number);
  const pushes = await fetchPushes(task, listed);
  const source: PullRequestSource = { createdAt, closedAt, headSha, draft, author, pushes, timeline };
  const changes = pullRequestHistory(source).filter(({ at }) => at >= backfill.since);

  const { repositoryId, host } = backfill;
  const told = await loadPullRequestObservations(db, [{ repository_id: repositoryId, host, pull_request: number }]);
  const span = { webhooksSince: backfill.webhooksSince, startedAt: backfill.startedAt, retentionMs };
  const untold = untoldChanges(
    changes,
    told.map(({ observation }) => observation),
    span,
  );

  const isLive = closedAt === null || closedAt >= backfill.since;
  const heads = new Set([...changes.map((change) => change.headSha), ...(isLive ? [headSha] : [])]);
  const branch = isOwnBranch ? headBranch : null;
  const recent = (timeline ?? []).filter(({ at }) => at >= backfill.since);
  return {
    facts: [
      ...pullRequestFacts(pullRequest, untold),
      ...(timeline ?? []).flatMap(({ sha, message, at }) =>
        sha !== null && heads.has(sha) ? messageFacts(sha, message, new Date(at).toISOString()) : [],
      ),
      ...(branch === null ? [] : deletionsOf(branch, recent)),
    ],
    found: [...heads].map((sha) => ({ kind: 'commits', id: sha, detail: branch === null ? {} : { branch } })),
  };
}

function deletionsOf(branch: string, timeline: readonly TimelineEntry[]): readonly RestFact[] {
  return timeline.flatMap(({ type, at }) => (type === 'branch_deleted' ? [branchDeletedFact(branch, at)] : []));
}

import { asFields, type Fields } from '../normalize/fields.ts';
import { loadPullRequestObservations } from '../store/projection/load-observations.ts';
import { parseTimestamp } from '../time/parse-timestamp.ts';
import type { BackfillTask, ItemContent } from './backfill-task.ts';
import { pullRequestFacts } from './pull-request-facts.ts';
import { type PullRequestSource, pullRequestHistory } from './pull-request-history.ts';
import { readPushes } from './read-pushes.ts';
import { readTimeline } from './read-timeline.ts';
import { untoldChanges } from './untold-changes.ts';

/** The changes of a pull request that only REST can tell, and the head commits it had, which are to be read then. */
export async function readPullRequest(task: BackfillTask, pullRequest: Fields): Promise<ItemContent | null> {
  const { backfill, db, retentionMs } = task;
  const head = asFields(pullRequest['head']);
  const number = pullRequest['number'];
  const headSha = head['sha'];
  const createdAt = parseTimestamp(pullRequest['created_at']);
  if (typeof number !== 'number' || typeof headSha !== 'string' || createdAt === null) return null;
  const closedAt = parseTimestamp(pullRequest['closed_at']);
  const timeline = await readTimeline(task, number);
  const pushes = await readPushes(task, head, createdAt);
  const source: PullRequestSource = { createdAt, closedAt, headSha, pushes, timeline };
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
  const branch = isOwnBranch(pullRequest) && typeof head['ref'] === 'string' ? { branch: head['ref'] } : {};
  return {
    facts: pullRequestFacts(pullRequest, untold),
    found: [...heads].map((sha) => ({ kind: 'commits', id: sha, detail: branch })),
  };
}

function isOwnBranch(pullRequest: Fields): boolean {
  const repo = (side: string): unknown => asFields(asFields(pullRequest[side])['repo'])['id'];
  return repo('head') !== undefined && repo('head') === repo('base');
}

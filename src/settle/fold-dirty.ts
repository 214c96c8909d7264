import type { JobObservation, WorkflowRunObservation } from '../model/observation.ts';
import type { Rules } from '../model/rules.ts';
import type { Db } from '../store/database.ts';
import { readFirstStatuses, replaceFirstStatuses } from '../store/projection/first-statuses.ts';
import {
  type CommitKey,
  findPullRequestsByHead,
  loadCommitObservations,
  loadPullRequestObservations,
  type PullRequestKey,
} from '../store/projection/load-observations.ts';
import { saveJobRuns, saveWorkflowRuns } from '../store/projection/save-derived.ts';
import { readCommitRows } from '../store/projection/stored-rows.ts';
import type { FirstStatus } from '../track/first-statuses.ts';
import { foldCommit } from '../track/fold-commit.ts';
import type { TimelineRevision } from '../track/timeline.ts';
import { byKey, commitKey, groupByKey, pullRequestKey } from './keys.ts';
import { type PullRequestChanges, pullRequestChanges } from './pull-request-changes.ts';

/** A revision that has to be made again, and whether those after it in the repository's history may expect others now. */
export interface TouchedRevision {
  readonly repository_id: number;
  readonly host: string;
  readonly revision: TimelineRevision;
  readonly changesHistory: boolean;
}

/**
 * Folds commits and pull requests about which something new is in the log, and what depends on them: the commits about
 * which a pull request's timeline now says something else, and the revisions whose head is a changed commit.
 * Writes job runs, workflow runs and first statuses; returns the revisions to make again.
 */
export async function foldDirty(db: Db, dirty: Dirty, rules: Rules, now: number): Promise<readonly TouchedRevision[]> {
  const timelines = await loadTimelines(db, dirty.pullRequests, dirty.whole, new Map());
  const heads = [...timelines.values()].flatMap(({ key, changedHeads }) =>
    changedHeads.map((head_sha) => ({ repository_id: key.repository_id, host: key.host, head_sha })),
  );
  const commits = byKey([...dirty.commits, ...heads], commitKey);
  const owners = await findPullRequestsByHead(db, [...commits.values()]);
  await loadTimelines(db, owners, dirty.whole, timelines);

  const changed = await foldCommits(db, commits, [...timelines.values()], rules, now);
  const pullRequests = byKey(dirty.pullRequests, pullRequestKey);
  return [...timelines.values()].flatMap(({ key, timeline, changedRevisions }) =>
    timeline.revisions.flatMap((revision) => {
      const commit = commitKey({ repository_id: key.repository_id, host: key.host, head_sha: revision.headSha });
      const own = pullRequests.has(pullRequestKey(key)) && changedRevisions.has(revision);
      if (!own && !commits.has(commit)) return [];
      return [
        { ...key, revision, changesHistory: (own && changedRevisions.get(revision) === true) || changed.has(commit) },
      ];
    }),
  );
}

/** What a batch of the inbox speaks of. */
export interface Dirty {
  readonly commits: readonly CommitKey[];
  readonly pullRequests: readonly PullRequestKey[];
  /** Keys of those pull requests of which everything is to be made again. */
  readonly whole: ReadonlySet<string>;
}

async function loadTimelines(
  db: Db,
  keys: readonly PullRequestKey[],
  whole: ReadonlySet<string>,
  known: Map<string, PullRequestChanges>,
): Promise<Map<string, PullRequestChanges>> {
  const missing = keys.filter((key) => !known.has(pullRequestKey(key)));
  if (missing.length === 0) return known;
  const rows = await loadPullRequestObservations(db, missing);
  for (const [key, group] of groupByKey(rows, pullRequestKey))
    known.set(key, pullRequestChanges(group, whole.has(key)));
  return known;
}

/** Folds each commit and writes its rows; returns the keys of those whose first statuses are other than before. */
async function foldCommits(
  db: Db,
  commits: ReadonlyMap<string, CommitKey>,
  timelines: readonly PullRequestChanges[],
  rules: Rules,
  now: number,
): Promise<ReadonlySet<string>> {
  const keys = [...commits.values()];
  if (keys.length === 0) return new Set();
  const observations = groupByKey(await loadCommitObservations(db, keys), commitKey);
  const timelinesByHead = groupByKey(
    timelines.flatMap(({ key, timeline }) =>
      [...new Set(timeline.heads.map(({ headSha }) => headSha))].map((head_sha) => ({
        repository_id: key.repository_id,
        host: key.host,
        head_sha,
        timeline,
      })),
    ),
    commitKey,
  );
  const folded = keys.map((key) => {
    const known = (observations.get(commitKey(key)) ?? []).map(({ observation }) => observation);
    const rows = foldCommit({
      host: key.host,
      repositoryId: key.repository_id,
      headSha: key.head_sha,
      jobs: known.filter((observation): observation is JobObservation => observation.type === 'job'),
      workflowRuns: known.filter(
        (observation): observation is WorkflowRunObservation => observation.type === 'workflow_run',
      ),
      timelines: (timelinesByHead.get(commitKey(key)) ?? []).map(({ timeline }) => timeline),
      rules,
    });
    return { key, rows };
  });
  const jobRuns = folded.flatMap(({ rows }) => rows.jobRuns);
  const workflowRuns = folded.flatMap(({ rows }) => rows.workflowRuns);
  await saveJobRuns(db, jobRuns, await readCommitRows(db, 'job_runs', keys), now);
  await saveWorkflowRuns(db, workflowRuns, await readCommitRows(db, 'workflow_runs', keys));
  return saveFirstStatuses(
    db,
    folded.map(({ key, rows }) => ({ key, firstStatuses: rows.firstStatuses })),
  );
}

async function saveFirstStatuses(
  db: Db,
  commits: readonly { readonly key: CommitKey; readonly firstStatuses: readonly FirstStatus[] }[],
): Promise<ReadonlySet<string>> {
  const stored = groupByKey(
    await readFirstStatuses(
      db,
      commits.map(({ key }) => key),
    ),
    commitKey,
  );
  const changed = commits.filter(({ key, firstStatuses }) => {
    const before = (stored.get(commitKey(key)) ?? []).map(({ provider, first_at }) => `${first_at} ${provider}`).sort();
    const after = firstStatuses.map(({ provider, at }) => `${at} ${provider}`).sort();
    return before.length !== after.length || before.some((text, index) => text !== after[index]);
  });
  await replaceFirstStatuses(
    db,
    changed.map(({ key }) => key),
    changed.flatMap(({ key, firstStatuses }) =>
      firstStatuses.map(({ provider, at }) => ({ ...key, provider, first_at: at })),
    ),
  );
  return new Set(changed.map(({ key }) => commitKey(key)));
}

import type {
  CommitObservation,
  JobObservation,
  Observation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../model/observation.ts';
import { settleFolded } from '../settle/settle-folded.ts';
import { jobRunSettler } from '../settle/settlers.ts';
import type { Db } from '../store/database.ts';
import { type AnswersOfCommit, readCommitAnswers, replaceCommitAnswers } from '../store/projection/commit-answers.ts';
import {
  type CommitKey,
  findPullRequestsByHead,
  loadCommitObservations,
  loadPullRequestObservations,
  type PullRequestKey,
} from '../store/projection/load-observations.ts';
import { loadRepositoryFacts } from '../store/projection/load-repository-facts.ts';
import { saveJobRuns, saveWorkflowRuns } from '../store/projection/save-derived.ts';
import { readCommitRows } from '../store/projection/stored-rows.ts';
import { foldCommit } from '../track/fold-commit.ts';
import type { TimelineRevision } from '../track/revision/timeline.ts';
import { byFinish } from './by-finish.ts';
import type { Folding } from './fold-generation.ts';
import { byKey, commitKey, groupByKey, pullRequestKey, repositoryKey } from './keys.ts';
import { type PullRequestChanges, pullRequestChanges } from './pull-request-changes.ts';

/** A revision that has to be made again, and whether those after it in the repository's history may expect others now. */
export interface TouchedRevision {
  readonly repository_id: number;
  readonly host: string;
  readonly revision: TimelineRevision;
  readonly changesHistory: boolean;
}

/**
 * For one generation, folds commits and pull requests about which something new is in the log, and what depends on them: the commits about
 * which a pull request's timeline now says something else, and the revisions whose head is a changed commit.
 * Writes job runs, workflow runs and answers; returns the revisions to make again.
 */
export async function foldDirty(db: Db, folding: Folding, dirty: Dirty): Promise<readonly TouchedRevision[]> {
  const timelines = await loadTimelines(db, dirty.pullRequests, dirty.whole, new Map());
  const heads = [...timelines.values()].flatMap(({ key, changedHeads }) =>
    changedHeads.map((head_sha) => ({ repository_id: key.repository_id, host: key.host, head_sha })),
  );
  const commits = byKey([...dirty.commits, ...heads], commitKey);
  const owners = await findPullRequestsByHead(db, [...commits.values()]);
  await loadTimelines(db, owners, dirty.whole, timelines);

  const changed = await foldCommits(db, folding, commits, [...timelines.values()]);
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

/** What a batch speaks of. */
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

/** Folds each commit and writes its rows; returns the keys of those whose answers are other than before. */
async function foldCommits(
  db: Db,
  { generation, dueAt, settling }: Folding,
  commits: ReadonlyMap<string, CommitKey>,
  timelines: readonly PullRequestChanges[],
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
  const repositoryFacts = await loadFacts(db, keys, [...observations.values()].flat(), timelines);
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
      commits: known.filter((observation): observation is CommitObservation => observation.type === 'commit'),
      repositoryFacts: (repositoryFacts.get(repositoryKey(key)) ?? []).map(({ observation }) => observation),
      timelines: (timelinesByHead.get(commitKey(key)) ?? []).map(({ timeline }) => timeline),
      rules: generation.rules,
    });
    return { key, rows };
  });
  const jobRuns = folded.flatMap(({ rows }) => rows.jobRuns);
  const workflowRuns = folded.flatMap(({ rows }) => rows.workflowRuns);
  const { id } = generation;
  const saving = { generation: id, dueAt };
  const stored = await readCommitRows(db, id, 'job_runs', keys);
  for (const { rows, stood, isFinished } of byFinish(settling, jobRuns, stored)) {
    const judge = isFinished ? settleFolded(db, settling, jobRunSettler(id, settling.slos)) : null;
    await saveJobRuns(db, saving, rows, stood, judge);
  }
  await saveWorkflowRuns(db, saving, workflowRuns, await readCommitRows(db, id, 'workflow_runs', keys));
  return saveAnswers(
    db,
    id,
    folded.map(({ key, rows }) => ({ ...key, answers: rows.answers, skipsCi: rows.skipsCi })),
  );
}

/** What happened to the repositories of these commits, and to the branches that their jobs and pull requests name. */
async function loadFacts(
  db: Db,
  commits: readonly CommitKey[],
  observations: readonly { readonly observation: Observation }[],
  timelines: readonly PullRequestChanges[],
): Promise<ReadonlyMap<string, readonly { readonly observation: RepositoryObservation }[]>> {
  const branches = new Set<string>();
  for (const { observation } of observations) {
    if ((observation.type === 'job' || observation.type === 'workflow_run') && observation.branch !== null)
      branches.add(observation.branch);
  }
  for (const { timeline } of timelines) {
    for (const { headBranch } of timeline.heads) if (headBranch !== null) branches.add(headBranch);
  }
  const repositories = byKey(
    commits.map(({ repository_id, host }) => ({ repository_id, host })),
    repositoryKey,
  );
  return groupByKey(await loadRepositoryFacts(db, [...repositories.values()], [...branches]), repositoryKey);
}

async function saveAnswers(
  db: Db,
  generation: number,
  commits: readonly AnswersOfCommit[],
): Promise<ReadonlySet<string>> {
  const stored = byKey(await readCommitAnswers(db, generation, commits), commitKey);
  const changed = commits.filter((commit) => {
    const before = stored.get(commitKey(commit));
    return answersText(before) !== answersText(commit);
  });
  await replaceCommitAnswers(db, generation, changed);
  return new Set(changed.map(commitKey));
}

function answersText(commit: AnswersOfCommit | undefined): string {
  const answers = commit?.answers.map(({ provider, isCi, begins, at }) => `${provider} ${isCi} ${begins} ${at}`) ?? [];
  return `${commit?.skipsCi ?? false} ${[...answers].sort().join()}`;
}

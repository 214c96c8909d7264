import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../../model/observation.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import {
  type CommitKey,
  findPullRequestsByHead,
  loadCommitObservations,
  loadPullRequestObservations,
} from '../projection/load-observations.ts';
import { loadRepositoryFacts } from '../projection/load-repository-facts.ts';
import { readAtOneMoment } from '../read-at-one-moment.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** All that the log holds of the commit of one run: what the fold makes the run from. */
export interface RunLog {
  readonly host: string;
  readonly repositoryId: number;
  readonly headSha: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly jobs: readonly JobObservation[];
  readonly workflowRuns: readonly WorkflowRunObservation[];
  readonly commits: readonly CommitObservation[];
  readonly repositoryFacts: readonly RepositoryObservation[];
  /** Of all pull requests that have the commit as a head. */
  readonly pullRequests: readonly PullRequestObservation[];
}

/**
 * Reads the log of the commit that the run of this id is on, as it is at one moment; null when the scope has no such run. The id alone is
 * enough: the key of job_runs is asked once for each repository.
 */
export function readRunLog(db: Db, scope: SeenRepositories, id: string): Promise<RunLog | null> {
  return readAtOneMoment(db, async (tx) => {
    const { fold } = await readShown(tx);
    if (fold === null) return null;
    const found = await tx
      .selectFrom('repositories as r')
      .innerJoin('job_runs as t', (join) =>
        join.onRef('t.repository_id', '=', 'r.repository_id').onRef('t.host', '=', 'r.host').on('t.id', '=', id),
      )
      .select(['t.repository_id', 't.host', 't.head_sha', 'r.full_name'])
      .where((t) => t.and([t('t.generation', '=', fold), t.not('t.removed'), inScope(scope, 't')]))
      .limit(1)
      .executeTakeFirst();
    return found === undefined ? null : readLog(tx, found, found.full_name);
  });
}

async function readLog(db: Db, key: CommitKey, repository: string): Promise<RunLog> {
  const observations = (await loadCommitObservations(db, [key])).map(({ observation }) => observation);
  const owners = await findPullRequestsByHead(db, [key]);
  const changes = owners.length === 0 ? [] : await loadPullRequestObservations(db, owners);
  const pullRequests = changes.map(({ observation }) => observation);
  const branches = [...new Set([...observations, ...pullRequests].flatMap(branchesOf))];
  const facts = await loadRepositoryFacts(db, [key], branches);
  return {
    host: key.host,
    repositoryId: key.repository_id,
    headSha: key.head_sha,
    repository,
    jobs: observations.filter((each): each is JobObservation => each.type === 'job'),
    workflowRuns: observations.filter((each): each is WorkflowRunObservation => each.type === 'workflow_run'),
    commits: observations.filter((each): each is CommitObservation => each.type === 'commit'),
    repositoryFacts: facts.map(({ observation }) => observation),
    pullRequests,
  };
}

function branchesOf(observation: Observation): readonly string[] {
  if (observation.type === 'pull_request') return observation.headBranch === null ? [] : [observation.headBranch];
  const named = observation.type === 'job' || observation.type === 'workflow_run' ? observation.branch : null;
  return named === null ? [] : [named];
}

import type { JobRun, WorkflowRun } from '../../../src/model/job-run.ts';
import type {
  JobObservation,
  Observation,
  PullRequestObservation,
  WorkflowRunObservation,
} from '../../../src/model/observation.ts';
import type { Revision } from '../../../src/model/revision.ts';
import type { Rules } from '../../../src/model/rules.ts';
import { compareRevisions } from '../../../src/track/compare-revisions.ts';
import { precedingRevisionCount } from '../../../src/track/expected-providers.ts';
import type { FirstStatus } from '../../../src/track/first-statuses.ts';
import { foldCommit } from '../../../src/track/fold-commit.ts';
import { foldPullRequest } from '../../../src/track/fold-pull-request.ts';
import { foldRevisions } from '../../../src/track/fold-revisions.ts';

/**
 * A projector in memory that, after each batch, folds only what the batch can have changed: the commits and pull requests
 * it names, commits that were or are heads of those, and the 20 revisions after a changed one. Returns the rows' ids and JSON.
 */
export function foldInBatches(batches: readonly (readonly Observation[])[], rules: Rules): ReadonlyMap<string, string> {
  const log: Observation[] = [];
  const jobRuns = new Map<string, readonly JobRun[]>();
  const workflowRuns = new Map<string, readonly WorkflowRun[]>();
  const firstStatuses = new Map<string, readonly FirstStatus[]>();
  const revisions = new Map<string, readonly Revision[]>();

  for (const batch of batches) {
    log.push(...batch);
    const dirtyPulls = new Set(batch.flatMap((each) => (each.type === 'pull_request' ? [each.pullRequest] : [])));
    const pulls = log.filter((each): each is PullRequestObservation => each.type === 'pull_request');
    const timelines = [...new Set(pulls.map((each) => each.pullRequest))].map((number) =>
      foldPullRequest(pulls.filter((each) => each.pullRequest === number)),
    );
    const dirtyTimelines = timelines.filter(({ pullRequest }) => dirtyPulls.has(pullRequest));
    const dirtyShas = new Set(
      [...batch, ...dirtyTimelines.flatMap(({ heads }) => heads)].map(({ headSha }) => headSha),
    );

    for (const headSha of dirtyShas) {
      const rows = foldCommit({
        host: 'github.com',
        repositoryId: 1,
        headSha,
        jobs: log.filter((each): each is JobObservation => each.type === 'job' && each.headSha === headSha),
        workflowRuns: log.filter(
          (each): each is WorkflowRunObservation => each.type === 'workflow_run' && each.headSha === headSha,
        ),
        timelines: timelines.filter(({ heads }) => heads.some((head) => head.headSha === headSha)),
        rules,
      });
      jobRuns.set(headSha, rows.jobRuns);
      workflowRuns.set(headSha, rows.workflowRuns);
      firstStatuses.set(headSha, rows.firstStatuses);
    }

    const known = timelines.flatMap((timeline) => timeline.revisions).sort(compareRevisions);
    const changed = known.flatMap((revision, index) =>
      dirtyPulls.has(revision.pullRequest) || dirtyShas.has(revision.headSha) ? [index] : [],
    );
    for (const [index, revision] of known.entries()) {
      if (!changed.some((dirty) => dirty <= index && index <= dirty + precedingRevisionCount)) continue;
      const rows = foldRevisions({
        host: 'github.com',
        repositoryId: 1,
        repositoryFullName: 'octo/watched',
        revisions: [revision],
        context: known.slice(Math.max(0, index - precedingRevisionCount), index),
        firstStatuses,
        rules,
      });
      revisions.set(
        JSON.stringify([revision.pullRequest, revision.headSha, revision.action, revision.changedAt]),
        rows,
      );
    }
  }

  const rows = [jobRuns, workflowRuns, revisions].flatMap((map) => [...map.values()].flat());
  return new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
}

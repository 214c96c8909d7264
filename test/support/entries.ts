import type { LogEntry } from '../../src/model/delivery.ts';
import { unknownJobFacts } from '../../src/model/job-facts.ts';
import type { JobObservation, Observation, PullRequestObservation } from '../../src/model/observation.ts';

/** Monday noon: what tests count their minutes from. */
export const noon = Date.UTC(2026, 2, 2, 12);
export const minute = 60_000;
export const hour = 3_600_000;
export const day = 86_400_000;
const sha = 'a'.repeat(40);

let sequence = 0;

/** A log entry with a GUID of its own. */
export function entryOf(observation: Observation, overrides: Partial<LogEntry> = {}): LogEntry {
  sequence += 1;
  return {
    repository: { host: 'github.com', id: 42, fullName: 'octo/repo', private: false, installationId: 1 },
    guid: `guid-${sequence}`,
    event: observation.type === 'job' ? observation.source : observation.type,
    action: null,
    receivedAt: observation.at + 500,
    sentAt: null,
    observation,
    quirks: [],
    ...overrides,
  };
}

/** A status, by default a queued build; times follow from `at` and `phase`. */
export function status(overrides: Partial<JobObservation> & { readonly at: number }): JobObservation {
  const phase = overrides.phase ?? 'queued';
  return {
    type: 'job',
    source: 'status',
    externalId: null,
    headSha: sha,
    name: 'build',
    app: null,
    sender: 'jenkins[bot]',
    phase,
    conclusion: phase === 'final' ? 'success' : null,
    text: null,
    queuedAt: phase === 'queued' ? overrides.at : null,
    startedAt: phase === 'started' ? overrides.at : null,
    finishedAt: phase === 'final' ? overrides.at : null,
    runId: null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: null,
    pullRequests: [],
    runnerLabels: [],
    ...unknownJobFacts,
    ownStepsRan: null,
    stepsCutOff: null,
    copied: false,
    url: 'https://ci.example.org/1',
    quirks: [],
    ...overrides,
  };
}

/** A pull request change, by default #1 opened with the commit that `status` speaks of. */
export function pullRequest(
  overrides: Partial<PullRequestObservation> & { readonly at: number },
): PullRequestObservation {
  return {
    type: 'pull_request',
    action: 'opened',
    pullRequest: 1,
    headSha: sha,
    headBranch: 'topic',
    baseBranch: 'main',
    fork: false,
    authorAssociation: 'MEMBER',
    draft: false,
    author: 'octocat',
    sender: 'octocat',
    url: 'https://github.com/octo/repo/pull/1',
    quirks: [],
    ...overrides,
  };
}

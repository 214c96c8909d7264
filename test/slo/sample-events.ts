import { unknownJobFacts } from '../../src/model/job-facts.ts';
import type { JobRun } from '../../src/model/job-run.ts';
import type { Revision } from '../../src/model/revision.ts';

export const noon = Date.UTC(2026, 2, 1, 12);

/** A finished build, queued at noon. */
export function jobRun(overrides: Partial<JobRun> = {}): JobRun {
  return {
    id: '0'.repeat(32),
    host: 'github.com',
    repositoryId: 7,
    headSha: 'a'.repeat(40),
    provider: 'packit-as-a-service',
    name: 'rpm-build:fedora-40-x86_64',
    source: 'check_run',
    occurrence: 1,
    attempt: null,
    externalId: 11,
    kind: 'build',
    role: 'ci',
    state: 'success',
    queuedAt: noon,
    startedAt: noon + 1500,
    finishedAt: noon + 61_500,
    queueMs: 1500,
    runMs: 60_000,
    durationMs: 61_500,
    waitingMs: null,
    abandonedAt: null,
    abandonedBy: null,
    supersededAt: null,
    pullRequests: [5, 8],
    branch: null,
    workflow: null,
    event: null,
    runId: null,
    runnerLabels: ['self-hosted', 'gpu'],
    ...unknownJobFacts,
    fork: true,
    authorAssociation: 'NONE',
    errorReason: null,
    url: null,
    quirks: [],
    ...overrides,
  };
}

/** What anyone said first about a pull request that was opened at noon: something after 4 seconds. */
export function revision(overrides: Partial<Revision> = {}): Revision {
  return {
    id: '1'.repeat(32),
    host: 'github.com',
    repositoryId: 7,
    pullRequest: 5,
    headSha: 'a'.repeat(40),
    action: 'opened',
    changedAt: noon,
    provider: 'any',
    expected: true,
    firstStatusAt: noon + 4000,
    firstStatusMs: 4000,
    firstStatusBy: 'jenkins',
    supersededAt: null,
    closedAt: null,
    askedAgainAt: null,
    abandonedAt: null,
    abandonedBy: null,
    nobodyExpected: false,
    answeredBefore: false,
    draft: false,
    author: 'octocat',
    sender: 'octocat',
    headBranch: 'topic',
    baseBranch: 'main',
    fork: false,
    authorAssociation: 'MEMBER',
    url: null,
    quirks: [],
    ...overrides,
  };
}

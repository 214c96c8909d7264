import { unknownJobFacts } from '../../src/model/job-facts.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import type { ReadDoor } from '../../src/store/read/read-door.ts';
import type { RevisionView, RunView, TotalRow, WorkflowRunView } from '../../src/store/read/view.ts';

/** All that reading needs, and nothing behind it: what is given comes out, the rest is empty. Unit tests only. */
export type FakeStore = ReadDoor;

export function fakeStore(answers: Partial<FakeStore> = {}): FakeStore {
  return {
    listRuns: async () => ({ items: [], next: null }),
    listWorkflowRuns: async () => ({ items: [], next: null }),
    listRevisions: async () => ({ items: [], next: null }),
    readRunLog: async () => null,
    readRevisionLog: async () => null,
    readTotals: async () => [],
    // All that are counted keep their names, as on a server with few of them.
    readNamedProviders: async () => [
      ...new Set((await (answers.readTotals ?? none)(systemViewer)).map(({ provider }) => provider)),
    ],
    readOpenJobs: async () => [],
    readOverdueJobs: async () => [],
    readRevisionsWithoutStatus: async () => [],
    readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 0, bad: 0, excluded: 0 })),
    readSloMinutes: async () => [],
    readSourceStandings: async () => [],
    listSloEvents: async () => ({ items: [], next: null }),
    listJourneys: async () => ({ items: [], next: null }),
    readComparedEvents: async () => [],
    countPendingAt: async () => 0,
    judgeMinutes: async () => [],
    readInstanceCounts: async () => [],
    readInstanceSteps: async () => [],
    readInstancePending: async () => [],
    listJudgedBad: async () => [],
    readEventTypes: async () => [],
    readAlertStates: async () => [],
    readRaisedAlerts: async () => [],
    readSloDays: async () => [],
    readRepositoryDays: async () => [],
    readPending: async () => new Map(),
    readObjectives: async () => [],
    readGenerations: async () => [],
    countCohort: async () => null,
    readJobFacts: async () => ({ slowest: [], flaky: [], toil: { reruns: 0, afterErrors: 0, waitedMs: 0 } }),
    readNotificationCounts: async () => [],
    listNotifications: async () => [],
    readFreshness: async (_viewer, now) => ({ asOf: now, behind: 0 }),
    readLagMs: async () => 0,
    countDeliveries: async () => 0,
    ...answers,
  };
}

async function none(): Promise<readonly TotalRow[]> {
  return [];
}

export function total(row: Pick<TotalRow, 'name' | 'value'> & Partial<TotalRow>): TotalRow {
  return { repository: '', kind: '', provider: '', label: '', exemplar: null, ...row };
}

export const someRun: RunView = {
  id: '0'.repeat(32),
  host: 'github.com',
  repositoryId: 1,
  repository: 'octo/hello',
  headSha: 'a'.repeat(40),
  provider: 'github-actions',
  name: 'build <linux>',
  source: 'workflow_job',
  occurrence: 1,
  attempt: 1,
  externalId: 7,
  kind: 'build',
  role: 'ci',
  state: 'success',
  queuedAt: Date.UTC(2026, 0, 5, 12),
  startedAt: Date.UTC(2026, 0, 5, 12, 0, 4),
  finishedAt: Date.UTC(2026, 0, 5, 12, 1, 4, 500),
  queueMs: 4000,
  runMs: 60_500,
  durationMs: 64_500,
  waitingMs: null,
  abandonedAt: null,
  abandonedBy: null,
  supersededAt: null,
  pullRequests: [3],
  branch: 'main',
  workflow: 'CI',
  event: 'push',
  runId: 5,
  runnerLabels: ['ubuntu-latest'],
  ...unknownJobFacts,
  fork: false,
  authorAssociation: null,
  errorReason: null,
  url: 'https://github.com/octo/hello/actions/runs/5/job/7',
  quirks: [],
};

export const someWorkflowRun: WorkflowRunView = {
  id: '1'.repeat(32),
  host: 'github.com',
  repositoryId: 1,
  repository: 'octo/hello',
  headSha: 'a'.repeat(40),
  runId: 5,
  attempt: 1,
  workflow: 'CI',
  event: 'push',
  branch: 'main',
  state: 'started',
  queuedAt: Date.UTC(2026, 0, 5, 12),
  finishedAt: null,
  durationMs: null,
  url: null,
};

export const someRevision: RevisionView = {
  id: '2'.repeat(32),
  host: 'github.com',
  repositoryId: 1,
  repository: 'octo/hello',
  pullRequest: 3,
  headSha: 'a'.repeat(40),
  action: 'opened',
  changedAt: Date.UTC(2026, 0, 5, 12),
  provider: 'any',
  expected: true,
  firstStatusAt: null,
  firstStatusMs: null,
  firstStatusBy: null,
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
  fork: null,
  authorAssociation: 'MEMBER',
  url: 'https://github.com/octo/hello/pull/3',
  quirks: [],
  verdict: 'bad',
};

import fc from 'fast-check';
import type { LogEntry } from '../../src/model/delivery.ts';
import { noRepositoryId } from '../../src/model/hook-delivery.ts';
import { unknownJobFacts } from '../../src/model/job-facts.ts';
import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../../src/model/observation.ts';

/** Small alphabets, so that observations meet: the same commit, the same job, the same second. */
const start = Date.UTC(2026, 0, 5);
const shas = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
const time = fc.integer({ min: 0, max: 40 }).map((step) => start + step * 20_000 * 60);
const nullable = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.option(arbitrary, { nil: null, freq: 3 });

const jobs: fc.Arbitrary<JobObservation> = fc
  .record({
    source: fc.constantFrom('status', 'check_run', 'workflow_job' as const),
    externalId: nullable(fc.integer({ min: 1, max: 5 })),
    headSha: fc.constantFrom(...shas),
    name: fc.constantFrom('rpm-build:f40', 'testing-farm:f40', 'unit test', 'packit/rpm-build:f40'),
    app: fc.constantFrom('packit-as-a-service', 'github-actions', 'dco'),
    sender: fc.constantFrom('circleci', 'packit-as-a-service[bot]', 'octocat'),
    phase: fc.constantFrom('waiting', 'queued', 'queued', 'started', 'final', 'final' as const),
    conclusion: fc.constantFrom('success', 'failure', 'cancelled', 'skipped', 'timed_out', ''),
    text: nullable(
      fc.constantFrom(
        'Submit of the build failed: no network',
        'The task was accepted.',
        'The build is in progress',
        'Tests passed',
        'on hold',
        'Overridden by octocat',
        'Skipped',
      ),
    ),
    at: time,
    early: fc.integer({ min: 0, max: 3 }),
    runId: nullable(fc.integer({ min: 1, max: 2 })),
    runAttempt: nullable(fc.integer({ min: 1, max: 2 })),
    branch: fc.constantFrom(null, null, 'topic', 'main'),
    ownStepsRan: nullable(fc.boolean()),
    stepsCutOff: nullable(fc.boolean()),
    copied: fc.boolean(),
  })
  .map(({ early, ...rest }) => {
    const { at, phase, source } = rest;
    return {
      type: 'job' as const,
      ...rest,
      app: source === 'status' ? null : source === 'workflow_job' ? 'github-actions' : rest.app,
      sender: source === 'status' ? rest.sender : null,
      conclusion: phase === 'final' ? rest.conclusion : null,
      queuedAt: phase === 'queued' ? at : source === 'workflow_job' ? at - early * 60_000 : null,
      startedAt: phase === 'started' ? at : phase === 'final' && source !== 'status' ? at - early * 30_000 : null,
      finishedAt: phase === 'final' ? at : null,
      workflow: null,
      event: null,
      pullRequests: [],
      runnerLabels: source === 'workflow_job' ? ['ubuntu-latest', 'a "quoted\\" label'] : [],
      ...unknownJobFacts,
      copied: source === 'workflow_job' && rest.copied && phase === 'final',
      url: `https://github.com/o/r/runs/${rest.externalId}`,
      quirks: [],
    };
  });

const login = fc.constantFrom('octocat', 'github-actions[bot]', null);
const pullRequests: fc.Arbitrary<PullRequestObservation> = fc
  .record({
    action: fc.constantFrom('opened', 'synchronize', 'synchronize', 'reopened', 'ready_for_review', 'closed' as const),
    pullRequest: fc.integer({ min: 1, max: 2 }),
    headSha: fc.constantFrom(...shas),
    at: time,
    fork: nullable(fc.boolean()),
    draft: nullable(fc.boolean()),
    author: login,
    sender: login,
  })
  .map((rest) => ({
    type: 'pull_request' as const,
    ...rest,
    headBranch: 'topic',
    baseBranch: 'main',
    authorAssociation: 'MEMBER',
    url: null,
    quirks: [],
  }));

const workflowRuns: fc.Arbitrary<WorkflowRunObservation> = fc
  .record({
    runId: fc.integer({ min: 1, max: 2 }),
    runAttempt: fc.integer({ min: 1, max: 2 }),
    headSha: fc.constantFrom(...shas),
    phase: fc.constantFrom('waiting', 'queued', 'started', 'final', 'final' as const),
    conclusion: fc.constantFrom('success', 'failure', 'action_required'),
    at: time,
  })
  .map((rest) => ({
    type: 'workflow_run' as const,
    ...rest,
    workflow: 'CI',
    event: 'push',
    branch: 'main',
    conclusion: rest.phase === 'final' ? rest.conclusion : null,
    queuedAt: rest.at - 60_000,
    finishedAt: rest.phase === 'final' ? rest.at : null,
    url: null,
    quirks: [],
  }));

const commits: fc.Arbitrary<CommitObservation> = fc.record({
  type: fc.constant('commit' as const),
  headSha: fc.constantFrom(...shas),
  fact: fc.constantFrom('skips_ci', 'destroyed'),
  at: time,
  isTimeKnown: fc.boolean(),
  quirks: fc.constant([]),
});

const repositories: fc.Arbitrary<RepositoryObservation> = fc
  .record({
    fact: fc.constantFrom('branch_deleted', 'branch_deleted', 'deleted', 'archived', 'app_removed', 'renamed' as const),
    branch: fc.constantFrom('topic', 'main'),
    at: time,
    isTimeKnown: fc.boolean(),
  })
  .map((rest) => ({
    type: 'repository' as const,
    ...rest,
    branch: rest.fact === 'branch_deleted' ? rest.branch : null,
    installationId: null,
    quirks: [],
  }));

const observations: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 12, arbitrary: jobs },
  { weight: 6, arbitrary: pullRequests },
  { weight: 3, arbitrary: workflowRuns },
  { weight: 1, arbitrary: commits },
  { weight: 2, arbitrary: repositories },
);

const host = fc.constantFrom('github.com', 'ghe.example.org');
const installation = fc.constantFrom(1, 1, 2);

/** A delivery about one repository, under one of its two names and of one of two installations, or of none that is told. */
const lines = fc
  .record({
    observation: observations,
    host,
    name: fc.constantFrom('old', 'new'),
    installationId: nullable(installation),
    sentAt: nullable(time),
  })
  .map(({ observation, host, name, installationId, sentAt }) => ({
    observation,
    repository: { host, id: 7, fullName: `${name}/${host.slice(0, 3)}`, private: false, installationId },
    sentAt,
  }));

/** The App was taken from all repositories of an installation, and nobody tells which those are. */
const removals = fc
  .record({ host, installationId: installation, at: time, isTimeKnown: fc.boolean() })
  .map(({ host, installationId, at, isTimeKnown }) => ({
    observation: {
      type: 'repository' as const,
      fact: 'app_removed' as const,
      branch: null,
      installationId,
      at,
      isTimeKnown,
      quirks: [],
    },
    repository: { host, id: noRepositoryId, fullName: '', private: null, installationId },
    sentAt: isTimeKnown ? at : null,
  }));

/** Log entries of two repositories that share their ids but not their hosts, each with a GUID of its own. */
export const arbitraryEntries: fc.Arbitrary<readonly LogEntry[]> = fc
  .array(fc.oneof({ weight: 30, arbitrary: lines }, { weight: 1, arbitrary: removals }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((list) =>
    list.map((line, index) => ({
      ...line,
      guid: `guid-${index}`,
      event: line.observation.type,
      action: null,
      receivedAt: start + 1_000,
      quirks: index % 7 === 0 ? (['missing_field'] as const) : [],
    })),
  );

/** A way to deliver entries: an order, repetitions, and where the batches end (and whether settling runs there). */
export interface Schedule {
  readonly order: readonly number[];
  readonly batches: readonly { readonly size: number; readonly settle: boolean }[];
}

/** Every entry at least once, some several times, in any order, cut anywhere. */
export function arbitrarySchedule(count: number): fc.Arbitrary<Schedule> {
  const all = [...Array(count).keys()];
  return fc
    .tuple(
      fc.shuffledSubarray(all, { minLength: count }),
      fc.array(fc.nat({ max: Math.max(0, count - 1) }), { maxLength: 10, size: 'max' }),
      fc.array(fc.record({ size: fc.integer({ min: 1, max: 15 }), settle: fc.boolean() }), {
        minLength: 1,
        maxLength: 10,
        size: 'max',
      }),
    )
    .map(([order, repeats, batches]) => {
      const withRepeats = [...order];
      for (const index of repeats) withRepeats.splice((index * 7) % (withRepeats.length + 1), 0, index);
      return { order: withRepeats, batches };
    });
}

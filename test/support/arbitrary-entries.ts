import fc from 'fast-check';
import type { LogEntry } from '../../src/model/delivery.ts';
import type {
  JobObservation,
  Observation,
  PullRequestObservation,
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
    externalId: nullable(fc.integer({ min: 1, max: 3 })),
    headSha: fc.constantFrom(...shas),
    name: fc.constantFrom('rpm-build:f40', 'testing-farm:f40', 'unit test'),
    app: fc.constantFrom('packit-as-a-service', 'github-actions', 'dco'),
    phase: fc.constantFrom('queued', 'started', 'final' as const),
    conclusion: fc.constantFrom('success', 'failure', 'cancelled', 'skipped', 'timed_out'),
    text: nullable(fc.constantFrom('Submit of the build failed: no network', 'Tests passed')),
    at: time,
    early: fc.integer({ min: 0, max: 3 }),
    runId: nullable(fc.integer({ min: 1, max: 3 })),
    runAttempt: nullable(fc.integer({ min: 1, max: 2 })),
    ownStepsRan: nullable(fc.boolean()),
    copied: fc.boolean().map((value) => value),
  })
  .map(({ early, ...rest }) => ({
    type: 'job' as const,
    ...rest,
    app: rest.source === 'status' ? null : rest.source === 'workflow_job' ? 'github-actions' : rest.app,
    sender: rest.source === 'status' ? 'circleci' : null,
    conclusion: rest.phase === 'final' ? rest.conclusion : null,
    queuedAt: rest.phase === 'queued' ? rest.at : rest.source === 'workflow_job' ? rest.at - early * 60_000 : null,
    startedAt:
      rest.phase === 'started'
        ? rest.at
        : rest.phase === 'final' && rest.source !== 'status'
          ? rest.at - early * 30_000
          : null,
    finishedAt: rest.phase === 'final' ? rest.at : null,
    workflow: null,
    event: null,
    branch: null,
    pullRequests: [],
    runnerLabels: rest.source === 'workflow_job' ? ['ubuntu-latest', 'a "quoted\\" label'] : [],
    runnerName: null,
    runnerGroup: null,
    copied: rest.source === 'workflow_job' && rest.copied && rest.phase === 'final',
    url: `https://github.com/o/r/runs/${rest.externalId}`,
    quirks: [],
  }));

const pullRequests: fc.Arbitrary<PullRequestObservation> = fc
  .record({
    action: fc.constantFrom('opened', 'synchronize', 'synchronize', 'reopened', 'ready_for_review', 'closed' as const),
    pullRequest: fc.integer({ min: 1, max: 2 }),
    headSha: fc.constantFrom(...shas),
    at: time,
    fork: nullable(fc.boolean()),
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
    runId: fc.integer({ min: 1, max: 3 }),
    runAttempt: fc.integer({ min: 1, max: 2 }),
    headSha: fc.constantFrom(...shas),
    phase: fc.constantFrom('queued', 'started', 'final' as const),
    at: time,
  })
  .map((rest) => ({
    type: 'workflow_run' as const,
    ...rest,
    workflow: 'CI',
    event: 'push',
    branch: 'main',
    conclusion: rest.phase === 'final' ? 'success' : null,
    queuedAt: rest.at - 60_000,
    finishedAt: rest.phase === 'final' ? rest.at : null,
    url: null,
    quirks: [],
  }));

const observations: fc.Arbitrary<Observation> = fc.oneof(
  { weight: 6, arbitrary: jobs },
  { weight: 3, arbitrary: pullRequests },
  { weight: 1, arbitrary: workflowRuns },
);

/** Log entries of two repositories that share their ids but not their hosts, each with a GUID of its own. */
export const arbitraryEntries: fc.Arbitrary<readonly LogEntry[]> = fc
  .array(fc.record({ observation: observations, host: fc.constantFrom('github.com', 'ghe.example.org') }), {
    minLength: 1,
    maxLength: 40,
    size: 'max',
  })
  .map((list) =>
    list.map(({ observation, host }, index) => ({
      repository: { host, id: 7, fullName: `o/${host.slice(0, 3)}`, private: false, installationId: null },
      guid: `guid-${index}`,
      event: observation.type,
      action: null,
      receivedAt: start + 1_000,
      sentAt: null,
      observation,
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

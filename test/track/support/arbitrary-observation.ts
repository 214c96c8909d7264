import fc from 'fast-check';
import { type JobFactField, jobFacts } from '../../../src/model/job-facts.ts';
import type {
  CommitObservation,
  JobObservation,
  Observation,
  PullRequestObservation,
  RepositoryObservation,
  WorkflowRunObservation,
} from '../../../src/model/observation.ts';
import { at } from './observations.ts';

const facts = Object.fromEntries(Object.keys(jobFacts).map((field) => [field, fc.constantFrom('r1', 'r2', null)])) as {
  readonly [Field in JobFactField]: fc.Arbitrary<string | null>;
};

/** Alphabets are small on purpose: most observations meet others of the same commit, job, id and second. */
const headSha = fc.constantFrom('a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40));
const time = fc.integer({ min: 0, max: 12 }).map(at);
const maybeTime = fc.option(time, { nil: null, freq: 3 });
const word = <T extends string>(...words: readonly T[]) => fc.constantFrom(...words);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const job: fc.Arbitrary<JobObservation> = fc
  .record({
    type: fc.constant('job' as const),
    source: word('status', 'check_run', 'workflow_job'),
    externalId: fc.constantFrom(1, 2, 3, 4, null),
    headSha,
    name: word('ci/build', 'unit', 'packit/rpm-build'),
    app: fc.constantFrom('github-actions', 'packit-as-a-service', 'checker', null),
    sender: fc.constantFrom('packit-as-a-service[bot]', 'octocat', null),
    phase: word('waiting', 'queued', 'started', 'final', 'final'),
    conclusion: word('success', 'failure', 'error', 'cancelled', 'neutral', 'finished', ''),
    text: fc.constantFrom(
      null,
      'Submit of the build failed: x',
      'The task was accepted.',
      'RPM build is in progress...',
      'Overridden by octocat',
      'Skipped by octocat',
      'on hold',
    ),
    at: time,
    queuedAt: maybeTime,
    startedAt: maybeTime,
    finishedAt: maybeTime,
    runId: fc.constantFrom(900, 901, null),
    runAttempt: fc.constantFrom(1, 2, null),
    workflow: fc.constantFrom('CI', null),
    event: fc.constantFrom('push', null),
    branch: fc.constantFrom('main', 'topic', null),
    pullRequests: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
    runnerLabels: fc.uniqueArray(word('ubuntu', 'gpu'), { maxLength: 2 }),
    ...facts,
    ownStepsRan: fc.constantFrom(true, false, null),
    stepsCutOff: fc.constantFrom(true, false, null),
    copied: fc.constantFrom(false, false, false, false, true),
    url: fc.constantFrom('https://ci.example/1', null),
    quirks: fc.uniqueArray(word('missing_time', 'missing_field'), { maxLength: 2 }),
  })
  .map(asNormalized);

/** The relations that normalize guarantees. */
function asNormalized(observation: JobObservation): JobObservation {
  const { source, phase } = observation;
  return {
    ...observation,
    app: { status: null, check_run: observation.app, workflow_job: 'github-actions', cdevent: observation.app }[source],
    sender: source === 'status' ? observation.sender : null,
    conclusion: phase === 'final' ? observation.conclusion : null,
    startedAt: phase === 'queued' || phase === 'waiting' ? null : observation.startedAt,
    finishedAt: phase === 'final' ? observation.finishedAt : null,
    copied: observation.copied && source === 'workflow_job',
  };
}

const pullRequest: fc.Arbitrary<PullRequestObservation> = fc.record({
  type: fc.constant('pull_request' as const),
  action: word('opened', 'synchronize', 'reopened', 'ready_for_review', 'closed'),
  pullRequest: fc.integer({ min: 1, max: 3 }),
  headSha,
  at: time,
  headBranch: fc.constantFrom('topic', null),
  baseBranch: fc.constantFrom('main', null),
  fork: maybe(fc.boolean()),
  authorAssociation: fc.constantFrom('MEMBER', null),
  draft: maybe(fc.boolean()),
  author: fc.constantFrom('octocat', 'github-actions[bot]', null),
  sender: fc.constantFrom('octocat', 'github-actions[bot]', null),
  url: fc.constant(null),
  quirks: fc.constant([]),
});

const workflowRun: fc.Arbitrary<WorkflowRunObservation> = fc
  .record({
    type: fc.constant('workflow_run' as const),
    runId: fc.constantFrom(900, 901),
    runAttempt: fc.constantFrom(1, 2),
    headSha,
    workflow: word('CI', 'Lint'),
    event: fc.constantFrom('push', null),
    branch: fc.constantFrom('main', null),
    phase: word('waiting', 'queued', 'started', 'final'),
    conclusion: word('success', 'failure', 'action_required', 'finished', ''),
    at: time,
    queuedAt: maybeTime,
    finishedAt: maybeTime,
    url: fc.constant(null),
    quirks: fc.constant([]),
  })
  .map((run) => (run.phase === 'final' ? run : { ...run, conclusion: null, finishedAt: null }));

const commit: fc.Arbitrary<CommitObservation> = fc.record({
  type: fc.constant('commit' as const),
  headSha,
  fact: word('skips_ci', 'destroyed'),
  at: time,
  isTimeKnown: fc.boolean(),
  quirks: fc.constant([]),
});

const repository: fc.Arbitrary<RepositoryObservation> = fc
  .record({
    type: fc.constant('repository' as const),
    fact: word('branch_deleted', 'branch_deleted', 'deleted', 'archived', 'app_removed', 'renamed'),
    branch: fc.constantFrom('main', 'topic'),
    installationId: fc.constant(null),
    at: time,
    isTimeKnown: fc.boolean(),
    quirks: fc.constant([]),
  })
  .map((observation) => (observation.fact === 'branch_deleted' ? observation : { ...observation, branch: null }));

/** Any log of one repository, up to `maxLength` observations. */
export function observationLog(maxLength = 30): fc.Arbitrary<Observation[]> {
  const one = fc.oneof(
    { weight: 5, arbitrary: job },
    { weight: 2, arbitrary: pullRequest },
    { weight: 1, arbitrary: workflowRun },
    { weight: 1, arbitrary: fc.oneof(commit, repository) },
  );
  return fc.array<Observation>(one, { maxLength });
}

/** The same log shuffled, with some of its observations repeated. */
export function rearranged<T>(log: readonly T[]): fc.Arbitrary<T[]> {
  const repeated = log.length === 0 ? fc.constant<T[]>([]) : fc.array(fc.constantFrom(...log), { maxLength: 8 });
  return repeated.chain((repeats) =>
    fc.shuffledSubarray([...log, ...repeats], { minLength: log.length + repeats.length }),
  );
}

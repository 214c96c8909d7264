import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import { canonicalJson } from '../../src/track/canonical-json.ts';
import { foldRepository } from '../../src/track/fold-repository.ts';
import { foldVersion } from '../../src/track/fold-version.ts';
import { minute, noon, pullRequest, status } from '../support/entries.ts';
import { rules } from '../support/rules.ts';

/** What the fold of each version makes of the stream below. */
const golden = { version: 1, hash: '0fef18f8b9699c1b1ad88a407d01d389' };

/** Numbers from 0 to `below`, the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A fixed stream that walks through the fold's ways: every source, phase and conclusion, changes of pull requests, what is told of commits, branches and repositories. */
function fixedStream(): readonly Observation[] {
  const next = numbers(7);
  const one = <T>(...items: readonly T[]): T => items[next(items.length)] as T;
  const shas = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => letter.repeat(40));
  const at = (): number => noon + next(4_000) * minute;
  const job = (): Observation => {
    const source = one('status', 'check_run', 'workflow_job' as const);
    const phase = one('waiting', 'queued', 'queued', 'started', 'final', 'final' as const);
    const time = at();
    return status({
      at: time,
      source,
      phase,
      headSha: one(...shas),
      name: one('rpm-build:f40', 'testing-farm:f40', 'unit test', 'packit/rpm-build:f40', 'DCO'),
      app:
        source === 'status' ? null : source === 'workflow_job' ? 'github-actions' : one('packit-as-a-service', 'dco'),
      sender: source === 'status' ? one('circleci', 'packit-as-a-service[bot]', 'octocat') : null,
      externalId: source === 'status' ? null : next(9) + 1,
      conclusion: phase === 'final' ? one('success', 'failure', 'cancelled', 'skipped', 'timed_out', '') : null,
      text: one(null, 'Submit of the build failed: no network', 'The task was accepted.', 'in progress', 'on hold'),
      startedAt: phase === 'started' || (phase === 'final' && source !== 'status') ? time - next(90) * minute : null,
      queuedAt: source === 'workflow_job' ? time - next(120) * minute : phase === 'queued' ? time : null,
      runId: one(null, 1, 2, 3),
      runAttempt: one(null, 1, 2),
      branch: one(null, 'topic', 'main'),
      ownStepsRan: one(null, true, false),
      stepsCutOff: one(null, true, false),
      copied: source === 'workflow_job' && phase === 'final' && next(5) === 0,
    });
  };
  const change = (): Observation =>
    pullRequest({
      at: at(),
      action: one('opened', 'synchronize', 'synchronize', 'reopened', 'ready_for_review', 'closed' as const),
      pullRequest: next(4) + 1,
      headSha: one(...shas),
      draft: one(null, true, false),
      author: one('octocat', 'github-actions[bot]', null),
    });
  const run = (): Observation => {
    const time = at();
    const phase = one('queued', 'started', 'final' as const);
    return {
      type: 'workflow_run',
      at: time,
      headSha: one(...shas),
      runId: next(3) + 1,
      runAttempt: next(2) + 1,
      workflow: 'CI',
      event: 'push',
      branch: 'main',
      phase,
      conclusion: phase === 'final' ? one('success', 'failure', 'action_required') : null,
      queuedAt: time - minute,
      finishedAt: phase === 'final' ? time : null,
      url: null,
      quirks: [],
    };
  };
  const told = (): Observation => ({
    type: 'commit',
    at: at(),
    headSha: one(...shas),
    fact: one('skips_ci', 'destroyed' as const),
    isTimeKnown: true,
    quirks: [],
  });
  const gone: Observation = {
    type: 'repository',
    at: noon + 3_900 * minute,
    isTimeKnown: true,
    fact: 'branch_deleted',
    branch: 'topic',
    installationId: null,
    quirks: [],
  };
  return [...Array.from({ length: 600 }, () => one(job, job, job, job, change, run, told)()), gone];
}

it('the fold makes of a fixed stream what its version says', () => {
  const rows = foldRepository({
    host: 'github.com',
    repositoryId: 42,
    fullName: 'octo/repo',
    observations: fixedStream(),
    rules,
  });
  const hash = createHash('sha256').update(canonicalJson(rows)).digest('hex').slice(0, 32);

  expect(
    { version: foldVersion, hash },
    'the fold makes other rows than before: raise foldVersion in src/track/fold-version.ts and update the golden value here',
  ).toEqual(golden);
});

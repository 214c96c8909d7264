import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Rules } from '../../src/model/rules.ts';
import { explainRun } from '../../src/track/explain/explain-run.ts';
import { foldCommit } from '../../src/track/fold-commit.ts';
import { observationLog } from './support/arbitrary-observation.ts';
import { commitInput } from './support/commit-input.ts';
import { contributed, decided, explainAll, other } from './support/explained.ts';
import { actionsJob, at, check, pullRequest, status, workflowRun } from './support/observations.ts';
import { noRules, provider, someRules, stateRule } from './support/rules.ts';

describe('any log', () => {
  test('has an explanation for each of its runs, which equals the run and tells of all its reports', () => {
    fc.assert(
      fc.property(observationLog(), (log) => {
        const input = commitInput(log, someRules);
        const rows = foldCommit(input).jobRuns;

        for (const row of rows) {
          const explained = explainRun(input, row.id);

          expect(explained?.run).toEqual(row);
          expect(explained?.provider.word).toBe(row.provider);
          expect([explained?.kind.word, explained?.role.word]).toEqual([row.kind, row.role]);
          expect(explained?.state.word).toBe(row.state);
          expect(contributed(explained ?? undefined).filter((each) => each.startsWith('opened'))).toHaveLength(1);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has none for another id', () => {
    expect(explainRun(commitInput([status('pending', 0)], noRules), 'f'.repeat(32))).toBeNull();
  });
});

describe('reports', () => {
  test('open a run, tell how it goes on, end it and repeat its end', () => {
    const [run] = explainAll([
      status('pending', 0),
      status('pending', 5),
      status('success', 9),
      status('success', 9, { externalId: 1009, text: 'again' }),
      status('success', 30),
    ]);

    expect(contributed(run)).toEqual(['opened', 'continued', 'ended', 'repeated', 'repeated']);
    expect(run?.decisions).toEqual([
      { id: 'repeated', text: 'The same end was told 2 times more: repeats change nothing.' },
    ]);
    expect(run?.observations.map(({ place, builtIn }) => [place?.file, builtIn])).toEqual(
      Array.from({ length: 5 }, () => ['rules/github.yaml', null]),
    );
  });

  test('of an Actions job that are all of a person make no run', () => {
    const rules = { ...noRules, states: [stateRule('ignore', { source: 'workflow_job' })] };

    expect(explainAll([actionsJob('success', 1, 2)], rules)).toEqual([]);
  });

  test('that no rule speaks of are read by their phase', () => {
    const rules = { ...noRules, states: [] };

    const [run] = explainAll([status('pending', 0)], rules);

    expect(run?.observations[0]).toMatchObject({ place: null, builtIn: 'phase', state: 'queued' });
    expect(run?.state).toEqual({
      word: 'queued',
      because: 'no rule speaks of it, so what GitHub says of its phase stands',
      place: null,
    });
  });

  test('of a status are of whoever sent the first one, also where another run began with it', () => {
    const [, second] = explainAll(
      [status('success', 0, { sender: 'ann' }), status('pending', 9, { sender: 'bob' })],
      noRules,
    );

    expect(second?.provider).toMatchObject({ word: 'ann', because: expect.stringContaining('ann') });
    expect(decided(second)).toContain('after_end');
  });
});

describe('a run begins', () => {
  test('anew where the system begins it anew without a word', () => {
    const packit = { name: 'packit/rpm-build', sender: 'x' };
    const [first, second] = explainAll([
      status('pending', 0, { ...packit, text: 'Build is in progress' }),
      status('pending', 60, { ...packit, text: 'The task was accepted.' }),
    ]);

    expect(decided(first)).toEqual(['retriggered']);
    expect(decided(second)).toEqual(['begun_again']);
  });

  test('anew where the commit is pushed again', () => {
    const [first, second] = explainAll([
      pullRequest('opened', 0),
      status('success', 5),
      pullRequest('synchronize', 10, { headSha: other }),
      pullRequest('synchronize', 20),
      status('pending', 25),
    ]);

    expect(decided(first)).toEqual(['only_an_end']);
    expect(second?.decisions).toEqual([
      {
        id: 'pushed_again',
        text: `The commit became a head again after another one at ${new Date(at(20)).toISOString()}, so what was reported since is a new run.`,
      },
    ]);
  });
});

describe('an end', () => {
  const people = { name: 'ci/x', sender: 'x' };
  const words = [stateRule('ignore', { text: /^Overridden by/ }), stateRule('skipped', { text: /^Skipped by/ })];
  const peopleRules = { ...noRules, providers: [provider('people', { contexts: [/^ci\/x$/], states: words })] };

  test('without a conclusion is none while more is known', () => {
    const [run] = explainAll([check('in_progress', 0), check('', 0, 5), check('success', 0, 9)]);

    expect(contributed(run)).toEqual(['opened', 'hollow', 'ended']);
    expect(run?.observations[1]).toMatchObject({ place: null, builtIn: 'no_conclusion' });
    expect(decided(run)).toEqual([]);
  });

  test('without a conclusion that is all there is makes it skipped', () => {
    const [run] = explainAll([check('', 0, 5)]);

    expect(decided(run)).toEqual(['no_conclusion']);
    expect(run?.state).toMatchObject({ word: 'skipped', place: null, because: run?.decisions[0]?.text });
  });

  test("by a person's word stands where no machine told one", () => {
    const [run] = explainAll(
      [status('pending', 0, people), status('success', 9, { ...people, text: 'Overridden by ann' })],
      peopleRules,
    );

    expect(contributed(run)).toEqual(['opened', 'dismissed']);
    expect(decided(run)).toEqual(['dismissed']);
    expect(run?.state).toMatchObject({ word: 'skipped', because: run?.decisions[0]?.text });
  });

  test("by a machine stands over a person's word", () => {
    const [run] = explainAll(
      [
        status('failure', 0, people),
        status('success', 5, { ...people, text: 'Overridden by ann' }),
        status('success', 9, { ...people, text: 'Skipped by bob' }),
      ],
      peopleRules,
    );

    expect(contributed(run)).toEqual(['opened_and_ended', 'ignored', 'repeated']);
    expect(decided(run)).toEqual(['person_over_result', 'only_an_end']);
  });

  test("by a person's word before anything else is no report", () => {
    const [run] = explainAll(
      [status('success', 0, { ...people, text: 'Overridden by ann' }), status('pending', 5, people)],
      peopleRules,
    );

    expect(contributed(run)).toEqual(['ignored', 'opened']);
  });

  test('that the job tells goes before what its check run tells', () => {
    const [run] = explainAll([
      actionsJob('in_progress', 1),
      check('cancelled', 1, 8, { app: 'github-actions', externalId: 42, name: 'test (20)' }),
      actionsJob('failure', 1, 9, { ownStepsRan: true }),
    ]);

    expect(decided(run)).toContain('job_over_check');
    expect(run?.state.word).toBe('failure');
  });

  test('of a job that nobody told is lost with its attempt', () => {
    const [run] = explainAll([actionsJob('in_progress', 1), workflowRun('success', 0, 99)]);

    expect(decided(run)).toEqual(['end_lost']);
    expect(run?.state).toMatchObject({ word: 'unknown', because: run?.decisions[0]?.text });
  });

  test('is not there for a started run that reports a queue again', () => {
    const [run] = explainAll([check('in_progress', 0), check('queued', 9)]);

    expect(decided(run)).toEqual(['stays_started']);
    expect(run?.state.because).toBe('it has not ended, and its furthest report says started');
  });
});

test('a rule of a provider gives the state, and its place stands there', () => {
  const rules: Rules = {
    ...noRules,
    providers: [
      provider('acme', {
        apps: ['checker'],
        states: [stateRule('error', { when: ['failure'], place: { file: 'cislo.yaml', line: 7 } })],
      }),
    ],
  };

  const [run] = explainAll([check('failure', 0, 9)], rules);

  expect(run?.state).toEqual({
    word: 'error',
    because: 'the report that ended it says so',
    place: { file: 'cislo.yaml', line: 7 },
  });
});

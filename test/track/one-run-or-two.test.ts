import { expect, test } from 'vitest';
import type { JobRun } from '../../src/model/job-run.ts';
import type { JobObservation } from '../../src/model/observation.ts';
import { foldRuns } from './support/fold.ts';
import { actionsJob, at, check, pullRequest, sha, status } from './support/observations.ts';
import { noRules, provider, stateRule } from './support/rules.ts';

const shaB = 'b'.repeat(40);
const rules = {
  ...noRules,
  providers: [
    provider('checker', {
      apps: ['checker'],
      senders: ['checker'],
      states: [
        stateRule('queued', { text: /accepted/ }),
        stateRule('started', { text: /in progress/ }),
        stateRule('ignore', { text: /^Overridden by/ }),
        stateRule('skipped', { text: /^Skipped by/ }),
      ],
    }),
    provider('github-actions', { apps: ['github-actions'], states: [stateRule('ignore', { name: /^quiet/ })] }),
  ],
};
const said = (text: string, seconds: number, externalId: number) =>
  check('queued', seconds, null, { text, externalId });
const word = (state: string, seconds: number, text: string | null = null) =>
  status(state, seconds, { sender: 'checker[bot]', text });

function states(
  ...observations: Parameters<typeof foldRuns>[0]
): readonly (readonly [JobRun['state'], number | null])[] {
  return foldRuns(observations, rules).map(({ state, supersededAt }) => [state, supersededAt]);
}

// New: a provider that says "queued" by its own rule after it had started begins the job again, without a word about the first.
test('a job that its provider queues again after it had started is begun again', () => {
  const begun = [said('accepted', 0, 1), said('in progress', 9, 2)];

  expect(states(...begun, said('accepted', 60, 3))).toEqual([
    ['started', at(60)],
    ['queued', null],
  ]);
  expect(states(...begun, said('accepted', 60, 3), check('success', 70, 80, { externalId: 4 }))).toEqual([
    ['started', at(60)],
    ['success', null],
  ]);
});

test.each<readonly [string, readonly JobObservation[]]>([
  ['by GitHub’s own word', [said('in progress', 9, 2), check('queued', 60, null, { externalId: 3 })]],
  ['before it had started', [said('accepted', 0, 1), said('accepted', 60, 3)]],
  ['with the check that had started', [said('in progress', 9, 2), said('accepted', 60, 2)]],
])('a job that is queued again %s goes on', (_how, observations) => {
  expect(states(...observations)).toHaveLength(1);
});

// New: a head that is pushed again after another one starts anew.
test('what is told of a check belongs to the time in which it was first seen', () => {
  const heads = [
    pullRequest('opened', 0),
    pullRequest('synchronize', 50, { headSha: shaB }),
    pullRequest('synchronize', 60),
  ];
  const late = check('success', 2, 70, { externalId: 1 });

  expect(
    states(
      ...heads,
      check('in_progress', 2, null, { externalId: 1 }),
      check('in_progress', 65, null, { externalId: 2 }),
      late,
    ),
  ).toEqual([
    ['success', null],
    ['started', null],
  ]);
  expect(
    states(
      ...heads,
      check('in_progress', 2, null, { externalId: null }),
      check('success', 65, 70, { externalId: null }),
    ),
  ).toEqual([
    ['started', at(50)],
    ['success', null],
  ]);
  expect(heads[0]?.headSha).toBe(sha);
});

// New: a person's word over a machine's is no execution.
test('a person’s word after a machine’s end changes nothing', () => {
  const once = [word('pending', 0), word('failure', 10)];

  for (const text of ['Overridden by octocat', 'Skipped by octocat'])
    expect(foldRuns([...once, word('success', 60, text)], rules)).toEqual(foldRuns(once, rules));
});

test('a person’s word ends a run that no machine ended, unless the machine goes on', () => {
  const overridden = [word('pending', 0), word('success', 60, 'Overridden by octocat')];

  expect(foldRuns(overridden, rules)).toMatchObject([{ state: 'skipped', finishedAt: at(60) }]);
  expect(states(...overridden, word('pending', 70))).toEqual([['queued', null]]);
  expect(foldRuns([...overridden, word('failure', 90)], rules)).toMatchObject([
    { state: 'failure', finishedAt: at(90) },
  ]);
});

test('a person’s word alone is no run', () => {
  expect(states(word('success', 60, 'Overridden by octocat'))).toEqual([]);
  expect(states(actionsJob('success', 1, 2, { name: 'quiet job' }))).toEqual([]);
});

// New: an end that does not say how is none where one that does is known of that id, or more comes after it.
test('an end without a conclusion counts alone, as skipped at the deadline, 12 h after the job was queued', () => {
  const hollow = check('', 5, 9);

  expect(foldRuns([hollow])).toMatchObject([
    { state: 'skipped', finishedAt: at(5 + 12 * 3600), quirks: ['no_conclusion'] },
  ]);
  expect(foldRuns([hollow, check('in_progress', 5)])).toMatchObject([{ state: 'skipped', runMs: 4_000 }]);
  expect(foldRuns([hollow, check('in_progress', 10)])).toMatchObject([{ state: 'started', quirks: [] }]);
  expect(foldRuns([hollow, check('success', 5, 20)])).toMatchObject([{ state: 'success', finishedAt: at(20) }]);
  expect(foldRuns([hollow, check('success', 5, 20, { externalId: 8 })])).toMatchObject([
    { state: 'skipped' },
    { state: 'success', finishedAt: at(20) },
  ]);
});

import { expect, test } from 'vitest';
import { foldRuns } from './support/fold.ts';
import { at, check } from './support/observations.ts';
import { noRules, provider, someRules, stateRule } from './support/rules.ts';

test('a check that is created queued and completes is one run', () => {
  const runs = foldRuns([check('queued', 0), check('in_progress', 4), check('failure', 4, 30)]);

  expect(runs).toMatchObject([
    {
      provider: 'checker',
      name: 'unit',
      source: 'check_run',
      externalId: 7,
      state: 'failure',
      queuedAt: at(0),
      startedAt: at(4),
      finishedAt: at(30),
      queueMs: 4000,
      runMs: 26_000,
      durationMs: 30_000,
      quirks: [],
    },
  ]);
});

test('a check that was never seen queued counts from its start, with no queue time', () => {
  expect(foldRuns([check('success', 3, 22)])).toMatchObject([
    { queuedAt: at(3), startedAt: at(3), queueMs: null, runMs: 19_000, durationMs: 19_000 },
  ]);
});

test('the earliest start that was seen for a check wins over a rewritten one', () => {
  const runs = foldRuns([check('in_progress', 0), check('success', 40, 40)]);

  expect(runs).toMatchObject([{ startedAt: at(0), runMs: 40_000, quirks: ['started_at_rewritten'] }]);
});

test('a check that was created completed and completed again is told twice, not run twice', () => {
  const runs = foldRuns([check('success', 40, 40), check('success', 10, 40)]);

  expect(runs).toMatchObject([{ startedAt: at(10), finishedAt: at(40), runMs: 30_000 }]);
});

test('a check that ended before it started takes no time, and its start stays part of the run', () => {
  const runs = foldRuns([check('in_progress', 27), check('success', 27, 0)]);

  expect(runs).toMatchObject([
    { startedAt: at(27), finishedAt: at(0), runMs: 0, durationMs: 0, quirks: ['negative_run_duration'] },
  ]);
});

test('a check that ended before it was queued takes no time', () => {
  const runs = foldRuns([check('queued', 20), check('success', null, 19, { queuedAt: at(20) })]);

  expect(runs).toMatchObject([{ queuedAt: at(20), durationMs: 0, quirks: ['negative_duration'] }]);
});

test('new check ids for every step are one run until the final one', () => {
  const step = (externalId: number, text: string) => ({
    externalId,
    text,
    app: 'packit-as-a-service',
    name: 'rpm-build:f39',
  });
  const runs = foldRuns(
    [
      check('queued', 0, null, step(1, 'The task was accepted.')),
      check('in_progress', 20, null, step(2, 'SRPM build is in progress...')),
      check('in_progress', 90, null, step(3, 'RPM build is in progress...')),
      check('success', 300, 300, step(4, 'RPMs were built successfully.')),
    ],
    someRules,
  );

  expect(runs).toMatchObject([
    {
      provider: 'packit',
      kind: 'build',
      externalId: 4,
      queueMs: 20_000,
      runMs: 280_000,
      durationMs: 300_000,
      quirks: [],
    },
  ]);
});

test('the start of a check that was only created to report the end is no start', () => {
  const runs = foldRuns([check('queued', 0, null, { externalId: 1 }), check('success', 300, 300, { externalId: 2 })]);

  expect(runs).toMatchObject([{ startedAt: null, queueMs: null, runMs: null, durationMs: 300_000 }]);
});

test('a check without an id that starts when it ends is taken at its word', () => {
  const runs = foldRuns([check('queued', 0, null, { externalId: 1 }), check('success', 30, 30, { externalId: null })]);

  expect(runs).toMatchObject([{ startedAt: at(30), runMs: 0, externalId: 1 }]);
});

test('observations without ids do not tell whether a start was rewritten', () => {
  const runs = foldRuns([
    check('in_progress', 0, null, { externalId: null }),
    check('success', 5, 30, { externalId: null }),
  ]);

  expect(runs).toMatchObject([{ startedAt: at(0), quirks: [] }]);
});

// New: a report that is not final, of a check that has ended, opens nothing; it takes another check.
test('a queued check after a final one is the next run when its id is another', () => {
  const again = (externalId: number) =>
    foldRuns([
      check('success', 0, 10),
      check('queued', 20, null, { externalId }),
      check('success', 25, 40, { externalId }),
    ]).map(({ occurrence, finishedAt }) => [occurrence, finishedAt]);

  expect(again(8)).toEqual([
    [1, at(10)],
    [2, at(40)],
  ]);
  expect(again(7)).toEqual([[1, at(10)]]);
});

test('what a check says before its end belongs to it, also when its own clock puts it after the end', () => {
  const runs = foldRuns([check('success', 1, 10), check('in_progress', 12), check('queued', 11)]);

  expect(runs).toMatchObject([{ state: 'success', finishedAt: at(10), queuedAt: at(11) }]);
});

test('the same final of another check that started after the end is a new run, one that overlapped is a repeat', () => {
  const first = check('success', 0, 10);

  expect(foldRuns([first, check('success', 11, 20, { externalId: 8 })])).toHaveLength(2);
  expect(foldRuns([first, check('success', 10, 20, { externalId: 8 })])).toHaveLength(1);
  expect(foldRuns([first, check('success', null, 20, { externalId: 8 })])).toHaveLength(1);
  expect(foldRuns([first, check('success', 11, 20)])).toHaveLength(1);
});

test('a different final of the same check is a new run', () => {
  expect(foldRuns([check('success', 0, 10), check('failure', 0, 12)]).map(({ state }) => state)).toEqual([
    'success',
    'failure',
  ]);
});

test('apps and names keep runs apart, and a status never merges with a check', () => {
  const runs = foldRuns([
    check('success', 0, 1),
    check('success', 0, 1, { app: 'other' }),
    check('success', 0, 1, { name: 'lint' }),
    check('success', 0, 1, { source: 'status', sender: 'checker[bot]', app: null, externalId: 9 }),
  ]);

  expect(runs).toHaveLength(4);
  expect(
    runs
      .filter(({ provider, name }) => provider === 'checker' && name === 'unit')
      .map((run) => run.occurrence)
      .sort(),
  ).toEqual([1, 2]);
});

test('a provider rule can tell an infrastructure error by its text and a neutral success by its name', () => {
  const packit = { app: 'packit-as-a-service' };
  const runs = foldRuns(
    [
      check('failure', 0, 1, { ...packit, text: 'Submit of the build failed: no route' }),
      check('neutral', 0, 1, { ...packit, name: 'advisory' }),
    ],
    someRules,
  );

  expect(runs.map(({ name, state, errorReason }) => [name, state, errorReason]).sort()).toEqual([
    ['advisory', 'success', null],
    ['unit', 'error', 'Submit of the build failed: no route'],
  ]);
});

test('a check that a rule calls running while GitHub calls it queued has started', () => {
  const states = [stateRule('started', { text: /go/, when: ['queued'] })];
  const rules = { ...noRules, providers: [provider('checker', { states })] };

  expect(foldRuns([check('queued', 5, null, { text: 'go' })], rules)).toMatchObject([
    { state: 'started', queuedAt: at(5), startedAt: at(5), queueMs: null },
  ]);
});

test('facts that only some payloads tell are kept, the latest first', () => {
  const runs = foldRuns([
    check('in_progress', 0, null, { branch: 'topic', url: 'https://a', pullRequests: [9, 3] }),
    check('success', 0, 10, { branch: null, url: null, pullRequests: [3, 1] }),
  ]);

  expect(runs).toMatchObject([{ branch: 'topic', url: 'https://a', pullRequests: [1, 3, 9] }]);
});

import { expect, test } from 'vitest';
import { foldRuns } from './support/fold.ts';
import { at, status } from './support/observations.ts';
import { noRules, provider, someRules, stateRule } from './support/rules.ts';

test('a status that is pending and then final is one run with its whole duration', () => {
  const [run, ...others] = foldRuns([status('pending', 0), status('pending', 9), status('success', 25)]);

  expect(others).toEqual([]);
  expect(run).toMatchObject({
    // New: the context is never the name of a provider.
    provider: 'unknown',
    name: 'ci/build',
    source: 'status',
    occurrence: 1,
    attempt: null,
    externalId: 1025,
    state: 'success',
    queuedAt: at(0),
    startedAt: null,
    finishedAt: at(25),
    queueMs: null,
    runMs: null,
    durationMs: 25_000,
    errorReason: null,
    quirks: [],
  });
});

test('a status known only by its final state has no duration', () => {
  const [run] = foldRuns([status('error', 51)]);

  expect(run).toMatchObject({
    state: 'error',
    queuedAt: at(51),
    finishedAt: at(51),
    queueMs: null,
    runMs: null,
    durationMs: null,
    errorReason: 'error',
    quirks: ['final_without_start'],
  });
});

test('a pending text that a rule knows as running starts the run', () => {
  const running = status('pending', 10, { name: 'packit/rpm-build', text: 'RPM build is in progress...' });
  const queued = status('pending', 0, { name: 'packit/rpm-build', text: 'The task was accepted.' });

  expect(foldRuns([queued, running], someRules)[0]).toMatchObject({
    provider: 'packit',
    state: 'started',
    queueMs: 10_000,
  });
});

test('a first pending that says running is no evidence of queueing, but of the beginning', () => {
  const running = status('pending', 0, { name: 'packit/rpm-build', text: 'RPM build has started...' });
  const done = status('success', 60, { name: 'packit/rpm-build' });

  expect(foldRuns([running, done], someRules)[0]).toMatchObject({
    queuedAt: at(0),
    startedAt: at(0),
    queueMs: null,
    runMs: 60_000,
    durationMs: 60_000,
  });
});

test('a started run does not fall back into the queue', () => {
  const running = status('pending', 0, { name: 'packit/rpm-build', text: 'RPM build has started...' });
  const unclear = status('pending', 5, { name: 'packit/rpm-build', text: 'Hm.' });

  expect(foldRuns([running, unclear], someRules)[0]).toMatchObject({ state: 'started' });
});

test('a pending status after a final one opens the next run', () => {
  const runs = foldRuns([status('pending', 0), status('success', 10), status('pending', 20), status('success', 27)]);

  expect(runs.map(({ occurrence, state, durationMs }) => [occurrence, state, durationMs])).toEqual([
    [1, 'success', 10_000],
    [2, 'success', 7000],
  ]);
});

test('the same final again is a repeat and changes nothing', () => {
  const once = [status('pending', 0), status('failure', 10)];

  expect(foldRuns([...once, status('failure', 30, { url: 'https://ci.example/2' })])).toEqual(foldRuns(once));
});

test('a different final is a new run', () => {
  const runs = foldRuns([status('pending', 0), status('failure', 10), status('success', 30), status('success', 40)]);

  expect(runs.map(({ state, queuedAt, finishedAt }) => [state, queuedAt, finishedAt])).toEqual([
    ['failure', at(0), at(10)],
    ['success', at(30), at(30)],
  ]);
});

// New: a commit status is known by its context, whoever sends it; its provider is that of the first who did.
test('contexts and commits keep runs apart, senders do not', () => {
  const runs = foldRuns([
    status('success', 0, { sender: 'zuul[bot]' }),
    status('success', 0, { name: 'ci/test' }),
    status('success', 3, { sender: 'octocat' }),
    status('success', 0, { headSha: 'b'.repeat(40) }),
  ]);

  expect(runs.map(({ provider }) => provider).sort()).toEqual(['unknown', 'unknown', 'zuul']);
  expect(new Set(runs.map(({ id }) => id)).size).toBe(3);
  expect(runs.every(({ occurrence }) => occurrence === 1)).toBe(true);
});

test('a queued status whose time is missing stands at the time of its delivery', () => {
  const [run] = foldRuns([status('pending', 4, { queuedAt: null, quirks: ['missing_time'] })]);

  expect(run).toMatchObject({ state: 'queued', queuedAt: at(4), quirks: ['missing_time'] });
});

test('a rule may keep a final state open', () => {
  const states = [stateRule('queued', { text: /wait/ })];
  const rules = { ...noRules, providers: [provider('circleci', { contexts: [/^ci\//], states })] };

  expect(foldRuns([status('success', 3, { text: 'wait for tests' })], rules)[0]).toMatchObject({
    state: 'queued',
    queuedAt: at(3),
    finishedAt: null,
  });
});

test('a rule may end an open state', () => {
  const states = [stateRule('cancelled', { text: /gave up/, when: ['pending'] })];
  const rules = { ...noRules, providers: [provider('ci', { contexts: [/^ci\//], states })] };

  expect(foldRuns([status('pending', 0), status('pending', 3, { text: 'gave up' })], rules)[0]).toMatchObject({
    state: 'cancelled',
    finishedAt: at(3),
    durationMs: 3000,
  });
});

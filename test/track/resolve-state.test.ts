import { expect, test } from 'vitest';
import type { JobObservation } from '../../src/model/observation.ts';
import type { StateRule } from '../../src/model/rules.ts';
import { resolveState } from '../../src/track/resolve-state.ts';
import { actionsJob, check, status } from './support/observations.ts';
import { noRules, provider } from './support/rules.ts';

function rulesWith(...states: readonly Partial<StateRule>[]) {
  const empty = { text: null, name: null, source: null, when: null, state: 'success' as const };
  return { ...noRules, providers: [provider('checker', { states: states.map((state) => ({ ...empty, ...state })) })] };
}

function stateOf(observation: JobObservation, rules = noRules as ReturnType<typeof rulesWith>) {
  return resolveState(observation, 'checker', rules).state;
}

test.each([
  ['success', 'success'],
  ['SUCCESS', 'success'],
  ['neutral', 'skipped'],
  ['failure', 'failure'],
  ['action_required', 'failure'],
  ['error', 'error'],
  ['timed_out', 'error'],
  ['startup_failure', 'error'],
  ['stale', 'error'],
  ['cancelled', 'cancelled'],
  ['skipped', 'skipped'],
])('the conclusion %j means %s', (conclusion, state) => {
  expect(stateOf(check(conclusion, 0, 1))).toBe(state);
  expect(resolveState(check(conclusion, 0, 1), 'checker', noRules).quirks).toEqual([]);
});

test.each(['finished', '', 'failed', 'constructor', '__proto__'])(
  'the undocumented conclusion %j ends the job, blames nobody and is counted',
  (conclusion) => {
    expect(resolveState(check(conclusion, 0, 1), 'checker', noRules)).toEqual({
      state: 'skipped',
      errorReason: null,
      quirks: ['unknown_conclusion'],
    });
  },
);

test('a final observation without a conclusion counts as an unknown one', () => {
  expect(stateOf(check('success', 0, 1, { conclusion: null }))).toBe('skipped');
});

test.each([
  [status('pending', 0), 'queued'],
  [check('queued', 0), 'queued'],
  [check('in_progress', 0), 'started'],
] as const)('an open observation keeps its phase', (observation, state) => {
  expect(stateOf(observation)).toBe(state);
});

test('an Actions job that failed before its own steps is an error', () => {
  const failed = (ownStepsRan: boolean | null) => actionsJob('failure', 1, 2, { ownStepsRan });

  expect(resolveState(failed(false), 'github-actions', noRules)).toMatchObject({
    state: 'error',
    errorReason: 'no_steps_ran',
  });
  expect(stateOf(failed(true))).toBe('failure');
  expect(stateOf(failed(null))).toBe('failure');
  expect(stateOf(actionsJob('success', 1, 2, { ownStepsRan: false }))).toBe('success');
});

test('the reason of an error is the text, else GitHub’s word, at most 200 characters', () => {
  const reason = (text: string | null) => resolveState(status('error', 0, { text }), 'x', noRules).errorReason;

  expect(reason(' disk full ')).toBe('disk full');
  expect(reason(null)).toBe('error');
  expect(reason('  ')).toBe('error');
  expect(reason('x'.repeat(300))).toHaveLength(200);
  expect(reason(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199));
});

test('a rule that makes an error of an open state without text still has a reason', () => {
  const rules = rulesWith({ state: 'error' });

  expect(resolveState(status('pending', 0), 'checker', rules).errorReason).toBe('error');
});

test.each([
  ['its text', { text: /^Submit/ }, { text: 'Submit failed' }, { text: 'Tests failed' }],
  ['a text at all', { text: /^/ }, { text: '' }, { text: null }],
  ['its name', { name: /^rpm/ }, { name: 'rpm-build' }, { name: 'test' }],
  ['its source', { source: 'check_run' as const }, {}, { source: 'status' as const }],
  ['GitHub’s word', { when: ['Failure'] }, {}, { conclusion: 'neutral' }],
])('a state rule looks at %s', (_what, condition, matching, other) => {
  const rules = rulesWith({ ...condition, state: 'error' });

  expect(stateOf(check('failure', 0, 1, matching), rules)).toBe('error');
  expect(stateOf(check('failure', 0, 1, other), rules)).not.toBe('error');
});

test.each([
  [status('pending', 0), 'pending', true],
  [status('pending', 0), 'in_progress', false],
  [check('queued', 0), 'queued', true],
  [check('in_progress', 0), 'in_progress', true],
  [check('in_progress', 0), 'pending', false],
] as const)('a rule for an open state names GitHub’s word', (observation, word, applies) => {
  const rules = rulesWith({ when: [word], state: 'cancelled' });

  expect(stateOf(observation, rules) === 'cancelled').toBe(applies);
});

test('the first matching rule of the provider wins, and other providers’ rules are not asked', () => {
  const rules = rulesWith({ text: /a/, state: 'error' }, { state: 'cancelled' });
  const failing = check('failure', 0, 1, { text: 'a' });

  expect(stateOf(failing, rules)).toBe('error');
  expect(stateOf(check('failure', 0, 1), rules)).toBe('cancelled');
  expect(resolveState(failing, 'someone-else', rules).state).toBe('failure');
});

import { expect, test } from 'vitest';
import type { JobObservation } from '../../src/model/observation.ts';
import type { Rules, StateRule } from '../../src/model/rules.ts';
import { resolveState } from '../../src/track/rules/resolve-state.ts';
import { actionsJob, at, check, status } from './support/observations.ts';
import { noRules, provider, stateRule } from './support/rules.ts';

function rulesWith(...states: readonly StateRule[]): Rules {
  return { ...noRules, providers: [provider('checker', { states })] };
}

function stateOf(observation: JobObservation, rules: Rules = noRules) {
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
  expect(resolveState(check(conclusion, 0, 1), 'checker', noRules)).toMatchObject({
    state,
    quirks: [],
    isProviderRule: false,
    place: { file: 'rules/github.yaml' },
  });
});

test.each(['finished', '', 'failed', 'constructor', '__proto__', 'unknown'])(
  'the undocumented conclusion %j ends the job, blames nobody and is counted',
  (conclusion) => {
    expect(resolveState(check(conclusion, 0, 1), 'checker', noRules)).toMatchObject({
      state: 'skipped',
      errorReason: null,
      quirks: ['unknown_conclusion'],
    });
  },
);

test('a rule of the provider can know an undocumented conclusion, and then nothing is counted', () => {
  const rules = rulesWith(stateRule('success', { when: ['unknown'] }));

  expect(resolveState(check('finished', 0, 1), 'checker', rules)).toMatchObject({ state: 'success', quirks: [] });
});

test('a final observation without a conclusion counts as an unknown one', () => {
  expect(stateOf(check('success', 0, 1, { conclusion: null }))).toBe('skipped');
});

test.each([
  [status('pending', 0), 'queued'],
  [check('queued', 0), 'queued'],
  [check('queued', 0, null, { phase: 'waiting' }), 'waiting'],
  [check('in_progress', 0), 'started'],
] as const)('an open observation keeps its phase', (observation, state) => {
  expect(stateOf(observation)).toBe(state);
  expect(resolveState(observation, 'checker', { ...noRules, states: [] })).toMatchObject({ state, place: null });
});

test('without any rule an end blames nobody', () => {
  expect(stateOf(check('failure', 0, 1), { ...noRules, states: [] })).toBe('skipped');
});

test('the reason of an error is the rule’s word, else the text, else GitHub’s word, at most 200 characters', () => {
  const reason = (text: string | null) => resolveState(status('error', 0, { text }), 'x', noRules).errorReason;
  const named = rulesWith(stateRule('error', { reason: 'disk_full' }));

  expect(resolveState(status('error', 0, { text: 'no space' }), 'checker', named).errorReason).toBe('disk_full');
  expect(reason(' disk full ')).toBe('disk full');
  expect(reason(null)).toBe('error');
  expect(reason('  ')).toBe('error');
  expect(reason('x'.repeat(300))).toHaveLength(200);
  expect(reason(`${'x'.repeat(199)}😀`)).toBe('x'.repeat(199));
});

test('a rule that makes an error of an open state without text still has a reason', () => {
  expect(resolveState(status('pending', 0), 'checker', rulesWith(stateRule('error'))).errorReason).toBe('error');
});

test.each([
  ['its text', { text: /^Submit/ }, { text: 'Submit failed' }, { text: 'Tests failed' }],
  ['a text at all', { text: /^/ }, { text: '' }, { text: null }],
  ['its name', { name: /^rpm/ }, { name: 'rpm-build' }, { name: 'test' }],
  ['its source', { source: 'check_run' as const }, {}, { source: 'status' as const }],
  ['GitHub’s word', { when: ['failure'] }, {}, { conclusion: 'neutral' }],
  ['steps that never ran', { steps: 'none' as const }, { ownStepsRan: false }, { ownStepsRan: true }],
  ['steps nobody tells of', { steps: 'none' as const }, { ownStepsRan: false }, { ownStepsRan: null }],
  ['steps that were cut off', { steps: 'cut_off' as const }, { stepsCutOff: true }, { stepsCutOff: null }],
  ['how long it ran', { ran: { fromMs: 1000, toMs: 2000 } }, {}, { startedAt: at(-2) }],
  ['how short it ran', { ran: { fromMs: 1000, toMs: 2000 } }, { startedAt: at(-1) }, { startedAt: at(1) }],
  ['when it began', { ran: { fromMs: 1000, toMs: 2000 } }, {}, { startedAt: null }],
  ['when it ended', { ran: { fromMs: 1000, toMs: 2000 } }, {}, { finishedAt: null }],
])('a state rule looks at %s', (_what, condition, matching, other) => {
  const rules = rulesWith(stateRule('error', condition));

  expect(stateOf(check('failure', 0, 1, matching), rules)).toBe('error');
  expect(stateOf(check('failure', 0, 1, other), rules)).not.toBe('error');
});

test.each([
  [status('pending', 0), 'pending', true],
  [status('pending', 0), 'in_progress', false],
  [check('queued', 0), 'queued', true],
  [check('queued', 0), 'requested', true],
  [check('queued', 0), 'waiting', false],
  [check('queued', 0, null, { phase: 'waiting' }), 'waiting', true],
  [check('queued', 0, null, { phase: 'waiting' }), 'queued', false],
  [check('in_progress', 0), 'in_progress', true],
  [check('in_progress', 0), 'pending', false],
] as const)('a rule for an open state names GitHub’s word', (observation, word, applies) => {
  const rules = rulesWith(stateRule('cancelled', { when: [word] }));

  expect(stateOf(observation, rules) === 'cancelled').toBe(applies);
});

test('the first matching rule of the provider wins, and other providers’ rules are not asked', () => {
  const rules = rulesWith(stateRule('error', { text: /a/ }), stateRule('cancelled'));
  const failing = check('failure', 0, 1, { text: 'a' });

  expect(stateOf(failing, rules)).toBe('error');
  expect(stateOf(check('failure', 0, 1), rules)).toBe('cancelled');
  expect(resolveState(failing, 'someone-else', rules).state).toBe('failure');
});

test('a second entry of the same provider is asked after the first', () => {
  const rules = { ...noRules, providers: [provider('checker'), ...rulesWith(stateRule('error')).providers] };

  expect(stateOf(check('success', 0, 1), rules)).toBe('error');
});

test('it is told whether the provider’s own rule said so', () => {
  const rules = rulesWith(stateRule('queued', { text: /^Accepted/ }));
  const says = (text: string) => resolveState(status('pending', 0, { text }), 'checker', rules).isProviderRule;

  expect(says('Accepted.')).toBe(true);
  expect(says('Waiting.')).toBe(false);
});

test('a rule can say that an observation is no report of the job', () => {
  expect(stateOf(status('success', 0), rulesWith(stateRule('ignore')))).toBe('ignore');
});

test('a job of Actions keeps GitHub’s word where no rule looks at its steps', () => {
  expect(stateOf(actionsJob('failure', 1, 2, { ownStepsRan: false }))).toBe('failure');
});

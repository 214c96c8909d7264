import { expect, test } from 'vitest';
import { githubState } from '../../src/track/rules/github-state.ts';
import { noRules, stateRule } from './support/rules.ts';

test.each([
  ['success', 'success'],
  [' Failure ', 'failure'],
  ['action_required', 'failure'],
  ['timed_out', 'error'],
  ['cancelled', 'cancelled'],
  ['neutral', 'skipped'],
  ['finished', 'skipped'],
  [null, 'skipped'],
])('the conclusion %j of a workflow run means %s', (conclusion, state) => {
  expect(githubState(conclusion, noRules)).toBe(state);
});

test('rules that ask for more than the word say nothing of a workflow run', () => {
  const picky = [
    stateRule('error', { when: ['success'], text: /x/ }),
    stateRule('error', { when: ['success'], name: /x/ }),
    stateRule('error', { when: ['success'], source: 'status' }),
    stateRule('error', { when: ['success'], steps: 'none' }),
    stateRule('error', { when: ['success'], ran: { fromMs: 0, toMs: 1 } }),
    stateRule('error'),
  ];

  expect(githubState('success', { ...noRules, states: [...picky, ...noRules.states] })).toBe('success');
});

test('a word that no rule names, or that is to be ignored, blames nobody', () => {
  expect(githubState('success', { ...noRules, states: [] })).toBe('skipped');
  expect(githubState('success', { ...noRules, states: [stateRule('ignore', { when: ['success'] })] })).toBe('skipped');
});

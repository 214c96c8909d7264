import { readFileSync } from 'node:fs';
import { loadRules } from '../../../src/config/load-rules.ts';
import type { KindRule, ProviderRules, RulePlace, Rules, StateRule } from '../../../src/model/rules.ts';

const place: RulePlace = { file: 'rules.yaml', line: 1 };

/** What GitHub's own words mean, and the profile of Actions, as the package says them: no other rules. */
export const noRules: Rules = loadRules(
  ['github.yaml', 'github-actions.yaml'].map((file) => ({
    file,
    text: readFileSync(new URL(`../../../rules/${file}`, import.meta.url), 'utf8'),
  })),
).rules;

/** Rules of one provider with everything empty that is not given. */
export function provider(name: string, more: Partial<ProviderRules> = {}): ProviderRules {
  return { name, role: 'ci', place, apps: [], senders: [], contexts: [], texts: [], kinds: [], states: [], ...more };
}

/** A kind rule of the provider's own role. */
export function kindRule(name: RegExp, kind: KindRule['kind'], role: KindRule['role'] = null): KindRule {
  return { name, kind, role, place };
}

/** A state rule without any condition that is not given. */
export function stateRule(state: StateRule['state'], more: Partial<StateRule> = {}): StateRule {
  const always = { text: null, name: null, source: null, when: null, steps: null, ran: null, reason: null };
  return { ...always, state, place, ...more };
}

/** A small set with a rule of every sort. */
export const someRules: Rules = {
  providers: [
    provider('packit', {
      apps: ['packit-as-a-service'],
      contexts: [/^packit\//],
      kinds: [kindRule(/^rpm-build/, 'build'), kindRule(/^testing-farm/, 'test')],
      states: [
        stateRule('error', { text: /^Submit of the build failed/, when: ['failure'] }),
        stateRule('queued', { text: /^The task was accepted/, when: ['pending', 'queued'] }),
        stateRule('started', { text: /is in progress|started|running/, when: ['pending'] }),
        stateRule('success', { name: /^advisory/, source: 'check_run', when: ['neutral'] }),
      ],
    }),
    provider('circleci', { contexts: [/^ci\/circleci:/], senders: ['circle-person'] }),
    ...noRules.providers,
    provider('people', {
      contexts: [/^ci\/(build|x)$/],
      states: [
        stateRule('ignore', { text: /^Overridden by/ }),
        stateRule('skipped', { text: /^Skipped by/, when: ['success', 'failure'] }),
        stateRule('waiting', { text: /on hold/, when: ['pending'] }),
      ],
    }),
  ],
  kinds: [kindRule(/build/, 'build'), kindRule(/test|unit/, 'test')],
  states: noRules.states,
  expected: [{ repository: /^octo\/watched$/, providers: ['packit'], place }],
};

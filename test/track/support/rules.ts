import type { ProviderRules, Rules } from '../../../src/model/rules.ts';

/** No rules at all: GitHub's own words decide. */
export const noRules: Rules = { providers: [], kinds: [], expected: [] };

/** Rules of one provider with everything empty that is not given. */
export function provider(name: string, more: Partial<ProviderRules> = {}): ProviderRules {
  return { name, apps: [], senders: [], contexts: [], kinds: [], states: [], ...more };
}

/** A small set with a rule of every sort. */
export const someRules: Rules = {
  providers: [
    provider('packit', {
      apps: ['packit-as-a-service'],
      contexts: [/^packit\//],
      kinds: [
        { name: /^rpm-build/, kind: 'build' },
        { name: /^testing-farm/, kind: 'test' },
      ],
      states: [
        { text: /^Submit of the build failed/, name: null, source: null, when: ['failure'], state: 'error' },
        { text: /is in progress|started|running/, name: null, source: null, when: ['pending'], state: 'started' },
        { text: null, name: /^advisory/, source: 'check_run', when: ['neutral'], state: 'success' },
      ],
    }),
    provider('circleci', { contexts: [/^ci\/circleci:/], senders: ['circle-person'] }),
  ],
  kinds: [
    { name: /build/, kind: 'build' },
    { name: /test|unit/, kind: 'test' },
  ],
  expected: [{ repository: /^octo\/watched$/, providers: ['packit'] }],
};

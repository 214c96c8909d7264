import type { Rules } from '../../src/model/rules.ts';

/** A few rules of every sort. */
export const rules: Rules = {
  providers: [
    {
      name: 'packit-as-a-service',
      apps: ['packit-as-a-service'],
      senders: [],
      contexts: [/^packit\//],
      kinds: [
        { name: /^(packit\/)?rpm-build/, kind: 'build' },
        { name: /^(packit\/)?testing-farm/, kind: 'test' },
      ],
      states: [{ text: /^Submit of the build failed/, name: null, source: null, when: ['failure'], state: 'error' }],
    },
    { name: 'circleci', apps: [], senders: [], contexts: [/^ci\/circleci/], kinds: [], states: [] },
  ],
  kinds: [
    { name: /build/i, kind: 'build' },
    { name: /test|check|lint/i, kind: 'test' },
  ],
  expected: [],
};

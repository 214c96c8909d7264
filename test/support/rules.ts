import type { Rules } from '../../src/model/rules.ts';
import { kindRule, noRules, provider, stateRule } from '../track/support/rules.ts';

/** A few rules of every sort. */
export const rules: Rules = {
  providers: [
    provider('packit-as-a-service', {
      apps: ['packit-as-a-service'],
      contexts: [/^packit\//],
      kinds: [kindRule(/^(packit\/)?rpm-build/, 'build'), kindRule(/^(packit\/)?testing-farm/, 'test')],
      states: [
        stateRule('error', { text: /^Submit of the build failed/, when: ['failure'] }),
        stateRule('queued', { text: /^The task was accepted/, when: ['pending', 'queued'] }),
        stateRule('started', { text: /in progress/, when: ['pending', 'queued'] }),
      ],
    }),
    provider('circleci', {
      contexts: [/^ci\/circleci/],
      senders: ['circleci'],
      states: [
        stateRule('waiting', { text: /on hold/, when: ['pending'] }),
        stateRule('ignore', { text: /^Overridden by/ }),
        stateRule('skipped', { text: /^Skipped/, when: ['success'] }),
      ],
    }),
    provider('dco', { role: 'gate', apps: ['dco'] }),
    ...noRules.providers,
  ],
  kinds: [kindRule(/build/i, 'build'), kindRule(/test|check|lint/i, 'test')],
  states: noRules.states,
  expected: [],
};

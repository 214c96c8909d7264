import { expect, test } from 'vitest';
import { policiesOf } from '../../src/alert/policies-of.ts';
import type { WrittenPolicy } from '../../src/model/written-policy.ts';
import { objectives } from '../support/objectives.ts';

const [objective] = objectives as [(typeof objectives)[number]];
const now = Date.UTC(2026, 1, 10);

function written(name: string, threshold: string): WrittenPolicy {
  return {
    name,
    labels: {},
    annotations: {},
    alertWhenNoData: false,
    alertWhenBreaching: true,
    alertWhenResolved: true,
    targets: [],
    condition: {
      name,
      severity: 'page',
      kind: 'burnrate',
      op: 'gt',
      threshold,
      lookbackWindow: '1h',
      alertAfter: null,
      annotations: {},
    },
  };
}

function namesOf(policies: readonly WrittenPolicy[] | null): readonly string[] {
  return policiesOf({ ...objective, policies }, now).policies.map(({ name }) => name);
}

test('an objective that names no policy has those for none', () => {
  expect(namesOf(null)).toEqual(['burn-1h-5m', 'burn-6h-30m', 'burn-24h-2h', 'burn-3d-6h']);
});

test('an objective has its own policies, without those that can never be true', () => {
  // The target is 98 %, so a burn rate never exceeds 50.
  expect(namesOf([written('fast', '10'), written('unreachable', '50')])).toEqual(['fast']);
});

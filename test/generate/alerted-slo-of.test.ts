import { expect, test } from 'vitest';
import { alertedSloOf } from '../../src/generate/alerted-slo-of.ts';
import { formatYaml } from '../../src/yaml/format-yaml.ts';
import { objectives } from '../support/objectives.ts';

const [objective] = objectives as [(typeof objectives)[number]];
const day = 86_400_000;

test('an objective that names no policy has those for none', () => {
  const slo = alertedSloOf(objective, Date.UTC(2026, 1, 10));

  expect(slo).toMatchObject({
    id: 'first-status',
    service: 'ci',
    targetDecimal: '0.98',
    windowMs: 30 * day,
    team: null,
  });
  expect(slo.policies).toHaveLength(4);
});

test('a calendar window has the length of the one that the time is in', () => {
  const window = { type: 'calendar', unit: 'month', count: 1, anchor: 0, timeZone: 'UTC', text: '1M' } as const;

  expect(alertedSloOf({ ...objective, window }, Date.UTC(2026, 1, 10))).toMatchObject({ windowMs: 28 * day });
  expect(alertedSloOf({ ...objective, window }, Date.UTC(2026, 1, 10)).policies).toHaveLength(3);
});

test('YAML is written with its comment above, long lines whole and lines as blocks', () => {
  expect(formatYaml({ a: 'x\ny', b: ['z'.repeat(200)] }, 'one\ntwo')).toBe(
    `# one\n# two\na: |-\n  x\n  y\nb:\n  - ${'z'.repeat(200)}\n`,
  );
  expect(formatYaml({}, '')).toBe('{}\n');
});

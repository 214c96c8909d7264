import { expect, test } from 'vitest';
import { checkRuleTests } from '../../src/config/check-rule-tests.ts';
import { loadRules } from '../../src/config/load-rules.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';

function checked(text: string) {
  const { config, problems } = readConfigFile({ file: 'acme.yaml', text });
  expect(problems).toEqual([]);
  return checkRuleTests(config.rules, loadRules([], config.rules).rules);
}

test('a row that holds has no differences', () => {
  const rows = checked(`
providers:
  - name: acme
    apps: [acme]
    kinds: [{ name: unit, kind: test }]
    states: [{ when: [failure], state: error, reason: lost }]
    tests:
      - { app: acme, name: unit, says: failure, is: { provider: acme, role: ci, kind: test, state: error, reason: lost } }
`);

  expect(rows).toEqual([{ file: 'acme.yaml', line: 8, row: 'unit failure', differences: [] }]);
});

test('a row that does not hold tells field, wanted and got, at its line', () => {
  const [row] = checked(`
tests:
  - { sender: 'Acme[bot]', name: unit, says: pending, text: on its way, is: { provider: other, state: queued, reason: x } }
`);

  expect(row).toEqual({
    file: 'acme.yaml',
    line: 3,
    row: 'unit pending "on its way"',
    differences: [
      { field: 'provider', wanted: 'other', got: 'acme' },
      { field: 'reason', wanted: 'x', got: null },
    ],
  });
});

test('rows come in order of the file, those of the file itself among those of its providers', () => {
  const rows = checked(`
tests: [{ name: first, is: { kind: other } }]
providers:
  - name: acme
    tests: [{ name: second, is: { kind: other } }]
  - name: none
`);

  expect(rows.map(({ row }) => row)).toEqual(['first success', 'second success']);
});

test('a file without a table has no rows', () => {
  expect(checked('kinds: [{ name: x, kind: test }]')).toEqual([]);
});

test('steps and lengths of time reach the rules', () => {
  const rows = checked(`
states:
  - { steps: none, state: error, reason: none }
  - { steps: cut_off, state: error, reason: cut_off }
  - { ran: { from: 1h, to: 1h }, state: error, reason: an_hour }
tests:
  - { source: workflow_job, name: x, says: failure, steps: none, is: { reason: none } }
  - { source: workflow_job, name: x, says: failure, steps: cut_off, is: { reason: cut_off } }
  - { source: workflow_job, name: x, says: failure, steps: ran, ran: 60m, is: { reason: an_hour } }
  - { source: workflow_job, name: x, says: waiting, is: { state: waiting } }
`);

  expect(rows.flatMap(({ differences }) => differences)).toEqual([]);
});

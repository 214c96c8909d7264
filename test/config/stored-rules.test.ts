import { describe, expect, it } from 'vitest';
import { compileRules } from '../../src/config/compile-rules.ts';
import { loadRules } from '../../src/config/load-rules.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { readStoredRules } from '../../src/config/read-stored-rules.ts';
import { rulesHash } from '../../src/config/rules-hash.ts';
import { builtInRules } from './package-files.ts';

const own = readConfigFile({
  file: 'cislo.yaml',
  text: `
providers:
  - name: house-ci
    contexts: ['^house/']
    states:
      - { source: check_run, ran: { from: 1h, to: 7200s }, state: error, reason: late }
expected:
  - { repository: Octo-Org/*, providers: [house-ci] }
`,
}).config.rules;
const loaded = loadRules(builtInRules(), own);
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('rules', () => {
  it('are the same after they were stored as JSON, with the same hash', () => {
    const again = readStoredRules(stored(loaded.rulesData));

    expect(again).toEqual(loaded.rulesData);
    expect(compileRules(again)).toEqual(loaded.rules);
    expect(rulesHash(again)).toBe(loaded.rulesHash);
  });

  it('have a hash that does not depend on the lines they stand on', () => {
    const moved = readConfigFile({ file: 'other.yaml', text: '\n\nkinds: [{ name: x, kind: test }]' }).config.rules;
    const here = readConfigFile({ file: 'cislo.yaml', text: 'kinds: [{ name: x, kind: test }]' }).config.rules;

    expect(loadRules([], moved).rulesHash).toBe(loadRules([], here).rulesHash);
    expect(loadRules([], moved).rulesHash).not.toBe(loadRules([]).rulesHash);
  });
});

describe('what are no rules of this version', () => {
  it.each([
    ['nothing', null, 'rules: Invalid input'],
    ['a key that is not known', { ...loaded.rulesData, more: [] }, 'Unrecognized key: "more"'],
    [
      'a pattern that is none',
      { ...loaded.rulesData, kinds: [{ name: '(', kind: 'test', role: null, place: { file: 'x', line: 1 } }] },
      'kinds.0.name: must be a regular expression',
    ],
    [
      'a kind that is not known',
      { ...loaded.rulesData, kinds: [{ name: 'x', kind: 'dance', role: null, place: { file: 'x', line: 1 } }] },
      'kinds.0.kind',
    ],
  ])('are refused: %s', (_, value, message) => {
    expect(() => readStoredRules(stored(value))).toThrow(message);
  });
});

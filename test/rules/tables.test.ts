import { describe, expect, it } from 'vitest';
import { checkRuleTests } from '../../src/config/check-rule-tests.ts';
import { loadRules } from '../../src/config/load-rules.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { builtInRules } from '../config/package-files.ts';

const { rules } = loadRules(builtInRules());

describe.each(builtInRules().map((file) => [file.file, file] as const))('%s', (_name, file) => {
  const { config, problems } = readConfigFile(file);

  it('holds a table, and every row of it is as wanted', () => {
    const rows = checkRuleTests(config.rules, rules);

    expect(problems).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  it('has a table for every profile', () => {
    const without = (config.rules.data.providers ?? []).filter(({ tests = [] }) => tests.length === 0);

    expect(without.map(({ name }) => name)).toEqual([]);
  });
});

describe('the built-in profiles', () => {
  it('know every app and every sender only once', () => {
    for (const names of [
      rules.providers.flatMap(({ apps }) => apps),
      rules.providers.flatMap(({ senders }) => senders),
    ])
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('are asked in the order of their files, the general words last', () => {
    const places = rules.kinds.map(({ place }) => place.file);

    expect([...new Set(places)]).toEqual(['rules/gates.yaml', 'rules/words.yaml']);
    expect(rules.providers[0]?.place.file).toBe('rules/appveyor.yaml');
  });

  it('keep the lines of what stands after a table', () => {
    const packit = builtInRules()
      .find(({ file }) => file === 'packit.yaml')!
      .text.split('\n');
    const staging = rules.providers.find(({ name }) => name === 'packit-as-a-service-stg');

    expect(packit[staging!.place.line - 1]).toBe('  - name: packit-as-a-service-stg');
  });

  it('begin a run of Packit anew at one text only', () => {
    const packit = rules.providers.find(({ name }) => name === 'packit-as-a-service');

    expect(packit?.states.filter(({ state }) => state === 'queued').map(({ text }) => text?.source)).toEqual([
      '^The task was accepted',
    ]);
  });
});

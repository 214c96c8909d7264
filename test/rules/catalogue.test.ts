import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkRuleTests } from '../../src/config/check-rule-tests.ts';
import { loadRules } from '../../src/config/load-rules.ts';
import type { RuleTest } from '../../src/config/rule-tests-schema.ts';
import { builtInRules } from '../config/package-files.ts';

const { rules } = loadRules(builtInRules());
const lines = readFileSync(new URL('catalogue.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1);
const tests = lines.map((line): RuleTest => {
  const [source, account, name, provider, role, kind] = line.split('\t') as [string, string, string, ...string[]];
  const who = account === '-' ? {} : source === 'status' ? { sender: account } : { app: account };
  return { source, name, says: 'success', ...who, is: { provider, role, kind } } as RuleTest;
});

/** Names as they occur in the wild; what each is was judged by reading it, not by asking the rules. */
describe('the catalogue of names', () => {
  it('is long, and no name stands in it twice', () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    expect(new Set(lines.map((line) => line.split('\t').slice(0, 3).join('\t'))).size).toBe(lines.length);
  });

  it('is answered as it says', () => {
    const file = {
      file: 'catalogue.tsv',
      data: { tests },
      placeOf: ([, row]: readonly (string | number)[]) => ({ line: Number(row) + 2, column: 1 }),
    };

    const wrong = checkRuleTests(file, rules).filter(({ differences }) => differences.length > 0);

    expect(wrong).toEqual([]);
  });

  it('knows every context by one profile only', () => {
    const contexts = tests.filter(({ source }) => source === 'status').map(({ name }) => name);

    const shared = contexts.filter(
      (context) => rules.providers.filter((one) => one.contexts.some((pattern) => pattern.test(context))).length > 1,
    );

    expect(shared).toEqual([]);
  });
});

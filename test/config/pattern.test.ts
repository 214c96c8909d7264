import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../src/config/load-rules.ts';
import { compilePattern, patternProblem } from '../../src/config/pattern.ts';
import { patternSteps } from '../../src/config/pattern-steps.ts';
import { builtInRules } from './package-files.ts';
import { countSteps, type Tree, writePattern } from './support/count-steps.ts';

describe('a pattern', () => {
  it.each([
    ['', 'must not be empty'],
    ['a'.repeat(201), 'at most 200 characters'],
    ['(', 'must be a regular expression'],
    ['\\-', 'must be a regular expression'],
    ['(a+)+', 'must not repeat a group'],
    ['(a|b)*', 'must not repeat a group'],
    ['((?:ab?))+', 'must not repeat a group'],
    ['(a{2})+', 'must not repeat a group'],
    ['(ab?){2,}', 'must not repeat a group'],
    ['.*.*.*', 'at most 2 repetitions'],
    ['(a)\\1', 'must not refer back'],
    ['(?<x>a)\\k<x>', 'must not refer back'],
    ['^(a{1,30}){1,30}$', 'too many ways'],
    ['^(\\w{1,60}\\s?){1,60}$', 'too many ways'],
    ['^((a{1,9}){1,9}){1,9}$', 'too many ways'],
    [`^${'a?'.repeat(30)}a{30}$`, 'too many ways'],
    [`^${'(a|a)'.repeat(30)}$`, 'too many ways'],
    ['^(a|ab){30}$', 'too many ways'],
    ['^(.|\\w){25}$', 'too many ways'],
    ['^(a{1,4}?){12}$', 'too many ways'],
    ['^\\w{1,100}\\w{1,100}\\w{1,100}\\w{1,100}$', 'too many ways'],
    ['a{0,99}a{0,99}a{0,99}b', 'too many ways'],
    ['a*a*a{0,9}a{0,8}b', 'too many ways'],
    [`a*a*${'a'.repeat(180)}b`, 'too many ways'],
    [`a*a*${'ab'.repeat(90)}c`, 'too many ways'],
    ['.*.*x', 'begin it with ^'],
    ['^(a*){3}b*c', 'too many ways'],
    ['^(x|){30}y$', 'too many ways'],
    ['^(a?b|b){30}c', 'too many ways'],
  ])('%j is refused', (pattern, reason) => {
    expect(patternProblem(pattern)).toContain(reason);
  });

  it.each([
    '^a.*b+$',
    '(abc)+',
    '[+*(]{1,3}x*',
    '(a|b)?',
    '\\\\1',
    '\\(a+\\)+',
    '(?<=a)b',
    '(?<n>x){3}',
    'a{1,}',
    '😀.',
    '(build|test|deploy){1,3}',
    '^[^(]*(\\b|_)tests?(\\b|_)(?![^(]*build)',
    '^v\\d{1,3}\\.\\d{1,3}$',
  ])('%j is taken', (pattern) => {
    expect(patternProblem(pattern)).toBeNull();
    expect(compilePattern(pattern).flags).toBe('iu');
  });

  it.each([
    ['^abc', 3],
    ['^a?', 3],
    ['^a{3}', 5],
    ['^a{1,3}', 5],
    ['^(?:a|b)', 4],
    ['^(?:a|A)', 5],
    ['^(?:a|.)', 5],
    ['^\\.?x', 5],
    ['a', 501],
    ['^a*', 503],
    ['^(?=a*)b', 504],
    ['^(?:a*){4}', Number.POSITIVE_INFINITY],
  ])('%j takes at most %d steps', (pattern, steps) => {
    expect(patternSteps(pattern)).toBe(steps);
  });
});

describe('every built-in rule', () => {
  const { rulesData } = loadRules(builtInRules());
  const ofKinds = (rules: typeof rulesData.kinds) => rules.map(({ name }) => name);
  const ofStates = (rules: typeof rulesData.states) => rules.flatMap(({ name, text }) => [name, text]);
  const patterns = [
    ...rulesData.providers.flatMap((one) => [
      ...one.contexts,
      ...one.texts,
      ...ofKinds(one.kinds),
      ...ofStates(one.states),
    ]),
    ...ofKinds(rulesData.kinds),
    ...ofStates(rulesData.states),
  ].filter((pattern) => pattern !== null);

  it('passes the guard', () => {
    expect(patterns.length).toBeGreaterThan(300);
    expect(patterns.filter((pattern) => patternProblem(pattern) !== null)).toEqual([]);
  });
});

const character = fc
  .constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\w')
  .map(
    (written): Tree => ({ type: 'character', written, has: (letter) => new RegExp(`^${written}$`, 'iu').test(letter) }),
  );
const { tree: anyTree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    character,
    fc.array(tie('tree'), { minLength: 1, maxLength: 4 }).map((parts): Tree => ({ type: 'sequence', parts })),
    fc
      .array(tie('tree'), { minLength: 2, maxLength: 3 })
      .map((parts): Tree => ({ type: 'choice', parts: parts.map((part) => ({ type: 'sequence', parts: [part] })) })),
    fc
      .tuple(tie('tree'), fc.nat(2), fc.integer({ min: 1, max: 12 }))
      .map(([part, least, more]): Tree => ({ type: 'repeat', part, least, most: least + more })),
    fc
      .tuple(character, fc.nat(1))
      .map(([part, least]): Tree => ({ type: 'repeat', part, least, most: Number.POSITIVE_INFINITY })),
  ),
}));

describe('the steps of a pattern', () => {
  it('are never more than were reckoned, on any text', () => {
    fc.assert(
      fc.property(
        anyTree,
        fc.boolean(),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 24 }),
        (tree, anchored, letters) => {
          const inside = writePattern(tree);
          const pattern = `${anchored ? '^' : ''}(?:${inside})`;
          const reckoned = patternSteps(pattern);
          const text = letters.join('');

          const { matches, steps } = countSteps(tree, text, { anchored, limit: 200_000 });

          expect(steps).toBeLessThanOrEqual(Math.max(reckoned, 1));
          if (steps < 200_000) expect(compilePattern(pattern).test(text)).toBe(matches);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('of nested repetitions are refused before they can explode', () => {
    const bound = fc.integer({ min: 10, max: 60 });
    const inner = fc.constantFrom('a', '\\w', '[a-z]', '.', 'a?', '(?:a|b)', '(?:a|a)', '\\w\\s?');

    fc.assert(
      fc.property(inner, fc.array(bound, { minLength: 2, maxLength: 4 }), fc.boolean(), (part, bounds, anchored) => {
        const nested = bounds.reduce<string>((pattern, most) => `(${pattern}){1,${most}}`, part);

        const problem = patternProblem(`${anchored ? '^' : ''}${nested}$`);

        expect(problem).toContain('too many ways');
      }),
    );
  });
});

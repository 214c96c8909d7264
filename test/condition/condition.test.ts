import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCondition } from '../../src/condition/check-condition.ts';
import { columnsUsed } from '../../src/condition/columns-used.ts';
import { compileCondition } from '../../src/condition/compile-condition.ts';
import { matchesLike } from '../../src/condition/matches-like.ts';
import { parseCondition } from '../../src/condition/parse-condition.ts';
import { columnsByName } from '../../src/event/columns.ts';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import type { Condition } from '../../src/model/condition.ts';
import type { EventType, SloEvent } from '../../src/model/objective.ts';
import { jobRun, noon } from '../slo/sample-events.ts';

const runColumns = columnsByName('job-run', true);
const event: SloEvent = { ...eventOfJobRun(jobRun(), 'octo-org/hello'), resolved: true, deadline_at: null };

function parsed(text: string): Condition {
  const result = parseCondition(text);
  if ('problem' in result) throw new Error(result.problem.message);
  return result.condition;
}

function isTrue(text: string, of: SloEvent = event): boolean {
  const condition = parsed(text);
  expect(checkCondition(condition, runColumns)).toEqual([]);
  return compileCondition(condition, runColumns)(of);
}

function problems(
  text: string,
  eventType: EventType = 'job-run',
): readonly { readonly at: number; readonly message: string }[] {
  const result = parseCondition(text);
  return 'problem' in result ? [result.problem] : checkCondition(result.condition, columnsByName(eventType, false));
}

describe('a condition is true', () => {
  it.each([
    "kind = 'build'",
    "KIND = 'build' AND NOT kind = 'test'",
    "kind <> 'test' and kind != 'deploy'",
    "'build' = kind",
    'occurrence = 1 and occurrence < 2 and occurrence <= 1 and occurrence > 0 and occurrence >= 1 and occurrence > -1.5',
    "state in ('success', 'failure')",
    "state not in ('error')",
    'duration_seconds between 61.5 and 62',
    'duration_seconds not between 0 and 61',
    "name like 'rpm-build:%' and name not like 'koji%' and name like '%x86\\_64'",
    'attempt is null and occurrence is not null',
    'fork and fork is true and fork is not false and fork = true',
    'not superseded',
    'resolved and deadline_at is null',
    "'gpu' = any(runner_labels) and not 'arm' = any (runner_labels)",
    '8 = any(pull_requests)',
    "queued_at = timestamp '2026-03-01 12:00:00' and queued_at >= '2026-03-01' and '2026-03-01T13:00+01:00' = queued_at",
    `queued_at = ${noon}`,
    "queued_at in ('2026-03-01 12:00', '2026-03-02')",
    'started_at <= finished_at',
    'true or attempt = 1',
    'true',
    "kind = 'test' and true or kind = 'build'",
    "repository = 'it''s' or repository = 'octo-org/hello'",
  ])('%s', (text) => {
    expect(isTrue(text)).toBe(true);
  });
});

describe('a condition is not true', () => {
  it.each([
    "kind = 'test'",
    'false',
    'attempt = 1',
    'not attempt = 1',
    'attempt in (1, 2)',
    'attempt not in (1, 2)',
    'attempt between 1 and 2',
    "branch like '%'",
    'null is not null',
    'branch = any(runner_labels)',
    'not branch = any(runner_labels)',
    'attempt = 1 and true',
    'attempt = 1 or false',
    "(kind = 'build' or kind = 'test') and state = 'error'",
    'superseded_at <= deadline_at',
  ])('%s', (text) => {
    expect(isTrue(text)).toBe(false);
  });

  it('for a column that the event does not carry', () => {
    expect(isTrue("kind = 'build'", {})).toBe(false);
    expect(isTrue("'x' = any(runner_labels)", {})).toBe(false);
  });
});

describe('a mistake is explained at its place', () => {
  it.each([
    ["kimd = 'build'", 0, 'there is no column "kimd"; did you mean kind? the columns are repository,'],
    ["kind = 'build' and xyzzy", 19, 'there is no column "xyzzy"; the columns are repository,'],
    ["kind = 'biuld'", 7, "kind is never 'biuld'; it is one of build, test, deploy, other; did you mean 'build'?"],
    ["kind in ('build', 'q')", 18, "kind is never 'q'; it is one of"],
    ['kind = 3', 7, 'the text column kind does not compare with the number 3'],
    ["3 = 'x'", 4, "the number 3 does not compare with the text 'x'"],
    ['attempt = null', 10, 'write `is null` or `is not null`'],
    ['superseded < fork', 11, 'booleans have no order'],
    [
      'queued_at > true',
      12,
      "a time compares with a time column, timestamp '2026-03-01 00:00:00' or milliseconds, not with the boolean true",
    ],
    ["'soon' < queued_at", 0, "not with the text 'soon'"],
    ["runner_labels = 'gpu'", 0, "runner_labels is a list; write 'x' = any(runner_labels)"],
    ["'x' = any(kind)", 10, '`any(…)` takes a list column (runner_labels, pull_requests), and kind is a text'],
    ['3 = any(runner_labels)', 0, 'runner_labels holds texts, and this is the number 3'],
    ["'x' = any(nowhere)", 10, 'there is no column "nowhere"'],
    ["'x' <> any(runner_labels)", 4, '`<> any(…)` is not known; write `= any(…)`'],
    ["'x' = any('y')", 10, '`any(…)` takes the name of a list column'],
    ["occurrence like 'x'", 0, '`like` compares text, and this is the number column occurrence'],
    ['kind', 0, 'a value standing alone must be a boolean, and this is the text column kind'],
    ['kind is true', 0, '`is true` and `is false` ask a boolean'],
    ['nowhere is null', 0, 'there is no column "nowhere"'],
    ['resolved', 0, 'there is no column "resolved"'],
    ["kind = 'a", 7, 'this text has no end'],
    ['kind = "build"', 7, 'double quotes are not used here'],
    ['kind = build -- x', 13, 'found "-"'],
    ['kind::text', 4, 'found ":"'],
    ['occurrence = 1a', 13, 'found "1a"'],
    ['kind =', 6, "the condition ends where a column, a 'text', a number"],
    ['', 0, 'the condition ends where'],
    ["kind = 'build' kind", 15, 'found "kind" where `and`, `or` or the end of the condition is expected'],
    ["(kind = 'build'", 15, 'the condition ends where `)` is expected'],
    ['kind in 3', 8, 'where `(` is expected'],
    ["kind not = 'x'", 9, '`in`, `between` or `like` after `not`'],
    ['occurrence between 1 or 2', 21, '`and` and the upper bound of `between`'],
    ['kind is 3', 8, '`null`, `true` or `false` after `is`'],
    ['kind like 3', 10, 'a text in single quotes'],
    ["queued_at > timestamp 'noon'", 22, "a time such as timestamp '2026-03-01 00:00:00'"],
    ['queued_at > timestamp 3', 22, 'a time such as'],
    ["kind = 'build'; drop table x", 14, 'found ";"'],
  ])('%s', (text, at, message) => {
    const [problem, ...others] = problems(text);

    expect(problem?.at).toBe(at);
    expect(problem?.message).toContain(message);
    expect(others).toEqual([]);
  });

  it('once, where the same operand is wrong several times', () => {
    expect(problems("kimd in ('a', 'b', 'c')")).toHaveLength(1);
    expect(problems('kimd between 1 and 2')).toHaveLength(1);
  });

  it('says that there are no lists among the columns of a revision', () => {
    expect(problems("'x' = any(provider)", 'revision')[0]?.message).toContain('there is none here');
  });

  it('and every mistake of a condition is found at once', () => {
    expect(problems("kimd = 'x' or not (attempt = 'y' and kind)").map(({ at }) => at)).toEqual([0, 29, 37]);
  });
});

describe('a condition out of all proportion is refused', () => {
  it('when it is too long', () => {
    expect(problems(`${'true or '.repeat(2000)}true`)[0]?.message).toContain('at most 10000 characters');
  });

  it('when it is nested too deeply', () => {
    expect(problems(`${'('.repeat(60)}true${')'.repeat(60)}`)[0]).toEqual({
      at: 50,
      message: expect.stringContaining('nested more than 50 deep'),
    });
    expect(problems(`${'not '.repeat(60)}true`)[0]?.message).toContain('nested more than 50 deep');
    expect(problems(`${'('.repeat(50)}true${')'.repeat(50)}`)).toEqual([]);
  });
});

describe('any text', () => {
  it('is read or refused, but never throws', () => {
    const words = fc.constantFrom(
      'kind',
      'and',
      'or',
      'not',
      '(',
      ')',
      '=',
      "'build'",
      '3',
      'in',
      ',',
      'is',
      'null',
      'between',
      'like',
      'any',
      'timestamp',
      'fork',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(' ')),
        ),
        (text) => {
          const result = parseCondition(text);
          if ('problem' in result) expect(result.problem.at).toBeLessThanOrEqual(text.length);
          else checkCondition(result.condition, runColumns);
        },
      ),
    );
  });
});

describe('three-valued logic', () => {
  const truth = fc.constantFrom(true, false, null);

  it('agrees with its truth tables', () => {
    const value = (part: boolean | null): string => (part === null ? 'attempt = 1' : String(part));
    fc.assert(
      fc.property(truth, truth, (left, right) => {
        const and = left === false || right === false ? false : left === null || right === null ? null : true;
        const or = left === true || right === true ? true : left === null || right === null ? null : false;

        expect(isTrue(`${value(left)} and ${value(right)}`)).toBe(and === true);
        expect(isTrue(`not (${value(left)} and ${value(right)})`)).toBe(and === false);
        expect(isTrue(`${value(left)} or ${value(right)}`)).toBe(or === true);
        expect(isTrue(`not (${value(left)} or ${value(right)})`)).toBe(or === false);
      }),
    );
  });
});

describe('like', () => {
  it('agrees with a regular expression', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '%', '_', '😀'), { maxLength: 8 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters, letters, (text, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll('%', '[^]*').replaceAll('_', '[^]')}$`, 'u');

        expect(matchesLike(text, pattern)).toBe(expression.test(text));
      }),
    );
  });

  it('takes what a backslash stands before literally', () => {
    expect(matchesLike('100%', '100\\%')).toBe(true);
    expect(matchesLike('1000', '100\\%')).toBe(false);
    expect(matchesLike('a\\b', 'a\\\\b')).toBe(true);
  });

  it('is quick on patterns made to be slow', () => {
    const started = performance.now();

    expect(matchesLike('a'.repeat(5000), `${'%a'.repeat(100)}%b`)).toBe(false);

    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('the columns a condition looks at', () => {
  it('are found in every form', () => {
    const text =
      "a = 1 and not b and (c in (d, 2) or 'x' = any(e)) and f between g and h and i like 'x' and j is null and true";

    expect([...columnsUsed(parsed(text))].sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']);
  });
});

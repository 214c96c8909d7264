import { describe, expect, it } from 'vitest';
import { checkCondition } from '../../src/condition/check-condition.ts';
import { columnsUsed } from '../../src/condition/columns-used.ts';
import { compareCodePoints } from '../../src/condition/compare-code-points.ts';
import { compileCondition } from '../../src/condition/compile-condition.ts';
import { conditionSql } from '../../src/condition/condition-sql.ts';
import { parseCondition } from '../../src/condition/parse-condition.ts';
import { columnsByName } from '../../src/event/columns.ts';

const columns = columnsByName('custom', false);
const event = {
  type: 'audit',
  outcome: 'success',
  at: 0,
  data: { count: 3, Name: 'x', on: true, tags: ['a', 3], list: [{ id: 'first' }, { id: 'last' }], none: null },
};

function parsed(text: string) {
  const result = parseCondition(text);
  if ('problem' in result) throw new Error(result.problem.message);
  return result.condition;
}

function holds(text: string): boolean {
  const condition = parsed(text);
  expect(checkCondition(condition, columns)).toEqual([]);
  return compileCondition(condition, columns)(event);
}

describe('a path in JSON', () => {
  it.each([
    'data.count = 3 and data.count >= 2.5 and data.count in (1, 3)',
    "data.Name = 'x' and data.Name like '_' and type < data.Name",
    'data.on and data.on is true and data.on = true',
    "'a' = any(data.tags) and 3 = any(data.tags) and not 'b' = any(data.tags)",
    "data.list.0.id = 'first' and data.list.-1.id = 'last' and data.list.2.id is null",
    'data.none is null and data.missing is null and data.count is not null and data is not null',
    'data.Name = data.Name and not data.Name = any(data.tags)',
  ])('finds a value of the type that is asked for: %s', (text) => {
    expect(holds(text)).toBe(true);
  });

  it.each([
    "data.count = '3'",
    "not data.count = '3'",
    'data.Name = 3',
    'data.Name',
    "data.name = 'x'",
    "'x' = any(data.count)",
    'data.count = data.count',
  ])('is unknown where another type stands: %s', (text) => {
    expect(holds(text)).toBe(false);
  });

  it.each([
    ["data.at > timestamp '2026-03-01'", "data.at is no time; compare it as text: data.at >= '2026-03-01'"],
    ['at > data.at', 'data.at is no time'],
    ['true = any(data.tags)', 'a list in data.tags holds texts or numbers, and this is the boolean true'],
    ['data.on < true', 'booleans have no order'],
    ["typ.x = 'y'", 'there is no column "typ.x"'],
    ["type.x = 'y'", 'there is no column "type.x"'],
  ])('is refused where it makes no sense: %s', (text, message) => {
    expect(checkCondition(parsed(text), columns)[0]?.message).toContain(message);
  });

  it('is a column with its path, in the case that was written', () => {
    expect([...columnsUsed(parsed("DATA.Asset.Name = 'x'"))]).toEqual(['data.Asset.Name']);
  });

  it('is a parameter in SQL', () => {
    const sql = conditionSql(parsed("data.a.b = 'x'"), new Map([['data', { type: 'json', sql: 't.data' }]]));

    expect(sql.text).not.toMatch(/a\.b|'x'/);
    expect(sql.params).toEqual(['{"a","b"}', 'x']);
  });
});

describe('a literal that no event can have', () => {
  it.each([
    [`data.x = ${'9'.repeat(400)}`, 'this number is too large'],
    ["type = 'a\0'", 'this text holds a NUL character'],
    ["type = '\ud800'", 'half of a surrogate pair'],
  ])('is refused: %s', (text, message) => {
    const result = parseCondition(text);

    expect('problem' in result && result.problem.message).toContain(message);
  });
});

describe('texts', () => {
  it('are ordered by code point, so an emoji comes after every character of one unit', () => {
    expect(['😀', '\ufb01', 'b', 'a', 'ab', ''].sort(compareCodePoints)).toEqual(['', 'a', 'ab', 'b', '\ufb01', '😀']);
  });

  it('beside a time literal are times', () => {
    const condition = parsed("timestamp '2026-03-01' < '2026-03-02'");

    expect(compileCondition(condition, columns)({})).toBe(true);
  });
});

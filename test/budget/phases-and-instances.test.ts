import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGroupBy, selectInstances, writeInstance } from '../../src/budget/instances.ts';
import { parsePhases, phaseInForce, targetInForce } from '../../src/budget/phases.ts';
import { toNumber } from '../../src/model/fraction.ts';

const text = '2026-01-01 99.0; 2026-02-01 99.5;2026-04-01  99.9 %;';

describe('phases', () => {
  const { phases } = parsePhases(text);

  it('are read with exact targets', () => {
    expect(parsePhases(text)).toEqual({
      phases: [
        { from: Date.parse('2026-01-01'), targetDecimal: '0.99' },
        { from: Date.parse('2026-02-01'), targetDecimal: '0.995' },
        { from: Date.parse('2026-04-01'), targetDecimal: '0.999' },
      ],
      problems: [],
    });
  });

  it.each([
    ['2026-01-01T00:00:00Z', 0.9],
    ['2026-01-01T00:01:00Z', 0.99],
    ['2026-02-01T00:00:00Z', 0.99],
    ['2026-02-01T00:01:00Z', 0.995],
    ['2027-01-01T00:00:00Z', 0.999],
  ])('of a window that ends at %s the target is %d', (end, target) => {
    expect(toNumber(targetInForce(phases, '0.9', Date.parse(end)))).toBe(target);
    expect(phaseInForce(phases, Date.parse(end))?.targetDecimal ?? '0.9').toBe(String(target));
  });

  it('that are wrong are all told', () => {
    expect(parsePhases('')).toEqual({ phases: [], problems: [expect.stringContaining('there is no phase')] });
    expect(parsePhases('2026-02-30 99; 2026-03-01 100; soon; 2026-01-01 0; 2026-02-01 x')).toEqual({
      phases: [],
      problems: [
        'a phase begins with a day such as 2026-01-01, got "2026-02-30 99"',
        'the target of a phase is a percentage above 0 and below 100, such as 99.5, got "2026-03-01 100"',
        'a phase begins with a day such as 2026-01-01, got "soon"',
        'the target of a phase is a percentage above 0 and below 100, such as 99.5, got "soon"',
        'the target of a phase is a percentage above 0 and below 100, such as 99.5, got "2026-01-01 0"',
        'the target of a phase is a percentage above 0 and below 100, such as 99.5, got "2026-02-01 x"',
      ],
    });
    expect(parsePhases('2026-02-01 99; 2026-01-01 99.5').problems).toEqual([
      '"2026-01-01 99.5" does not begin after the phase before it; put the phases in the order of time',
    ]);
  });
});

describe('the columns of instances', () => {
  it.each([
    ['repository', ['repository']],
    ['repository, data.asset.name', ['repository', 'data.asset.name']],
  ])('%s are read', (columns, expected) => {
    expect(parseGroupBy(columns)).toEqual({ columns: expected });
  });

  it.each([
    ['', 'a column such as repository'],
    ['a,', 'a column such as repository'],
    ['a, b, c', 'at most 2 columns make instances, got 3'],
    ['a, a', 'the column a stands twice'],
  ])('%j are refused', (columns, message) => {
    expect(parseGroupBy(columns)).toEqual({ problem: expect.stringContaining(message) });
  });
});

describe('instances', () => {
  const one = (name: string | null, events: number) => ({ values: [name], events });

  it('are the busiest; the rest is together', () => {
    const { kept, other } = selectInstances([one('a', 1), one('b', 5), one(null, 5), one('c', 9)], 2);

    expect(kept).toEqual([one('c', 9), one('b', 5)]);
    expect(other).toEqual([one(null, 5), one('a', 1)]);
  });

  it('are at most a thousand, none is lost, and the order of the list does not matter', () => {
    const list = fc.uniqueArray(fc.record({ values: fc.tuple(fc.string()), events: fc.nat(5) }), {
      selector: ({ values }) => values[0],
    });
    fc.assert(
      fc.property(list, fc.nat(20), (instances, most) => {
        const { kept, other } = selectInstances(instances, most);

        expect(kept.length).toBe(Math.min(most, instances.length));
        expect(new Set([...kept, ...other])).toEqual(new Set(instances));
        expect(selectInstances([...instances].reverse(), most)).toEqual({ kept, other });
      }),
    );
    const many = Array.from({ length: 1001 }, (_, index) => one(String(index), index));
    expect(selectInstances(many).other).toEqual([one('0', 0)]);
  });
});

it('an instance is named by its columns and values, also by one that is not known', () => {
  expect(writeInstance(['repository', 'branch'], ['octo/hello', null])).toBe('repository=octo/hello,branch=(none)');
});

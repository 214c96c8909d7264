import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildCohorts } from '../../src/compare/build-cohorts.ts';
import { noValue } from '../../src/compare/cohorts.ts';
import { countVotes } from '../../src/compare/count-votes.ts';
import { isNull, PackedParts } from '../../src/compare/packed-event.ts';
import { ValueColumn } from '../../src/compare/value-column.ts';
import { packed, unpacked } from '../support/packed-events.ts';

const text = fc.string({ maxLength: 5 }).filter((value) => !/[\u001d-\u001f]/.test(value));

describe('an event as one text', () => {
  it('says what was packed', () => {
    const event = packed(true, 1_700_000_000_000, 'abc', ['x', '', null]);

    expect(unpacked(event, 3)).toEqual({
      isBad: true,
      at: 1_700_000_000_000,
      cluster: 'abc',
      values: ['x', '', isNull],
    });
    expect(unpacked(packed(false, -1, 'abc', []), 0)).toEqual({ isBad: false, at: -1, cluster: 'abc', values: [] });
  });

  it('is not whole where a value holds a separator, or where values are missing', () => {
    const parts = new PackedParts(2);
    const isWhole = (values: readonly string[]): boolean => {
      parts.read(packed(true, 0, 'abc', values));
      return parts.isWhole;
    };

    expect(isWhole(['x', 'y'])).toBe(true);
    expect(isWhole(['x', 'y\u001fz'])).toBe(false);
    expect(isWhole(['x'])).toBe(false);
    expect(isWhole([])).toBe(false);
    expect(parts.cluster).toBe('abc');
  });

  it('has the values in a column that it has when they are given one by one', () => {
    const value = fc.oneof(text, fc.constant(null));
    const list = fc.array(
      text.filter((element) => element !== ''),
      { maxLength: 3 },
    );

    fc.assert(
      fc.property(fc.array(fc.record({ value, list }), { maxLength: 20 }), (events) => {
        const columns = [new ValueColumn(events.length), new ValueColumn(events.length)] as const;
        const parts = new PackedParts(2);
        for (const one of events) {
          const event = packed(true, 0, 'abc', [one.value, one.list]);
          parts.read(event);
          for (const [index, column] of columns.entries())
            column.addPart(event, parts.starts[index] as number, (parts.starts[index + 1] as number) - 1, index === 1);
        }
        const order = Uint32Array.from(events.keys());

        const built = columns.map((column, index) => column.inOrder(index === 0 ? 'value' : 'list', order, false));

        const { dimensions } = buildCohorts(
          ['value', 'list'],
          events.map((one) => ({ isBad: true, cluster: 'abc', values: [one.value, one.list] })),
        );
        expect(told(built)).toEqual(told(dimensions));
      }),
    );
  });

  it('gives the same text the same number when it comes again at once', () => {
    const column = new ValueColumn(4);
    for (const value of ['x', 'x', 'y']) column.add(value);
    column.addPart('y', 0, 1, false);

    expect(column.inOrder('runner', Uint32Array.of(0, 1, 2, 3), false).codes).toEqual(Int32Array.of(0, 0, 1, 1));
  });

  it('counts of lists only the events that are left', () => {
    const values = [['a', 'b'], ['a'], ['b']] as const;
    const cohorts = buildCohorts(
      ['labels'],
      values.map((value, index) => ({ isBad: true, cluster: `c${index}`, values: [value] })),
    );
    const [dimension] = cohorts.dimensions as [(typeof cohorts.dimensions)[number]];

    const counts = countVotes(cohorts, dimension, Uint8Array.of(0, 1, 1));

    expect(counts.map(({ badEvents }) => badEvents)).toEqual([1, 1]);
  });

  it('has no value where the list is not known or empty', () => {
    const column = new ValueColumn(2);
    column.addPart(isNull, 0, 1, true);
    column.addPart('', 0, 0, true);

    expect(column.inOrder('labels', Uint32Array.of(0, 1), false)).toMatchObject({
      values: [noValue],
      codes: Int32Array.of(0, 0),
    });
  });
});

/** The values of each event. */
function told(dimensions: ReturnType<typeof buildCohorts>['dimensions']) {
  return dimensions.map(({ name, values, codes, starts }) => ({
    name,
    events:
      starts === null
        ? [...codes].map((code) => [values[code]])
        : [...starts.subarray(1)].map((end, index) =>
            [...codes.subarray(starts[index], end)].map((code) => values[code]),
          ),
  }));
}

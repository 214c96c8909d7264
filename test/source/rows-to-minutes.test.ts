import { describe, expect, it } from 'vitest';
import { rawUnit, type SourceMetric } from '../../src/model/source-metric.ts';
import { rowsToMinutes } from '../../src/source/rows-to-minutes.ts';

const query = { type: 'sql', text: '' } as const;
const events = { type: 'rows', side: 'good', query } as const;
const raw = { type: 'raw', rawType: 'success', query } as const;
const threshold = { type: 'threshold', op: 'gt', limit: '0.1', query } as const;

describe('rows of an answer', () => {
  it('are added up by minute, in order of time; a count that is null is 0', () => {
    const rows = [
      { at: '120001.5', good: '1', total: '2' },
      { at: 60_000, good: 3, total: 3 },
      { at: 179_999, good: null, total: 1 },
    ];

    expect(rowsToMinutes(rows, events)).toEqual([
      { at: 60_000, good: 3, total: 3 },
      { at: 120_000, good: 1, total: 3 },
    ]);
    expect(rowsToMinutes(rows.slice(0, 1), { ...events, side: 'bad' })).toEqual([{ at: 120_000, good: 1, total: 2 }]);
  });

  it('with a value are judged by it, and those without one are not counted', () => {
    const rows = [{ at: 0, value: 0.1 }, { at: 1, value: '0.25' }, { at: 2, value: null }, { at: 3 }];

    expect(rowsToMinutes(rows, threshold)).toEqual([{ at: 0, good: 1, total: 2 }]);
    expect(rowsToMinutes(rows, raw)).toEqual([{ at: 0, good: 0.35 * rawUnit, total: 2 * rawUnit }]);
    expect(rowsToMinutes(rows, { ...raw, rawType: 'failure' })).toEqual([
      { at: 0, good: 1.65 * rawUnit, total: 2 * rawUnit },
    ]);
  });

  it.each<readonly [object, SourceMetric, string]>([
    [{ good: 1, total: 1 }, events, 'every row needs a number in at, got none'],
    [{ at: '', good: 1, total: 1 }, events, 'every row needs a number in at, got ""'],
    [{ at: 0, good: 1 }, events, 'every row needs a number in total, got none'],
    [{ at: 0, good: 1.5, total: 2 }, events, 'good must be a whole number of events, 0 or more, got 1.5'],
    [{ at: 0, good: 0, total: -1 }, events, 'total must be a whole number of events, 0 or more, got -1'],
    [{ at: 0, good: 0, total: 2 ** 60 }, events, 'total must be a whole number'],
    [{ at: 0, good: 3, total: 2 }, events, 'a row has more good (3) than total (2)'],
    [{ at: 0, value: 'x' }, threshold, 'every row needs a number in value, got "x"'],
    [{ at: 0, value: 1.01 }, raw, 'a raw ratio must be 0 to 1, got 1.01'],
  ])('that cannot be counted are refused: %j', (row, metric, message) => {
    expect(() => rowsToMinutes([row as { at: unknown }], metric)).toThrow(
      expect.objectContaining({ code: 'source_refused', message: expect.stringContaining(message) }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { laneCount, laneOf } from '../../src/store/lane.ts';
import { arrayLiteral, unnest } from '../../src/store/unnest.ts';

describe('a batch of rows', () => {
  it('becomes one parameter a column, with arrays and documents carried as text', () => {
    const batch = unnest(
      { id: 'int8', tags: 'text[]', doc: 'jsonb', at: 'timestamptz', ok: 'bool' },
      [
        { id: 1, tags: ['a', 'b"'], doc: { x: 1 }, at: 0, ok: true },
        { id: null, tags: [], doc: null, at: null, ok: false },
      ],
      3,
    );

    expect(batch.from).toBe(
      'unnest($3::int8[], $4::text[], $5::text[], $6::timestamptz[], $7::bool[]) as u(id, tags, doc, at, ok)',
    );
    expect(batch.select).toBe('u.id, u.tags::text[] as tags, u.doc::jsonb as doc, u.at, u.ok');
    expect(batch.params).toEqual([
      '{1,NULL}',
      '{"{\\"a\\",\\"b\\\\\\"\\"}","{}"}',
      '{"{\\"x\\":1}",NULL}',
      '{"1970-01-01T00:00:00.000Z",NULL}',
      '{"t","f"}',
    ]);
  });

  it('quotes what an array literal would misread', () => {
    expect(arrayLiteral(['a,b', '"', '\\', 'NULL', '', null])).toBe('{"a,b","\\"","\\\\","NULL","",NULL}');
  });
});

describe('a lane', () => {
  it('is the same for the same repository and in range for any', () => {
    const lanes = Array.from({ length: 1_000 }, (_, id) => laneOf('github.com', id - 500));

    expect(lanes).toEqual(Array.from({ length: 1_000 }, (_, id) => laneOf('github.com', id - 500)));
    expect(Math.min(...lanes)).toBe(0);
    expect(Math.max(...lanes)).toBe(laneCount - 1);
  });
});

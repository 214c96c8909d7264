import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conditionSql } from '../../src/condition/condition-sql.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { expectSameTruth } from './support/expect-same-truth.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());

describe('a condition as SQL on the embedded database', () => {
  it('says of every event what its function says', async () => {
    await expectSameTruth(embedded.store.db, 15);
  });
});

describe('the SQL of a condition', () => {
  it('numbers its places from the first that is free, and holds no value', () => {
    const word = { type: 'column', name: 'word', at: 0 } as const;
    const value = { type: 'literal', kind: 'text', value: "x'; drop table y", at: 0 } as const;

    expect(
      conditionSql(
        { type: 'compare', op: '=', left: word, right: value, at: 0 },
        new Map([['word', { type: 'text', sql: 't.word' }]]),
        7,
      ),
    ).toEqual({ text: '(t.word collate "C" = $7::text)', params: ["x'; drop table y"] });
  });

  it('gives null a type, because PostgreSQL wants to know one', () => {
    const word = { type: 'column', name: 'word', at: 0 } as const;
    const value = { type: 'literal', kind: 'null', value: null, at: 0 } as const;

    const sql = conditionSql(
      { type: 'compare', op: '=', left: word, right: value, at: 0 },
      new Map([['word', { type: 'text', sql: 't.word' }]]),
      1,
    );

    expect(sql).toEqual({ text: '(t.word collate "C" = $1::text)', params: [null] });
  });
});

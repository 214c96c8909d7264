import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkStatement } from '../../store/distribution/check-statement.ts';
import { type Recording, recordEverything } from '../../store/distribution/record-everything.ts';
import { readSchema } from '../../store/distribution/schema.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

describe('every statement sent to PostgreSQL', () => {
  let database: TestDatabase;
  let recording: Recording;
  beforeAll(async () => {
    database = await createDatabase();
    recording = await recordEverything({ databaseUrl: database.url, dataDir: '' });
  });
  afterAll(() => database.drop());

  it('leaves nothing in a session, so connections may be given out by transaction', () => {
    const all = [...recording.together, ...recording.distributed];
    const texts = [...new Set(all.map(({ text }) => text))];
    const violations = texts.flatMap((text) => checkStatement(text, readSchema()));

    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ name }) => name !== null)).toEqual([]);
    expect(violations.filter(({ rule }) => rule === 'session-free')).toEqual([]);
  });

  it('keeps the rules of a distributed database once its tables are distributed', () => {
    const texts = [...new Set(recording.distributed.map(({ text }) => text))];

    expect(texts.flatMap((text) => checkStatement(text, readSchema()).map(({ rule }) => `${rule}: ${text}`))).toEqual(
      [],
    );
  });
});

import fc from 'fast-check';
import { expect } from 'vitest';
import { checkCondition } from '../../../src/condition/check-condition.ts';
import { compileCondition } from '../../../src/condition/compile-condition.ts';
import { conditionSql, type SqlColumn, type SqlParam } from '../../../src/condition/condition-sql.ts';
import type { Condition } from '../../../src/model/condition.ts';
import type { SloEvent } from '../../../src/model/objective.ts';
import { type Db, run } from '../../../src/store/database.ts';
import { arbitraryCondition, arbitraryEvent, testColumns } from './arbitrary-condition.ts';

const types = {
  text: 'text',
  number: 'float8',
  boolean: 'boolean',
  time: 'timestamptz',
  'text[]': 'text[]',
  'number[]': 'float8[]',
  json: 'jsonb',
} as const;

const sqlColumns: ReadonlyMap<string, SqlColumn> = new Map(
  [...testColumns].map(([name, { type }]) => [
    name,
    { type, sql: type === 'time' ? `round((extract(epoch from t.${name}) * 1000)::numeric)::float8` : `t.${name}` },
  ]),
);

/**
 * Judges random events by random conditions and their opposites, by the function and in one statement for all, and expects no difference.
 * The opposite tells false from unknown.
 */
export async function expectSameTruth(db: Db, batches: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitraryCondition, { minLength: 40, maxLength: 40 }),
      fc.array(arbitraryEvent, { minLength: 25, maxLength: 25 }),
      async (conditions, events) => {
        const asked = conditions.flatMap((condition): readonly Condition[] => [
          condition,
          { type: 'not', part: condition },
        ]);
        for (const condition of asked) expect(checkCondition(condition, testColumns)).toEqual([]);
        const told = await askDatabase(db, asked, events);

        const differences = asked.flatMap((condition, index) => {
          const holds = compileCondition(condition, testColumns);
          return events.flatMap((event, row) =>
            holds(event) === told[row]?.[index] ? [] : [{ condition, event, sql: told[row]?.[index] }],
          );
        });
        expect(differences).toEqual([]);
      },
    ),
    { numRuns: batches },
  );
}

async function askDatabase(
  db: Db,
  conditions: readonly Condition[],
  events: readonly SloEvent[],
): Promise<readonly (readonly boolean[])[]> {
  const rows = events.map((event) => ({
    ...event,
    began: isoOf(event['began']),
    ended: isoOf(event['ended']),
  }));
  const params: SqlParam[] = [JSON.stringify(rows)];
  const tests = conditions.map((condition) => {
    const sql = conditionSql(condition, sqlColumns, params.length + 1);
    params.push(...sql.params);
    return `(${sql.text}) is true`;
  });
  const shape = [...testColumns].map(([name, { type }]) => `${name} ${types[type]}`).join(', ');
  const answers = await run<{ truths: readonly boolean[] }>(
    db,
    `select array[${tests.join(', ')}] as truths from rows from (json_to_recordset($1::json) as (${shape})) with ordinality as t order by t.ordinality`,
    params,
  );
  return answers.map(({ truths }) => truths);
}

function isoOf(ms: unknown): string | null {
  return typeof ms === 'number' ? new Date(ms).toISOString() : null;
}

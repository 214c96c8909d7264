import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkCondition } from '../../../src/condition/check-condition.ts';
import { compileCondition } from '../../../src/condition/compile-condition.ts';
import { conditionSql } from '../../../src/condition/condition-sql.ts';
import { parseCondition } from '../../../src/condition/parse-condition.ts';
import { columnsByName } from '../../../src/event/columns.ts';
import { eventOfCustomEvent } from '../../../src/event/event-of-custom-event.ts';
import { eventOfJobRun } from '../../../src/event/event-of-job-run.ts';
import { fromCustomEventRow } from '../../../src/store/custom-event-row.ts';
import { run } from '../../../src/store/database.ts';
import { eventColumnsSql } from '../../../src/store/event/event-columns-sql.ts';
import { eventTables } from '../../../src/store/generation/count-rows.ts';
import { fromJobRunRow } from '../../../src/store/job-run-row.ts';
import { entryOf, noon, status } from '../../support/entries.ts';
import { deploymentOf, deployTo, settleAll } from '../../support/generations.ts';
import { openPostgresStore, type PostgresStore } from '../../support/postgres-store.ts';
import { escapeAttempts } from './escape-attempts.ts';

let postgres: PostgresStore;
let rowsBefore: unknown;
beforeAll(async () => {
  postgres = await openPostgresStore();
  const { store } = postgres;
  await deployTo(store, deploymentOf(), noon);
  await store.append([entryOf(status({ at: noon })), entryOf(status({ at: noon, name: "x' or 1=1 --" }))]);
  await settleAll(store, noon);
  const event = {
    source: '/s',
    type: 't',
    subject: null,
    repository: null,
    outcome: null,
    job: null,
    quirks: [],
    at: noon,
  };
  await store.appendEvents([
    { ...event, eventId: '1', data: { x: 'y', null: 'y' }, receivedAt: noon },
    { ...event, eventId: '2', data: ['y'], receivedAt: noon },
  ]);
  rowsBefore = await readWorld();
});
afterAll(() => postgres.remove());

/** What an escape would change: tables, locks, settings and rows. */
async function readWorld(): Promise<unknown> {
  return run(
    postgres.store.db,
    `select (select count(*) from pg_class) as relations, (select count(*) from job_runs) as runs, (select count(*) from state) as states,
      (select count(*) from pg_locks where locktype = 'advisory' and database = d.oid) as locks, current_setting('search_path') as path
     from pg_database d where d.datname = current_database()`,
  );
}

describe('a condition that tries to escape', () => {
  it('there are enough of them', () => {
    expect(escapeAttempts.length).toBeGreaterThanOrEqual(200);
  });

  it.each(escapeAttempts.map(({ eventType, text }) => [text.slice(0, 60), eventType, text] as const))(
    'is refused, or asks only about the event: %s',
    async (_shown, eventType, text) => {
      const parsed = parseCondition(text);
      const columns = columnsByName(eventType, false);
      if ('problem' in parsed || checkCondition(parsed.condition, columns).length > 0) return;
      const sql = conditionSql(parsed.condition, eventColumnsSql(eventType));
      const started = performance.now();
      const { table } = eventTables[eventType];
      const { db } = postgres.store;
      const rows = await run<{ holds: boolean }>(
        db,
        `select (${sql.text}) is true as holds, t.* from ${table} t left join repositories r on r.repository_id = t.repository_id and r.host = t.host`,
        sql.params,
      );
      const holds = compileCondition(parsed.condition, columns);
      const events = rows.map((row) =>
        eventType === 'custom'
          ? eventOfCustomEvent(fromCustomEventRow(row as never))
          : eventOfJobRun(fromJobRunRow(row as never), 'octo/repo'),
      );

      expect(rows.map((row) => row.holds)).toEqual(events.map(holds));
      expect(performance.now() - started).toBeLessThan(2_000);
    },
  );

  it('has changed nothing', async () => {
    expect(await readWorld()).toEqual(rowsBefore);
  });

  it('is refused in nearly every case, and what is left is about texts, numbers and paths', () => {
    const allowed = escapeAttempts.filter(({ eventType, text }) => {
      const parsed = parseCondition(text);
      return !('problem' in parsed) && checkCondition(parsed.condition, columnsByName(eventType, false)).length === 0;
    });

    expect(allowed.length).toBeGreaterThan(10);
    expect(allowed.length).toBeLessThan(45);
    expect(
      allowed.map(({ text }) => text).filter((text) => /pg_|select|drop table state|lo_import/.test(text)),
    ).toEqual([]);
  });
});

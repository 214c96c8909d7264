import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Db, run } from '../../../src/store/database.ts';
import type { OpenStore } from '../../../src/store/open-store.ts';
import { lockFoldingLanes, lockSettlingLanes } from '../../../src/store/projection/lock-lanes.ts';
import { everyRepository } from '../../../src/store/repository-choice.ts';
import { deleteRows } from '../../support/dump-rows.ts';
import { openPostgresStore, type PostgresStore } from '../../support/postgres-store.ts';

const now = Date.UTC(2026, 0, 31);

describe('replicas that look for work at the same moment', () => {
  let postgres: PostgresStore;
  let store: OpenStore;
  beforeAll(async () => {
    postgres = await openPostgresStore();
    store = postgres.store;
  });
  afterAll(() => postgres.remove());
  beforeEach(() => deleteRows(store.db, ['inbox', 'settle_queue']));

  /** The lanes that one takes, those that the other finds then, and how many locks both hold. */
  async function takeTwice(
    wanted: 'folding' | 'settling',
  ): Promise<readonly [readonly number[], readonly number[], number]> {
    return store.db.transaction().execute(async (one) => {
      const lock = (tx: Db): Promise<readonly number[]> =>
        wanted === 'folding' ? lockFoldingLanes(tx, everyRepository) : lockSettlingLanes(tx, now, everyRepository);
      const first = await lock(one);
      return store.db.transaction().execute(async (other) => {
        const second = await lock(other);
        const [held] = await run<{ count: number }>(
          other,
          `select count(*) as count from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
        );
        return [first, second, held?.count ?? 0];
      });
    });
  }

  /** The higher its lane, the longer a row has waited. */
  async function fillInbox(rows: number, lanes: number): Promise<void> {
    await run(
      store.db,
      `insert into inbox (repository_id, host, guid, lane, full_name, seen_at, received_at, quirks)
       select 1, 'github.com', n::text, n % $2::int, 'o/r', now(), timestamptz '2026-01-31' - n % $2::int * interval '1 minute', '' from generate_series(1, $1::int) n`,
      [rows, lanes],
    );
  }

  it.each([
    ['a few deliveries go to one of them', 30, 16, 16],
    ['a batch is halved', 1_600, 16, 8],
    ['a backlog is quartered', 8_000, 16, 4],
    ['a backlog of a few repositories is quartered too', 8_000, 6, 2],
  ])('%s', async (_what, rows, lanes, taken) => {
    await fillInbox(rows, lanes);

    const [first, second, held] = await takeTwice('folding');

    expect(first).toHaveLength(taken);
    expect(second).toHaveLength(Math.min(taken, lanes - taken));
    expect(second.filter((lane) => first.includes(lane))).toEqual([]);
    expect(held).toBe(first.length + second.length);
    expect(first).toContain(lanes - 1);
  });

  it('the lanes of what is due longest are settled, half of them when there is much', async () => {
    const due = (count: number, lane: number, at: string): Promise<unknown> =>
      run(
        store.db,
        `insert into settle_queue (repository_id, host, due_at, lane)
         select $2::int * 10000 + n, 'github.com', $3::timestamptz, $2::int from generate_series(1, $1::int) n`,
        [count, lane, at],
      );
    await due(10, 3, '2026-01-30');
    await due(10, 5, '2026-01-29');
    await due(10, 7, '2026-02-01');
    expect((await takeTwice('settling'))[0]).toEqual([5, 3]);

    await due(200, 9, '2026-01-28');
    await due(300, 11, '2026-01-30');

    expect(await takeTwice('settling')).toEqual([[9, 5], [expect.any(Number), expect.any(Number)], 4]);
  });

  it('nothing is locked when there is nothing to do', async () => {
    expect(await takeTwice('folding')).toEqual([[], [], 0]);
    expect(await takeTwice('settling')).toEqual([[], [], 0]);
  });
});

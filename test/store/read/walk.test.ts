import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { JobRun } from '../../../src/model/job-run.ts';
import { systemViewer } from '../../../src/model/viewer.ts';
import { run } from '../../../src/store/database.ts';
import { saveJobRuns } from '../../../src/store/projection/save-derived.ts';
import { readCommitRows } from '../../../src/store/projection/stored-rows.ts';
import { readCursor, writeCursor } from '../../../src/store/read/cursor.ts';
import { emptyTables } from '../../support/dump-rows.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../support/embedded-store.ts';
import { minute, noon } from '../../support/entries.ts';
import { someRun } from '../../support/fake-store.ts';
import { deploymentOf, deployTo } from '../../support/generations.ts';

const sha = 'a'.repeat(40);
const commit = { repository_id: 1, host: 'github.com', head_sha: sha };

/** A run that is number `id` and was queued so many minutes after noon. */
function runAt(id: number, minutes: number): JobRun {
  const { repository: _, ...some } = someRun;
  return { ...some, id: id.toString(16).padStart(32, '0'), headSha: sha, queuedAt: noon + minutes * minute };
}

/** What happens between two pages. `at` is a number of minutes, `id` the number of a run. */
type Change =
  | { readonly type: 'insert'; readonly id: number; readonly at: number }
  | { readonly type: 'move'; readonly id: number; readonly at: number };

describe('a walk through a list by pages', () => {
  let embedded: EmbeddedStore;
  let runs: Map<number, JobRun>;
  beforeAll(async () => {
    embedded = await openEmbeddedStore();
    await deployTo(embedded.store, deploymentOf(), noon);
  });
  afterAll(() => embedded.remove());
  beforeEach(start);

  async function start(): Promise<void> {
    const { db } = embedded.store;
    await emptyTables(db);
    await run(db, `insert into repositories values (1, 'github.com', 'octo/hello', false, null, now(), null)`);
    runs = new Map();
  }

  /** The same way by which the fold writes. */
  async function save(...changed: readonly JobRun[]): Promise<void> {
    const { db } = embedded.store;
    for (const each of changed) runs.set(Number.parseInt(each.id, 16), each);
    const stored = await readCommitRows(db, 1, 'job_runs', [commit]);
    await saveJobRuns(db, { generation: 1, dueAt: noon }, [...runs.values()], stored);
  }

  async function page(limit: number, cursor: string | null): Promise<{ ids: number[]; next: string | null }> {
    const { items, next } = await embedded.store.read.listRuns(systemViewer, {
      limit,
      ...(cursor === null ? {} : { cursor }),
    });
    return { ids: items.map(({ id }) => Number.parseInt(id, 16)), next };
  }

  it('meets a run that moves ahead of the walk once', async () => {
    await save(runAt(1, 10), runAt(2, 20), runAt(3, 30));
    const first = await page(1, null);
    await save(runAt(1, 40));
    const rest = await page(10, first.next);

    expect([...first.ids, ...rest.ids]).toEqual([3, 2, 1]);
  });

  it('meets a run that moves behind the walk once', async () => {
    await save(runAt(1, 10), runAt(2, 20), runAt(3, 30));
    const first = await page(1, null);
    await save(runAt(3, 5));
    const rest = await page(10, first.next);

    expect([...first.ids, ...rest.ids]).toEqual([3, 2, 1]);
  });

  it('gives a run that moved with its new time, and a new walk gives it its new place', async () => {
    await save(runAt(1, 10), runAt(2, 20), runAt(3, 30));
    const first = await page(1, null);
    await save(runAt(1, 40));
    const { items } = await embedded.store.read.listRuns(systemViewer, { cursor: first.next ?? '' });
    // A walk that begins when the move is older than the margin; the clock of the database is not ours to turn.
    await run(
      embedded.store.db,
      `update job_runs set moved_at = moved_at - interval '2 minutes',
         moves = jsonb_build_array(jsonb_build_array((moves->0->>0)::int8 - 120000, (moves->0->>1)::int8))
       where moves is not null`,
    );

    expect(items.at(-1)?.queuedAt).toBe(noon + 40 * minute);
    expect((await page(10, null)).ids).toEqual([1, 3, 2]);
  });

  it('meets every run that was there in the beginning once, whatever comes and moves meanwhile', async () => {
    const number = fc.integer({ min: 1, max: 40 });
    const at = fc.integer({ min: 0, max: 30 });
    const change: fc.Arbitrary<Change> = fc.record({ type: fc.constantFrom('insert', 'move'), id: number, at });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 20 }), at }), { selector: ({ id }) => id }),
        fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        async (inTheBeginning, between, limit) => {
          await start();
          await save(...inTheBeginning.map((each) => runAt(each.id, each.at)));
          const met: number[] = [];
          let cursor: string | null = null;
          for (let turn = 0; turn === 0 || cursor !== null; turn += 1) {
            const { ids, next } = await page(limit, cursor);
            met.push(...ids);
            cursor = next;
            for (const { type, id, at: minutes } of between[turn % between.length] ?? []) {
              if (runs.has(id) === (type === 'move')) await save(runAt(id, minutes));
            }
          }

          expect(met.length).toBe(new Set(met).size);
          expect(met).toEqual(expect.arrayContaining(inTheBeginning.map(({ id }) => id)));
        },
      ),
      { numRuns: 12 },
    );
  }, 120_000);

  it('keeps the moves of the last hour of a run and forgets older ones', async () => {
    await save(runAt(1, 10));
    await save(runAt(1, 11));
    await run(
      embedded.store.db,
      `update job_runs set moves = jsonb_build_array(jsonb_build_array((moves->0->>0)::int8 - 3600001, 1))`,
    );
    await save(runAt(1, 12));
    await save(runAt(1, 13));

    const [row] = await run<{ moves: readonly (readonly number[])[] }>(embedded.store.db, `select moves from job_runs`);
    expect(row?.moves.map(([, before]) => before)).toEqual([noon + 11 * minute, noon + 12 * minute]);
  });

  it('gives a run that was taken out and is made again the place that it had in the walk', async () => {
    await save(runAt(1, 10), runAt(2, 20), runAt(3, 30));
    const first = await page(1, null);
    runs.delete(3);
    await save();
    await save(runAt(3, 5));
    const rest = await page(10, first.next);

    expect([...first.ids, ...rest.ids]).toEqual([3, 2, 1]);
  });

  it('refuses a walk that takes longer than moves are kept', async () => {
    await save(runAt(1, 10), runAt(2, 20));
    const { next } = await page(1, null);
    const cursor = readCursor(next ?? '');
    const old = writeCursor({ ...cursor, began: cursor.began - 3_600_001 });
    const future = writeCursor({ ...cursor, began: cursor.began + 3_600_000 });

    await expect(page(1, old)).rejects.toMatchObject({ code: 'bad_request' });
    await expect(page(1, old)).rejects.toThrow(/can be read for an hour, begin again without a cursor/);
    await expect(page(1, future)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('refuses a cursor that no page gave', async () => {
    for (const cursor of ['', 'x', Buffer.from('1 2 3').toString('base64url'), '%%%'])
      await expect(page(1, cursor)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('keeps since and until to where a run stood when the walk began', async () => {
    await save(runAt(1, 10), runAt(2, 20), runAt(3, 30));
    const window = { since: noon + 5 * minute, until: noon + 35 * minute, limit: 1 };
    const first = await embedded.store.read.listRuns(systemViewer, window);
    await save(runAt(1, 40), runAt(2, 1));

    const second = await embedded.store.read.listRuns(systemViewer, { ...window, cursor: first.next ?? '' });
    const third = await embedded.store.read.listRuns(systemViewer, { ...window, cursor: second.next ?? '' });

    expect([...second.items, ...third.items].map(({ id }) => Number.parseInt(id, 16))).toEqual([2, 1]);
    expect(third.next).toBeNull();
  });
});

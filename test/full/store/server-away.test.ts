import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ownVersions } from '../../../src/generation/deployment.ts';
import type { LogEntry } from '../../../src/model/delivery.ts';
import { append } from '../../../src/store/append.ts';
import { type Db, databaseOver, openPool, run } from '../../../src/store/database.ts';
import { type LocalWorker, startWorker } from '../../../src/worker/start-worker.ts';
import { parse } from '../../store/distribution/parse-tree.ts';
import { readLevels, readsDistributed } from '../../store/distribution/query-level.ts';
import { readSchema } from '../../store/distribution/schema.ts';
import { tasksEverywhere } from '../../store/distribution/task-rules.ts';
import { openDistributedStore } from '../../support/distributed-store.ts';
import { entryOf, hour, noon, pullRequest, status } from '../../support/entries.ts';
import { type FaultyPool, faultyPool, soundly } from '../../support/faulty-pool.ts';
import { deploymentOf } from '../../support/generations.ts';
import { createDatabase, type TestDatabase } from '../../support/postgres.ts';

const schema = readSchema();
const away = 987_654_321;

/** What Citus answers when a server does not: of a statement that is about the repository there, or that asks every server. */
function isAnswered(text: string, params: readonly unknown[]): boolean {
  const [statement] = parse(text);
  const level = statement === undefined ? null : readLevels(statement.type, statement.fields);
  if (level === null || !readsDistributed(level, schema)) return true;
  return tasksEverywhere(level, schema).length === 0 && !params.some((param) => String(param).includes(String(away)));
}

describe('a server that is away', () => {
  let database: TestDatabase;
  let pool: FaultyPool;
  let db: Db;
  let worker: LocalWorker;
  const now = noon + hour;
  beforeEach(async () => {
    database = await createDatabase();
    const options = { databaseUrl: database.url, dataDir: '' };
    await (await openDistributedStore(options)).close();
    pool = faultyPool(await openPool(options));
    db = databaseOver(pool);
    worker = await startWorker({
      store: { db, embedded: false },
      versions: ownVersions,
      offers: deploymentOf(),
      everyMs: hour,
      retentionDays: 90,
      clock: () => now,
      log: { info: () => undefined, warn: () => undefined },
    });
  });
  afterEach(async () => {
    pool.fault = soundly;
    await worker.stop();
    await db.destroy();
    await database.drop();
  });

  function losesServer(): void {
    pool.fault = (text, params, send) => {
      if (isAnswered(text, params)) return send(text, params);
      throw Object.assign(new Error('connection to the remote node failed'), { severity: 'ERROR', code: '08006' });
    };
  }

  const of = (id: number): readonly LogEntry[] =>
    [pullRequest({ at: noon }), status({ at: noon + 2_000 }), status({ at: noon + 9_000, phase: 'final' })].map(
      (observation) =>
        entryOf(observation, {
          repository: { host: 'github.com', id, fullName: `o/r${id}`, private: false, installationId: 1 },
        }),
    );
  const settled = (): Promise<readonly { repository_id: number }[]> =>
    run(db, `select distinct repository_id from verdicts order by 1`);
  const waiting = (): Promise<readonly { repository_id: number }[]> =>
    run(db, `select distinct repository_id from inbox order by 1`);

  it('stops the folding of its own repositories, and of no others', async () => {
    await append(db, [...of(1), ...of(away), ...of(2), ...of(3)]);
    losesServer();
    await worker.drain(3_000);
    pool.fault = soundly;

    expect(await settled()).toEqual([1, 2, 3].map((repository_id) => ({ repository_id })));
    expect(await waiting()).toEqual([{ repository_id: away }]);
  });

  it('stops the settling of its own repositories, and of no others', async () => {
    await append(db, [...of(1), ...of(away), ...of(2)]);
    // Folded before it went away.
    const begin = soundly;
    pool.fault = (text, params, send) => {
      if (/settle_queue q where/.test(text)) throw new Error('not yet');
      return begin(text, params, send);
    };
    await worker.drain(1_000).catch(() => false);
    losesServer();
    await worker.drain(3_000);
    pool.fault = soundly;

    expect(await waiting()).toEqual([]);
    expect(await settled()).toEqual([1, 2].map((repository_id) => ({ repository_id })));
  });

  it('is made good when it is back', async () => {
    await append(db, [...of(1), ...of(away)]);
    losesServer();
    await worker.drain(1_000);
    pool.fault = soundly;

    expect(await worker.drain(20_000)).toBe(true);
    expect(await settled()).toEqual([1, away].map((repository_id) => ({ repository_id })));
  });
});

import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createDoor } from '../../../src/ingest/door.ts';
import type { RecoveryOptions } from '../../../src/recover/recovery-options.ts';
import { runPass } from '../../../src/recover/run-pass.ts';
import { run } from '../../../src/store/database.ts';
import { type OpenStore, openStore } from '../../../src/store/open-store.ts';
import { releaseLease } from '../../../src/store/recovery/release-lease.ts';
import { takeLease } from '../../../src/store/recovery/take-lease.ts';
import { memoryLog } from '../../support/door-server.ts';
import { deliveriesFrom, fakeGithub, testClient } from '../../support/github-deliveries.ts';
import type { Pgbouncer } from '../../support/pgbouncer.ts';
import { bounceFreshDatabase } from './bounce-fresh-database.ts';
import { readPooledSessions } from './pooled-sessions.ts';

const now = Date.UTC(2026, 0, 5, 12);
const clock = (): number => now;

let bouncer: Pgbouncer;
let stores: readonly OpenStore[];

beforeAll(() => nock.disableNetConnect());
beforeEach(async () => {
  bouncer = await bounceFreshDatabase();
  stores = await Promise.all([1, 2, 3].map(() => openStore({ databaseUrl: bouncer.url, dataDir: '' })));
  onTestFinished(async () => {
    await Promise.all(stores.map((store) => store.close()));
  });
});
afterEach(() => nock.cleanAll());
afterAll(() => {
  nock.enableNetConnect();
});

async function replica(store: OpenStore, holder: string): Promise<RecoveryOptions> {
  const log = memoryLog();
  const door = createDoor({ secrets: [], hosts: ['github.com'], store, log, clock });
  const client = await testClient({ clock });
  return { client, store, config: { pull: false, retention: { days: 400 } }, clock, log, ingest: door.accept, holder };
}

it('behind a pgbouncer, one replica at a time asks GitHub, and no session keeps anything of it', async () => {
  const github = fakeGithub();
  github.setClock(clock);
  github.attempts.push(...deliveriesFrom(1, 20, now - 3_600_000, 502));
  const parts = await Promise.all(stores.map((store, index) => replica(store, `r${index}`)));

  const passes = await Promise.all(parts.map((options) => runPass(options, new AbortController().signal)));

  expect(passes.map(({ recovered }) => recovered).sort((a, b) => a - b)).toEqual([0, 0, 20]);
  expect(github.details()).toHaveLength(20);
  const [{ db }] = stores as readonly [OpenStore];
  expect(await run(db, `select count(*) as count from observation_log`)).toEqual([{ count: 20 }]);
  expect(await run(db, `select name from leases`)).toEqual([]);
  expect((await readPooledSessions(bouncer)).flat()).toEqual([]);
});

it('behind a pgbouncer, a lease is its holder’s, whichever session asks', async () => {
  const [{ db }, { db: other }] = stores as readonly [OpenStore, OpenStore];
  const take = (asking: OpenStore['db'], holder: string, at = now): Promise<boolean> =>
    takeLease(asking, 'a lease', holder, at, 60_000);

  const taken = [await take(db, 'one'), await take(other, 'two'), await take(db, 'one', now + 30_000)];
  await releaseLease(other, 'a lease', 'two');
  const kept = await take(other, 'two', now + 60_000);
  await releaseLease(db, 'a lease', 'one');
  const given = await take(other, 'two', now + 60_000);

  expect([...taken, kept, given]).toEqual([true, false, true, false, true]);
});

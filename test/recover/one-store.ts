import { rm } from 'node:fs/promises';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createDoor } from '../../src/ingest/door.ts';
import type { RecoveryOptions } from '../../src/recover/recovery-options.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { memoryLog } from '../support/door-server.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { type Attempt, fakeGithub, testClient } from '../support/github-deliveries.ts';

export const start = Date.UTC(2026, 0, 5, 12);
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const { signal } = new AbortController();

let dataDir: string;
export let store: OpenStore;
let now: number;
export const clock = (): number => now;

/** Lets the clock of the test go on. */
export function passTime(ms: number): void {
  now += ms;
}

export async function options(
  changes: Partial<RecoveryOptions> = {},
  // No answer of this test's GitHub is late unless it shall be, however busy the machine is.
  timeoutMs = 60_000,
): Promise<RecoveryOptions & { readonly log: ReturnType<typeof memoryLog> }> {
  const log = memoryLog();
  const door = createDoor({ secrets: [], hosts: ['github.com'], store, log, clock });
  return {
    client: await testClient({ clock, timeoutMs }),
    store,
    config: { pull: false, retention: { days: 400 } },
    clock,
    log,
    ingest: door.accept,
    holder: 'one',
    ...changes,
  } as RecoveryOptions & { readonly log: ReturnType<typeof memoryLog> };
}

/** A GitHub that tells our test's time. */
export function github(settings: Parameters<typeof fakeGithub>[0] = {}) {
  const fake = fakeGithub(settings);
  fake.setClock(clock);
  return fake;
}

export async function logged(): Promise<readonly string[]> {
  return (await run<{ guid: string }>(store.db, `select guid from observation_log order by guid`)).map(
    ({ guid }) => guid,
  );
}

export async function recorded(): Promise<Record<string, number>> {
  const rows = await run<{ state: string; count: number }>(
    store.db,
    `select fetch_state as state, count(*) as count from hook_deliveries group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export const guids = (attempts: readonly Attempt[]): readonly string[] => attempts.map(({ guid }) => guid).sort();

/** Opens a database for the tests of a file, and empties it before each. */
export function useOneStore(): void {
  beforeAll(async () => {
    nock.disableNetConnect();
    dataDir = freshDataDir();
    store = await openStore({ databaseUrl: null, dataDir });
  });
  beforeEach(async () => {
    now = start;
    await emptyTables(store.db);
    await run(store.db, `delete from state where key like 'recovery:%'`);
  });
  afterEach(() => nock.cleanAll());
  afterAll(async () => {
    nock.enableNetConnect();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  });
}

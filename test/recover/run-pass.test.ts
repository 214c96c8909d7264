import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDoor } from '../../src/ingest/door.ts';
import type { RecoveryOptions } from '../../src/recover/recovery-options.ts';
import { runPass } from '../../src/recover/run-pass.ts';
import { run } from '../../src/store/database.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { memoryLog, pullRequestBody } from '../support/door-server.ts';
import { emptyTables } from '../support/dump-rows.ts';
import { type Attempt, deliveriesFrom, fakeGithub, json, testClient } from '../support/github-deliveries.ts';

const start = Date.UTC(2026, 0, 5, 12);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const { signal } = new AbortController();

let dataDir: string;
let store: OpenStore;
let now: number;
const clock = (): number => now;

beforeAll(async () => {
  nock.disableNetConnect();
  dataDir = await mkdtemp(join(tmpdir(), 'cislo-recover-'));
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

async function options(
  changes: Partial<RecoveryOptions> = {},
): Promise<RecoveryOptions & { readonly log: ReturnType<typeof memoryLog> }> {
  const log = memoryLog();
  const door = createDoor({ secrets: [], hosts: ['github.com'], store, log, clock });
  return {
    client: await testClient({ clock, timeoutMs: 200 }),
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
function github(settings: Parameters<typeof fakeGithub>[0] = {}) {
  const fake = fakeGithub(settings);
  fake.setClock(clock);
  return fake;
}

async function logged(): Promise<readonly string[]> {
  return (await run<{ guid: string }>(store.db, `select guid from observation_log order by guid`)).map(
    ({ guid }) => guid,
  );
}

async function recorded(): Promise<Record<string, number>> {
  const rows = await run<{ state: string; count: number }>(
    store.db,
    `select fetch_state as state, count(*) as count from hook_deliveries group by 1 order by 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

const guids = (attempts: readonly Attempt[]): readonly string[] => attempts.map(({ guid }) => guid).sort();

describe('a pass', () => {
  it('reads all pages, fetches what failed once and leaves alone what the log has', async () => {
    const fake = github({ pageSize: 3 });
    const failed = deliveriesFrom(1, 4, start - hourMs, 502);
    const stored = deliveriesFrom(11, 4, start - hourMs / 2, 200);
    fake.attempts.push(...failed, ...stored, {
      id: 30,
      guid: 'i',
      at: start - hourMs,
      event: 'installation',
      repositoryId: null,
    });
    const parts = await options();
    for (const { guid, id } of stored)
      await parts.ingest(guid, 'pull_request', JSON.parse(pullRequestBody(Number(id))));

    const pass = await runPass(parts, signal);

    expect(pass).toMatchObject({ result: 'done', listed: 9, recovered: 4, lost: 0, postponed: 0, again: false });
    expect(await logged()).toEqual(guids([...failed, ...stored]));
    expect(await recorded()).toEqual({ held: 4, recovered: 4, unused: 1 });
    expect(fake.lists()).toHaveLength(3);
    expect(fake.details()).toHaveLength(4);
  });

  it('after another fetches nothing again and reads one page', async () => {
    const fake = github({ pageSize: 3 });
    fake.attempts.push(...deliveriesFrom(1, 8, start - hourMs, 502));
    const parts = await options();
    await runPass(parts, signal);
    fake.requests.length = 0;
    now += minuteMs;

    const pass = await runPass(parts, signal);

    expect(pass).toMatchObject({ result: 'done', recovered: 0 });
    expect(fake.requests).toEqual(['/app/hook/deliveries?per_page=100']);
    expect(await logged()).toHaveLength(8);
  });

  it('waits until a delivery’s answer is final', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 1, start - 30_000, 502));
    const parts = await options();

    expect(await runPass(parts, signal)).toMatchObject({ listed: 0, recovered: 0 });
    now += minuteMs;
    expect(await runPass(parts, signal)).toMatchObject({ listed: 1, recovered: 1 });
  });

  it('takes the attempts of a redelivery for one delivery', async () => {
    const fake = github({ pageSize: 1 });
    const [first] = deliveriesFrom(1, 1, start - hourMs, 502) as [Attempt];
    fake.attempts.push(first, { ...first, id: 2, at: start - hourMs / 2, redelivery: true });
    const parts = await options();

    expect(await runPass(parts, signal)).toMatchObject({ listed: 2, recovered: 1 });

    const rows = await run<{ attempts: unknown[]; delivered_at: number }>(
      store.db,
      `select attempts, delivered_at from hook_deliveries`,
    );
    expect(rows).toMatchObject([{ attempts: [{ id: '1', statusCode: 502 }, { id: '2' }], delivered_at: first.at }]);
    expect(fake.details()).toHaveLength(1);
  });

  it('brings back an accepted delivery that the log has lost', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 2, start - hourMs, 200));

    expect(await runPass(await options(), signal)).toMatchObject({ recovered: 2 });
    expect(await logged()).toHaveLength(2);
  });

  it('looks no further back than GitHub or we keep deliveries', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(
      ...deliveriesFrom(1, 6, start - 4 * 24 * hourMs, 502),
      ...deliveriesFrom(11, 3, start - 30 * hourMs, 502),
      ...deliveriesFrom(21, 1, start - hourMs, 502),
    );

    expect(await runPass(await options({ config: { pull: false, retention: { days: 1 } } }), signal)).toMatchObject({
      recovered: 1,
    });
    await run(store.db, `delete from state where key like 'recovery:%'`);
    expect(await runPass(await options(), signal)).toMatchObject({ recovered: 3 });
  });

  it('leaves the work to the replica that is at it', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 1, start - hourMs, 502));
    await run(store.db, `insert into leases values ('recovery:github.com/1', 'other', $1)`, [
      new Date(start + 1).toISOString(),
    ]);
    const parts = await options();

    expect(await runPass(parts, signal)).toMatchObject({ result: 'busy', recovered: 0 });
    now += 2;
    expect(await runPass(parts, signal)).toMatchObject({ result: 'done', recovered: 1 });
    expect(await run(store.db, `select * from leases`)).toEqual([]);
  });

  it('that is stopped while it fetches costs no delivery a try', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const stopper = new AbortController();
    fake.interfere = (path) => {
      if (path.includes('per_page')) return null;
      stopper.abort();
      return { ...json(200, {}), delayMs: 100 };
    };

    expect(await runPass(await options(), stopper.signal)).toMatchObject({ recovered: 0, postponed: 0, again: false });
    expect(await run(store.db, `select from hook_deliveries where fetches > 0`)).toEqual([]);
    expect(await recorded()).toEqual({ wanted: 6 });
  });

  it('stops when it is told to', async () => {
    github().attempts.push(...deliveriesFrom(1, 1, start - hourMs, 502));

    expect(await runPass(await options(), AbortSignal.abort())).toMatchObject({ result: 'busy' });
  });
});

describe('trouble with GitHub', () => {
  it.each([
    ['500', () => json(500, { message: 'oops' })],
    ['404', () => json(404, {})],
    ['401', () => json(401, {})],
    ['truncated JSON', () => ({ status: 200, body: '[{"id": 1,' })],
    ['no answer', () => ({ ...json(200, []), delayMs: 1_000 })],
  ])('on the list (%s) changes nothing, and the next pass goes on', async (_, answer) => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 3, start - hourMs, 502));
    fake.interfere = answer;
    const parts = await options();

    expect(await runPass(parts, signal)).toMatchObject({ result: 'set_back', listed: 0 });
    fake.interfere = () => null;
    expect(await runPass(parts, signal)).toMatchObject({ result: 'done', recovered: 3 });
  });

  it('in the middle of the list is gone on from at the same page, and then from the top', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('v1_2') ? json(502, {}) : null);
    await runPass(await options(), signal);
    fake.interfere = () => null;
    fake.requests.length = 0;
    // What fails meanwhile stands above the page that the pass had come to.
    const [late] = deliveriesFrom(90, 1, start, 502) as [Attempt];
    fake.attempts.push(late);
    now += 2 * minuteMs;

    const resumed = await runPass(await options({ holder: 'another process' }), signal);
    const next = await runPass(await options(), signal);

    expect(resumed).toMatchObject({ result: 'done', listed: 2, again: true });
    expect(fake.lists().slice(0, 2)).toEqual([
      '/app/hook/deliveries?per_page=100&cursor=v1_2',
      '/app/hook/deliveries?per_page=100',
    ]);
    expect(next).toMatchObject({ recovered: 1, again: false });
    expect(await logged()).toHaveLength(7);
    expect(await recorded()).toEqual({ recovered: 7 });
  });

  it('a cursor that GitHub knows no more begins the list anew', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('v1_4') ? json(502, {}) : null);
    await runPass(await options(), signal);
    fake.interfere = (path) => (path.includes('v1_4') && fake.lists().length === 3 ? json(422, {}) : null);

    await runPass(await options(), signal);

    expect(await logged()).toHaveLength(6);
  });

  it('a used-up rate limit rests everything until it is over, also after a restart', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const used = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 600) };
    fake.interfere = (path) =>
      path.includes('cursor') ? json(403, { message: 'API rate limit exceeded' }, used) : null;
    expect(await runPass(await options(), signal)).toMatchObject({
      result: 'paused',
      listed: 2,
      setback: { type: 'limited', until: start + 601_000 },
    });
    fake.interfere = () => null;
    fake.requests.length = 0;

    now += 9 * minuteMs;
    const early = await runPass(await options(), signal);
    expect(fake.requests).toEqual([]);
    now += 2 * minuteMs;
    const late = await runPass(await options(), signal);

    expect(early).toMatchObject({ result: 'paused', setback: null });
    expect(late).toMatchObject({ result: 'done', recovered: 6 });
  });

  it('the last request that the limit allows is used, and no more', async () => {
    const fake = github({ pageSize: 2 });
    fake.attempts.push(...deliveriesFrom(1, 3, start - hourMs, 502));
    const last = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(start / 1000 + 60) };
    fake.interfere = () =>
      fake.requests.length === 1
        ? json(200, [], { ...last, link: '<https://api.github.com/app/hook/deliveries?cursor=v1_1>; rel="next"' })
        : null;

    expect(await runPass(await options(), signal)).toMatchObject({ result: 'paused' });
    expect(fake.requests).toHaveLength(1);
  });

  it('a rate limit met while fetching keeps what is done and goes on after it', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 10, start - hourMs, 502));
    fake.interfere = (path) =>
      fake.details().length > 5 && path.match(/\d$/) && !path.includes('per_page')
        ? json(429, {}, { 'retry-after': '60' })
        : null;
    const parts = await options();
    const first = await runPass(parts, signal);
    fake.interfere = () => null;
    now += 2 * minuteMs;

    const second = await runPass(parts, signal);

    expect(first).toMatchObject({ result: 'paused', recovered: 5, postponed: 0 });
    expect(second).toMatchObject({ result: 'done', recovered: 5 });
    expect(await recorded()).toEqual({ recovered: 10 });
  });

  it('a payload that cannot be had keeps back no other, and is given up with a line in the log', async () => {
    const fake = github();
    const all = deliveriesFrom(1, 6, start - hourMs, 502);
    fake.attempts.push(...all);
    fake.interfere = (path) =>
      path.endsWith('/1') ? json(404, {}) : path.endsWith('/2') ? json(200, { request: { payload: null } }) : null;
    const parts = await options();

    const first = await runPass(parts, signal);
    for (let index = 0; index < 10; index += 1) {
      now += 20 * minuteMs;
      await runPass(parts, signal);
    }

    expect(first).toMatchObject({ result: 'done', recovered: 4, postponed: 2 });
    expect(await recorded()).toEqual({ lost: 2, recovered: 4 });
    expect(parts.log.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields)).toEqual([
      { delivery: all[0]?.guid, event: 'pull_request', reason: 'gone' },
      { delivery: all[1]?.guid, event: 'pull_request', reason: 'no_payload' },
    ]);
    expect(fake.details().filter((path) => path.endsWith('/1'))).toHaveLength(4);
  });

  it('a detail that is gone is had from another attempt of the same delivery', async () => {
    const fake = github();
    const [first] = deliveriesFrom(1, 1, start - hourMs, 502) as [Attempt];
    fake.attempts.push(first, { ...first, id: 2, at: start - hourMs / 2, redelivery: true });
    fake.interfere = (path) => (path.endsWith('/1') ? json(404, {}) : null);
    const parts = await options();
    await runPass(parts, signal);
    now += 2 * minuteMs;

    expect(await runPass(parts, signal)).toMatchObject({ recovered: 1 });
  });

  it('an API that fails for days loses nothing that GitHub still has', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 5, start - hourMs, 502));
    const answers = [
      json(500, {}),
      { status: 200, body: '{"request": {"pay' },
      { ...json(200, {}), delayMs: 1_000 },
      json(502, {}),
    ];
    let count = 0;
    fake.interfere = (path) => {
      count += 1;
      return path.includes('per_page') ? null : (answers[count % answers.length] ?? null);
    };
    const parts = await options();
    for (let hours = 0; hours < 8; hours += 1) {
      await runPass(parts, signal);
      now += 5 * hourMs;
    }
    expect(await recorded()).toEqual({ wanted: 5 });
    fake.interfere = () => null;

    await runPass(parts, signal);

    expect(await recorded()).toEqual({ recovered: 5 });
    expect(await logged()).toHaveLength(5);
  }, 60_000);

  it('a revoked right to read stops the pass and costs no delivery its tries', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    fake.interfere = (path) => (path.includes('per_page') ? null : json(403, { message: 'suspended' }));

    expect(await runPass(await options(), signal)).toMatchObject({
      result: 'set_back',
      setback: { type: 'refused', status: 403 },
    });
    expect(await run(store.db, `select from hook_deliveries where fetches > 0`)).toEqual([]);
  });
});

describe('trouble of our own', () => {
  it('a database that takes nothing now gets everything later', async () => {
    github().attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const refusing = await options({ ingest: async () => 'unavailable' });
    expect(await runPass(refusing, signal)).toMatchObject({ recovered: 0, postponed: 4 });
    now += 5 * minuteMs;

    expect(await runPass(await options(), signal)).toMatchObject({ recovered: 6 });
  });

  it('a process that dies between storing a payload and noting it stores it once', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const parts = await options();
    const dying: RecoveryOptions = {
      ...parts,
      ingest: async (...delivery) => {
        await parts.ingest(...delivery);
        throw new Error('killed');
      },
    };
    await expect(runPass(dying, signal)).rejects.toThrow('killed');
    fake.requests.length = 0;
    now += 2 * minuteMs;

    await runPass(parts, signal);

    expect(await logged()).toHaveLength(6);
    expect(await recorded()).toEqual({ recovered: 6 });
    expect(fake.details().length).toBeLessThan(6);
  });

  it('what is of no use to us is noted and asked for once', async () => {
    const fake = github();
    fake.attempts.push({ id: 1, guid: 'a', at: start - hourMs, payload: {}, statusCode: 202 });
    const parts = await options();
    await runPass(parts, signal);
    now += hourMs;
    await runPass(parts, signal);

    expect(await recorded()).toEqual({ ignored: 1 });
    expect(fake.details()).toHaveLength(1);
  });

  it('more than one pass may fetch is left to the next at once', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 402, start - hourMs, 502).map((attempt) => ({ ...attempt, payload: {} })));
    const parts = await options();

    expect(await runPass(parts, signal)).toMatchObject({ result: 'done', again: true });
    expect(await runPass(parts, signal)).toMatchObject({ again: false });
    expect(await recorded()).toEqual({ ignored: 402 });
  }, 60_000);
});

describe('pull mode', () => {
  it('fetches everything at once and judges nothing', async () => {
    const fake = github();
    fake.attempts.push(...deliveriesFrom(1, 3, start - 5_000, 0), ...deliveriesFrom(11, 2, start - hourMs, 0));
    const parts = await options({ config: { pull: true, retention: { days: 30 } } });

    expect(await runPass(parts, signal)).toMatchObject({ listed: 5, recovered: 5 });
    now += 10_000;
    expect(await runPass(parts, signal)).toMatchObject({ recovered: 0 });

    expect(await run(store.db, `select distinct judged from hook_deliveries`)).toEqual([{ judged: false }]);
    expect(await logged()).toHaveLength(5);
  });
});

import { describe, expect, it } from 'vitest';
import type { RecoveryOptions } from '../../src/recover/recovery-options.ts';
import { runPass } from '../../src/recover/run-pass.ts';
import { run } from '../../src/store/database.ts';
import { pullRequestBody } from '../support/door-server.ts';
import { type Attempt, deliveriesFrom, json } from '../support/github-deliveries.ts';
import {
  github,
  guids,
  hourMs,
  logged,
  minuteMs,
  options,
  passTime,
  recorded,
  signal,
  start,
  store,
  useOneStore,
} from './one-store.ts';

useOneStore();

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
    passTime(minuteMs);

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
    passTime(minuteMs);
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
    passTime(2);
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

describe('trouble of our own', () => {
  it('a database that takes nothing now gets everything later', async () => {
    github().attempts.push(...deliveriesFrom(1, 6, start - hourMs, 502));
    const refusing = await options({ ingest: async () => 'unavailable' });
    expect(await runPass(refusing, signal)).toMatchObject({ recovered: 0, postponed: 4 });
    passTime(5 * minuteMs);

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
    passTime(2 * minuteMs);

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
    passTime(hourMs);
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
    passTime(10_000);
    expect(await runPass(parts, signal)).toMatchObject({ recovered: 0 });

    expect(await run(store.db, `select distinct judged from hook_deliveries`)).toEqual([{ judged: false }]);
    expect(await logged()).toHaveLength(5);
  });
});

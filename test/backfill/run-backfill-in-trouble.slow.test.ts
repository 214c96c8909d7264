import nock from 'nock';
import { describe, expect, it } from 'vitest';
import { backfillWith, monthEnd, sleepyClock } from '../support/backfill.ts';
import { deleteRows } from '../support/dump-rows.ts';
import { serveRepository } from '../support/repository-api.ts';
import {
  api,
  fake,
  fold,
  fullName,
  observed,
  place,
  readLog,
  serveOneRepository,
  webhookObservations,
} from './one-repository.ts';

serveOneRepository();

describe('trouble at GitHub', () => {
  const away: readonly [
    string,
    Parameters<typeof serveRepository>[1] | undefined,
    readonly [number, unknown, Record<string, string>?] | 'network',
  ][] = [
    ['a server error', undefined, [500, { message: 'oops' }]],
    ['a bad gateway without JSON', undefined, [502, '<html>']],
    ['JSON that is cut off', undefined, [200, '[{"id": 1, "na']],
    ['a body of another kind', undefined, [200, { surprise: true }]],
    ['a broken connection', undefined, 'network'],
  ];

  it.each(away)('%s now and then is tried again and loses nothing', async (_, __, reply) => {
    await backfillWith(place.store.db, { fullName });
    const undisturbed = await readLog();
    await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items']);
    // Every third path, the first time. A surprise where an object is expected is an object.
    const asked = new Set<string>();
    api.interfere = (path) => {
      const isNew = !asked.has(path);
      asked.add(path);
      const isObject = /\/(?:attempts\/\d+|runs\/\d+|brisk-\w+|installation)$/.test(path) || path.endsWith(fullName);
      return isNew && !isObject && asked.size % 3 === 0 ? reply : null;
    };

    const { setback } = await backfillWith(place.store.db, { fullName });

    expect(setback).toBeNull();
    expect(await readLog()).toEqual(undisturbed);
  });

  it('a slow answer is given up and asked for again', async () => {
    let slow = 0;
    nock.cleanAll();
    nock('https://api.github.com')
      .get(/\/pulls/)
      .delay(3_000)
      .reply(() => {
        slow += 1;
        return [200, []];
      });
    serveRepository(fake);

    const { setback, backfill } = await backfillWith(place.store.db, { fullName, timeoutMs: 1_000 });

    expect(setback).toBeNull();
    expect(backfill.facts).toBeGreaterThan(50);
    expect(slow).toBeLessThanOrEqual(1);
  });

  it('for long ends it, and the next one goes on', async () => {
    api.interfere = (path) => (path.includes('/statuses') ? [503, { message: 'down' }] : null);
    const first = await backfillWith(place.store.db, { fullName });
    api.interfere = null;
    const before = api.requests.length;

    const second = await backfillWith(place.store.db, { fullName });

    expect(first.setback).toMatchObject({ reason: 'away', message: expect.stringContaining('server_error') });
    expect(second.setback).toBeNull();
    expect(api.requests.slice(before).some((path) => path.includes('/pulls'))).toBe(false);
    expect(fold(await observed()).jobRuns).toEqual(fold(webhookObservations).jobRuns);
  });

  it('a used-up rate limit is waited for and said', async () => {
    const waits: number[] = [];
    const { clock, sleep } = sleepyClock(monthEnd + 3_600_000);
    const reset = clock() + 720_000;
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(reset / 1000),
      date: new Date(clock()).toUTCString(),
    };
    let refused = 0;
    api.interfere = (path) => {
      if (!path.includes('/commits/') || clock() >= reset) return null;
      refused += 1;
      return [403, { message: 'API rate limit exceeded' }, headers];
    };

    const { setback } = await backfillWith(place.store.db, {
      fullName,
      clock,
      sleep,
      concurrency: 1,
      onWait: (until) => waits.push(until),
    });

    expect(setback).toBeNull();
    expect(waits).toEqual([reset + 1_000]);
    expect(refused).toBe(1);
    expect(fold(await observed()).jobRuns).toEqual(fold(webhookObservations).jobRuns);
  });

  it('a secondary limit with retry-after is waited for', async () => {
    const { clock, sleep, slept } = sleepyClock(monthEnd + 3_600_000);
    api.interfere = (_, count) =>
      count === 3 ? [429, { message: 'You have exceeded a secondary rate limit' }, { 'retry-after': '30' }] : null;

    const { setback } = await backfillWith(place.store.db, { fullName, clock, sleep });

    expect(setback).toBeNull();
    expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(30_000);
  });

  it('what is gone is left out and counted', async () => {
    const sha = fake.checkRuns[0]?.['head_sha'] as string;
    api.interfere = (path) =>
      path.includes(`/commits/${sha}/`) ? [422, { message: `No commit found for SHA: ${sha}` }] : null;

    const { setback, backfill } = await backfillWith(place.store.db, { fullName });

    expect(setback).toBeNull();
    expect(backfill.missing).toBe(1);
  });

  it('a refusal ends it and says what is needed', async () => {
    api.interfere = (path) =>
      path.includes('/actions/') ? [403, { message: 'Resource not accessible by integration' }] : null;

    const { setback } = await backfillWith(place.store.db, { fullName });

    expect(setback).toMatchObject({
      reason: 'refused',
      message: expect.stringMatching(/403.*needs to read actions, checks/),
    });
  });

  it('an unknown repository is said to be unknown', async () => {
    await expect(backfillWith(place.store.db, { fullName: 'no/body' })).rejects.toMatchObject({
      reason: 'refused',
      message: expect.stringContaining('no/body'),
    });
  });

  it('without the right to see pushes, what the timeline tells is taken', async () => {
    api.interfere = (path) => (path.includes('/activity') ? [403, { message: 'no' }] : null);

    const { setback } = await backfillWith(place.store.db, { fullName });

    const { jobRuns } = fold(await observed());
    expect(setback).toBeNull();
    expect(jobRuns.length).toBeGreaterThan(50);
  });
});

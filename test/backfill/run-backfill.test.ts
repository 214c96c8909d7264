import fc from 'fast-check';
import nock from 'nock';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry } from '../../src/model/delivery.ts';
import type { Observation } from '../../src/model/observation.ts';
import { run } from '../../src/store/database.ts';
import { foldRepository, type RepositoryRows } from '../../src/track/fold-repository.ts';
import { backfillWith, monthEnd, repositoryDeliveries, sleepyClock, webhookEntries } from '../support/backfill.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { fakeRepository } from '../support/fake-repository.ts';
import { type RepositoryApi, serveRepository } from '../support/repository-api.ts';
import { rules } from '../support/rules.ts';

const deliveries = repositoryDeliveries(2_500);
const webhooks = webhookEntries(deliveries);
const fake = fakeRepository(deliveries);
const repository = (webhooks[0] as LogEntry).repository;
const { fullName } = repository;
const webhookObservations = webhooks.flatMap(({ observation }) => observation ?? []);

let place: EmbeddedStore;
let api: RepositoryApi;
beforeAll(async () => {
  nock.disableNetConnect();
  place = await openEmbeddedStore();
});
beforeEach(async () => {
  await run(place.store.db, `truncate observation_log, inbox, backfills, backfill_items`);
  api = serveRepository(fake, { pageSize: 7 });
});
afterEach(() => nock.cleanAll());
afterAll(async () => {
  nock.enableNetConnect();
  await place.remove();
});

interface LogRow {
  readonly guid: string;
  readonly observation: Observation;
}

function readLog(): Promise<readonly LogRow[]> {
  return run<LogRow>(
    place.store.db,
    `select guid, observation from observation_log where observation is not null order by guid`,
  );
}

async function observed(): Promise<readonly Observation[]> {
  return (await readLog()).map(({ observation }) => observation);
}

function fold(observations: readonly Observation[]): RepositoryRows {
  return foldRepository({ host: repository.host, repositoryId: repository.id, fullName, observations, rules });
}

describe('the rows', () => {
  it('are those that the webhooks would have made', async () => {
    const expected = fold(webhookObservations);

    const result = await backfillWith(place.store.db, { fullName });

    const rows = fold(await observed());
    expect(result).toMatchObject({ setback: null, backfill: { stage: 'done', missing: 0 } });
    expect(expected.jobRuns.length).toBeGreaterThan(50);
    expect(new Set(expected.jobRuns.map(({ source }) => source))).toEqual(
      new Set(['status', 'check_run', 'workflow_job']),
    );
    expect(rows.jobRuns).toEqual(expected.jobRuns);
    expect(rows.revisions).toEqual(expected.revisions);
    expect(rows.firstStatuses).toEqual(expected.firstStatuses);
    expect(rows.workflowRuns.map(({ id, state, queuedAt }) => ({ id, state, queuedAt }))).toEqual(
      expected.workflowRuns.map(({ id, state, queuedAt }) => ({ id, state, queuedAt })),
    );
  });

  it.each(['webhooks first', 'back-fill first', 'both at once'])('count what both saw once: %s', async (order) => {
    const half = Math.floor(webhooks.length / 2);
    const before = { 'webhooks first': webhooks.length, 'back-fill first': 0, 'both at once': half }[order] as number;
    await place.store.append(webhooks.slice(0, before));
    await backfillWith(place.store.db, { fullName });
    await place.store.append(webhooks.slice(before));

    const rows = fold(await observed());

    expect(rows.jobRuns).toEqual(fold(webhookObservations).jobRuns);
    expect(rows.revisions).toEqual(fold(webhookObservations).revisions);
  });

  it('give a run the end of its last job, not the time of its last change', async () => {
    await backfillWith(place.store.db, { fullName });

    const { workflowRuns, jobRuns } = fold(await observed());

    const ended = workflowRuns.filter(({ finishedAt }) => finishedAt !== null);
    expect(ended.length).toBeGreaterThan(3);
    for (const { runId, attempt, finishedAt } of ended) {
      const ends = jobRuns
        .filter((job) => job.runId === runId && job.attempt === attempt)
        .map((job) => job.finishedAt ?? 0);
      expect(finishedAt).toBe(Math.max(...ends));
    }
  });

  it('do not change when the same history is read again', async () => {
    await backfillWith(place.store.db, { fullName });
    const log = await readLog();

    const again = await backfillWith(place.store.db, { fullName });

    expect(again.backfill).toMatchObject({ newFacts: 0, stage: 'done' });
    expect(await readLog()).toEqual(log);
  });

  it('reach no further back than asked', async () => {
    const since = monthEnd - 10 * 86_400_000;

    await backfillWith(place.store.db, { fullName, since });

    const changes = (await observed()).filter(({ type }) => type === 'pull_request');
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.filter(({ at }) => at < since)).toEqual([]);
  });
});

describe('an interruption', () => {
  it('at any request loses nothing and doubles nothing', async () => {
    const { requests } = await backfillWith(place.store.db, { fullName });
    const undisturbed = await readLog();

    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: requests }), { minLength: 1, maxLength: 4 }),
        async (moments) => {
          await run(place.store.db, `truncate observation_log, inbox, backfills, backfill_items`);
          let asked = 0;
          let stopper = new AbortController();
          api.interfere = () => {
            asked += 1;
            if (moments.includes(asked)) stopper.abort();
            return null;
          };
          for (let setback = true, runs = 0; setback && runs <= moments.length; runs += 1) {
            stopper = new AbortController();
            setback =
              (
                await backfillWith(place.store.db, { fullName, signal: stopper.signal }).catch(() => ({
                  setback: true,
                }))
              ).setback !== null;
          }
          expect(await readLog()).toEqual(undisturbed);
        },
      ),
      { numRuns: 5 },
    );
  });

  it('costs only what had not been stored', async () => {
    const whole = (await backfillWith(place.store.db, { fullName })).requests;
    await run(place.store.db, `truncate observation_log, inbox, backfills, backfill_items`);
    const stopper = new AbortController();
    const begun = api.requests.length;
    api.interfere = () => {
      if (api.requests.length - begun === Math.floor(whole * 0.8)) stopper.abort();
      return null;
    };
    await backfillWith(place.store.db, { fullName, signal: stopper.signal });

    const rest = await backfillWith(place.store.db, { fullName });

    expect(rest.setback).toBeNull();
    expect(rest.requests).toBeLessThan(whole * 0.4);
  });

  it('is forgotten when it shall begin again', async () => {
    const stopper = new AbortController();
    api.interfere = (path) => {
      if (path.includes('/check-runs')) stopper.abort();
      return null;
    };
    await backfillWith(place.store.db, { fullName, signal: stopper.signal });
    api.interfere = null;
    const before = api.requests.length;

    const result = await backfillWith(place.store.db, { fullName, restart: true });

    expect(result.setback).toBeNull();
    expect(api.requests.slice(before).filter((path) => path.includes('/pulls')).length).toBeGreaterThan(0);
  });
});

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
    await run(place.store.db, `truncate observation_log, inbox, backfills, backfill_items`);
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
      .delay(400)
      .reply(() => {
        slow += 1;
        return [200, []];
      });
    serveRepository(fake);

    const { setback, backfill } = await backfillWith(place.store.db, { fullName, timeoutMs: 150 });

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RepositoryRows } from '../../src/track/fold-repository.ts';
import { backfillWith, monthEnd } from '../support/backfill.ts';
import { deleteRows } from '../support/dump-rows.ts';
import {
  api,
  fold,
  fullName,
  observed,
  place,
  readLog,
  serveOneRepository,
  webhookObservations,
  webhooks,
} from './one-repository.ts';

serveOneRepository();

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
    const begun = ({ workflowRuns }: RepositoryRows) =>
      workflowRuns.map(({ id, state, queuedAt }) => ({ id, state, queuedAt }));
    expect({ ...rows, workflowRuns: begun(rows) }).toEqual({ ...expected, workflowRuns: begun(expected) });
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
          await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items']);
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
    await deleteRows(place.store.db, ['observation_log', 'inbox', 'backfills', 'backfill_items']);
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

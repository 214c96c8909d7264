import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoTruth } from '../../src/demo/demo-truth.ts';
import { type DemoMonth, generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { readSamples, type Samples } from './read-samples.ts';

const minuteMs = 60_000;
const sloNames = ['first-status', 'build-completion', 'test-completion'];

interface Seen {
  readonly samples: Samples;
  readonly slos: readonly Readonly<Record<string, unknown>>[];
  readonly truth: DemoTruth;
}

let server: TestServer;
let month: DemoMonth;
let seen: Seen;

async function getJson(path: string): Promise<Readonly<Record<string, unknown>>> {
  return (await (await fetch(server.url + path)).json()) as Readonly<Record<string, unknown>>;
}

/** Reads everything at one moment; again when a verdict fell due meanwhile. */
async function look(): Promise<Seen> {
  for (;;) {
    const before = JSON.stringify({ ...month.truthAt(Date.now()), now: 0 });
    const samples = readSamples(await (await fetch(`${server.url}/metrics`)).text());
    const slos = await Promise.all(sloNames.map((name) => getJson(`/api/slos/${name}/status`)));
    const truth = { ...month.truthAt(Date.now()), now: 0 };
    if (JSON.stringify(truth) === before) return { samples, slos, truth };
  }
}

beforeAll(async () => {
  server = await startTestServer();
  month = generateMonth({ seed: 'journey', end: Math.floor(Date.now() / minuteMs) * minuteMs, deliveries: 4_000 });
  const sent = await sendAll({ url: new URL(server.doorUrl), secret, deliveries: month.deliveries });
  expect(Object.keys(sent.byStatus).every((status) => status.startsWith('2'))).toBe(true);
  expect(await server.app.drain(120_000)).toBe(true);
  seen = await look();
}, 180_000);
afterAll(() => server.stop());

describe('after a made-up month went through the door', () => {
  it('/metrics counts the job runs that the script tells of, by kind, provider and outcome', () => {
    const { samples, truth } = seen;

    for (const job of truth.jobs) {
      const labels = { kind: job.kind, provider: job.provider };
      const seenJob = {
        queued: samples.get('cislo_jobs_queued_total', labels),
        started: samples.get('cislo_jobs_started_total', labels),
        finished: Object.fromEntries(
          Object.keys(job.finished).map((outcome) => [
            outcome,
            samples.get('cislo_jobs_finished_total', { ...labels, outcome }),
          ]),
        ),
        open: {
          waiting: samples.get('cislo_jobs_open', { ...labels, state: 'waiting' }),
          queued: samples.get('cislo_jobs_open', { ...labels, state: 'queued' }),
          started: samples.get('cislo_jobs_open', { ...labels, state: 'started' }),
        },
        overdue: samples.get('cislo_jobs_overdue', labels),
        duration: {
          count: samples.get('cislo_job_duration_seconds_count', labels),
          sumSeconds: samples.get('cislo_job_duration_seconds_sum', labels),
        },
        waiting: {
          count: samples.get('cislo_job_waiting_duration_seconds_count', labels),
          sumSeconds: samples.get('cislo_job_waiting_duration_seconds_sum', labels),
        },
      };
      const { kind, provider, superseded, abandoned, ...expected } = job;
      expect({ kind, provider, ...seenJob }).toEqual({ kind, provider, ...expected });
      expect(superseded).toBe((abandoned.new_head ?? 0) + (abandoned.retriggered ?? 0));
    }
  });

  it('/metrics counts the revisions and how long each waited for its first status', () => {
    const { samples, truth } = seen;

    for (const [action, count] of Object.entries(truth.revisions.byAction)) {
      expect([action, samples.get('cislo_revisions_total', { action })]).toEqual([action, count]);
    }
    for (const { provider, count, sumSeconds, buckets } of truth.revisions.firstStatus) {
      const family = 'cislo_revision_first_status_seconds';
      expect(samples.get(`${family}_count`, { provider })).toBe(count);
      expect(samples.get(`${family}_sum`, { provider })).toBe(sumSeconds);
      for (const [le, atMost] of Object.entries(buckets)) {
        expect([le, samples.get(`${family}_bucket`, { provider, le })]).toEqual([le, atMost]);
      }
    }
    expect(samples.get('cislo_revisions_without_status', { provider: 'any' })).toBe(truth.revisions.withoutStatus);
  });

  it('the API and /metrics say of each objective what the script says', () => {
    const { samples, slos, truth } = seen;

    for (const [
      index,
      { name, target, good, bad, excluded, pending, sli, budgetRemainingRatio },
    ] of truth.slos.entries()) {
      expect(slos[index]).toMatchObject({ name, target, good, bad, excluded, pending });
      expect(slos[index]?.['sli']).toBeCloseTo(sli ?? Number.NaN, 12);
      expect(slos[index]?.['budget_remaining_ratio']).toBeCloseTo(budgetRemainingRatio ?? Number.NaN, 9);
      expect(samples.get('cislo_slo_error_budget_remaining_ratio', { slo: name })).toBeCloseTo(
        budgetRemainingRatio ?? Number.NaN,
        9,
      );
    }
  });

  it('the log holds each delivery once', async () => {
    const { count } = await getJson('/api/deliveries/count');

    expect(count).toBe(seen.truth.deliveries.distinct);
  });
});

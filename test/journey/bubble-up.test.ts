import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { until } from '../support/prometheus.ts';
import { runCli } from '../support/run-cli.ts';
import { askFor } from './support/slo-documents.ts';

const hour = 3_600_000;
const now = Math.floor(Date.now() / 60_000) * 60_000;
const dataDir = freshDataDir();

/** Audits that name their asset, tier and worker; those of a tier are counted. */
const document = `apiVersion: openslo/v1
kind: SLO
metadata:
  name: audits
  annotations:
    cislo.dev/group-by: repository
    cislo.dev/exclude: '[{"from": "${new Date(now - 30 * hour).toISOString()}", "to": "${new Date(now - 26 * hour).toISOString()}", "reason": "moving"}]'
spec:
  service: data
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator:
    metadata: { name: audits }
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource: { type: cislo, spec: { event: custom, where: "outcome = 'success'" } }
        total:
          metricSource: { type: cislo, spec: { event: custom, where: "type = 'audit' and data.tier = 'core'" } }
  objectives: [{ displayName: audits that pass, target: 0.9 }]
`;

/** 400 audits in 20 hours of which those of worker 7 fail, and ten that fail in the hours that are excluded. */
function audits(): readonly object[] {
  const usual = Array.from({ length: 400 }, (_, index) => {
    const worker = `worker-${index % 20}`;
    return event(`a-${index}`, now - 20 * hour + index * 180_000, worker, index % 20 === 7 || index % 97 === 0, index);
  });
  const moving = Array.from({ length: 10 }, (_, index) => event(`m-${index}`, now - 28 * hour, 'mover', true, index));
  return [...usual, ...moving];
}

function event(id: string, at: number, worker: string, isBad: boolean, index: number): object {
  return {
    specversion: '1.0',
    id,
    source: '/audits',
    type: 'audit',
    subject: `asset-${index % 13}`,
    time: new Date(at).toISOString(),
    data: {
      outcome: isBad ? 'failure' : 'success',
      tier: 'core',
      worker,
      tags: ['nightly', `group-${index % 3}`],
      nested: { deep: { rows: index % 2 } },
      nothing: null,
    },
  };
}

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ CISLO_DATA_DIR: dataDir });
  const sent = await fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(audits()),
  });
  expect(sent.status).toBe(200);
  await server.app.drain(60_000);
  expect((await askFor('POST', `${server.url}/api/slos`, document)).status).toBe(201);
  const ready = async () => (await askFor('GET', `${server.url}/api/slos/audits/backfill`)).json.state === 'ready';
  await until(ready, 60_000);
});
afterAll(() => server.stop());

const json = { 'content-type': 'application/json' };
const bubbleUp = (body: string | undefined, query = '', headers: Record<string, string> = json) =>
  askFor('POST', `${server.url}/api/slos/audits/bubbleup${query}`, body, headers);

describe('POST /api/slos/{id}/bubbleup', () => {
  it('names the worker that fails first, of all paths that the events have', async () => {
    const { status, json: answer } = await bubbleUp('{}');

    expect(status).toBe(200);
    expect(answer).toMatchObject({ good: 375, sampled_ratio: 1, message: null });
    expect(answer.items[0]).toMatchObject({
      dimension: 'data.worker',
      value: 'worker-7',
      bad_count: 20,
      good_count: 0,
      good_share: 0,
    });
    expect(answer.items[0].q_value).toBeLessThan(1e-6);
    expect(answer.hidden).toEqual(expect.arrayContaining(['type', 'outcome', 'at', 'data.tier']));
  });

  it('leaves bad events out that maintenance excludes, so their cause is none', async () => {
    const status = (await askFor('GET', `${server.url}/api/slos/audits/status`)).json;
    const { json: answer } = await bubbleUp('{}');

    expect(status.excluded).toBe(10);
    expect(answer.bad).toBe(status.bad);
    expect(answer.good).toBe(status.good);
    expect(JSON.stringify(answer)).not.toContain('mover');
  });

  it('lists bad events within maintenance as excluded, and no longer as bad', async () => {
    const listed = async (verdict: string) =>
      (await askFor('GET', `${server.url}/api/slos/audits/events?verdict=${verdict}&limit=1000`)).json.items;
    const status = (await askFor('GET', `${server.url}/api/slos/audits/status`)).json;

    const [bad, excluded, good] = [await listed('bad'), await listed('excluded'), await listed('good')];

    expect([bad.length, excluded.length, good.length]).toEqual([status.bad, 10, status.good]);
    expect(JSON.stringify(bad)).not.toContain('mover');
    expect(excluded[0]).toMatchObject({ verdict: 'excluded', attributes: { data: { worker: 'mover' } } });
  });

  it('compares by what is asked for alone, by columns that are hidden too, and in the time that is asked for', async () => {
    const named = (await bubbleUp('{"dimensions": ["data.tags", "hour"]}')).json;
    const outcome = (await bubbleUp('{"dimensions": ["outcome", "at", "data.worker", "weekday"], "limit": 1}')).json;
    const later = (await bubbleUp(`{"since": "${new Date(now - 2 * hour).toISOString()}"}`)).json;

    expect(named).toMatchObject({ items: [], hidden: [], message: 'nothing stands out' });
    expect(outcome.items).toMatchObject([{ dimension: 'outcome', value: 'failure', good_count: 0 }]);
    expect(outcome.items[0].also).toEqual([{ dimension: 'data.worker', value: 'worker-7' }]);
    expect(later.bad + later.good).toBe(40);
  });

  it('leads from each value to the events that it counts, by the API too', async () => {
    const dimensions = [
      'data.worker',
      'data.tags',
      'data.nested.deep.rows',
      'subject',
      'repository',
      'hour',
      'weekday',
    ];
    const bad = (await askFor('GET', `${server.url}/api/slos/audits/events?verdict=bad&limit=1000`)).json.items;
    const valuesOf = (
      { at, attributes }: { at: string; attributes: Record<string, never> },
      name: string,
    ): unknown[] => {
      if (name === 'hour') return [`${at.slice(11, 13)}:00`];
      if (name === 'weekday') return [new Date(at).toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' })];
      const found = name
        .split('.')
        .reduce<unknown>((value, key) => (value as Record<string, unknown>)?.[key], attributes);
      return Array.isArray(found) ? found : [found ?? '(none)'];
    };
    for (const name of dimensions) {
      const counts = new Map<string, number>();
      for (const one of bad)
        for (const value of valuesOf(one, name)) counts.set(String(value), (counts.get(String(value)) ?? 0) + 1);
      expect(counts.size, name).toBeGreaterThan(0);
      for (const [value, count] of [...counts].slice(0, 3)) {
        const query = new URLSearchParams({ verdict: 'bad', limit: '1000', dimension: name, value });
        const { items } = (await askFor('GET', `${server.url}/api/slos/audits/events?${query}`)).json;
        expect(items.length, `${name} = ${value}`).toBe(count);
      }
    }
    const unknown = await askFor('GET', `${server.url}/api/slos/audits/events?dimension=nope&value=x`);
    expect(unknown.json.items).toEqual([]);
  });

  it('takes an instance, and answers for its events alone', async () => {
    const none = (await bubbleUp(undefined, '?instance=repository=octo/none', {})).json;

    expect(none).toMatchObject({ bad: 0, good: 0, message: 'too few to say' });
  });

  it.each([
    ['{"limit": 0}', { parameter: 'limit', allowed: 'a whole number from 1 to 100' }],
    ['{"dimensions": []}', { parameter: 'dimensions' }],
    [
      '{"dimensions": ["nope"]}',
      { parameter: 'dimensions', error: expect.stringContaining("there is no dimension 'nope'") },
    ],
    ['{"dimensions": ["data. "]}', { parameter: 'dimensions' }],
    ['{"since": "yesterday"}', { parameter: 'since', error: expect.stringContaining('yesterday') }],
    ['{"since": "2026-02-01", "until": "2026-01-01"}', { parameter: 'until' }],
    ['{"since": "2126-01-01"}', { parameter: 'until' }],
    ['{"bad": 1}', { parameter: 'bad', allowed: ['since', 'until', 'dimensions', 'limit'] }],
    ['[1]', {}],
    ['"text"', {}],
    ['{"limit": ', { error: expect.stringContaining('no JSON') }],
  ])('refuses %s with what is allowed', async (body, expected) => {
    const { status, json: answer } = await bubbleUp(body);

    expect(status).toBe(400);
    expect(answer).toMatchObject(expected);
  });

  it('refuses another media type, an SLO that is none and an instance that is none', async () => {
    expect((await bubbleUp('limit=1', '', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await bubbleUp('{}', '?instance=nothing')).status).toBe(400);
    expect((await askFor('POST', `${server.url}/api/slos/none/bubbleup`, '{}', json)).status).toBe(404);
    expect((await askFor('GET', `${server.url}/api/slos/audits/bubbleup`)).status).toBe(405);
  });
});

describe('cislo bubbleup', () => {
  const url = () => ['--url', server.url];

  it('prints a table, or what the API answers', async () => {
    const told = await runCli(['bubbleup', 'audits', '--since', '3d', ...url()]);
    const { out } = await runCli(['bubbleup', 'audits', '--since', '3d', '--limit', '1', '--json', ...url()]);
    const few = await runCli(['bubbleup', 'audits', '--since', '3d', '--dimension', 'data.tags', ...url()]);
    const none = await runCli(['bubbleup', 'first-status', '--since', '3d', ...url()]);

    expect(told.code).toBe(0);
    expect(told.out).toMatch(/^audits from \S+ to \S+: 25 bad and 375 good events compared\.\n/);
    expect(told.out).toMatch(/data\.worker = worker-7 +20 \(80 %\) +0 \(0 %\)/);
    expect(JSON.parse(out).items).toHaveLength(1);
    expect(few.out).toContain('Nothing stands out');
    expect(none.out).toContain('Too few to say');
  });

  it.each([
    [['none', '--since', '3d'], 1, "there is no SLO 'none'"],
    [['audits', '--since', 'never'], 2, '--since must be 30d'],
    [['audits', '--since', '1d', '--until', '2d'], 2, '--until must be after --since'],
    [['audits', '--since', '1d', '--limit', '0'], 2, '--limit must be a whole number from 1 to 100, got 0'],
    [['audits', '--since', '1d', '--dimension', 'nope'], 2, "there is no dimension 'nope'"],
    [['audits'], 2, "required option '--since <time>'"],
  ] as const)('ends %j with %i', async (args, code, message) => {
    const result = await runCli(['bubbleup', ...args, ...url()]);

    expect(result.err).toContain(message);
    expect(result.code).toBe(code);
  });

  it('reads the database itself where no server holds it', async () => {
    await server.stop();

    const here = await runCli(['bubbleup', 'audits', '--since', '3d'], { CISLO_DATA_DIR: dataDir });
    const none = await runCli(['bubbleup', 'none', '--since', '3d'], { CISLO_DATA_DIR: dataDir });

    expect(here.out).toContain('data.worker = worker-7');
    expect(none.err).toContain("there is no SLO 'none'; there are: ");
    server = await startTestServer();
  });
});

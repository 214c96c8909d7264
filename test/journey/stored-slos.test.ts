import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { readSloFiles } from '../../src/slo/read-slo-files.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { freshDataDir } from '../support/fresh-data-dir.ts';
import { askFor, builds, named, sloFolder, tests } from './support/slo-documents.ts';

const dataDir = freshDataDir();
const sloDir = mkdtempSync(join(tmpdir(), 'cislo-slos-'));
let server: TestServer;

const start = (): Promise<TestServer> => startTestServer({ CISLO_DATA_DIR: dataDir, CISLO_SLO_DIR: sloDir });

beforeAll(async () => {
  cpSync(sloFolder, sloDir, { recursive: true });
  server = await start();
  const { deliveries } = generateMonth({ seed: 'stored', end: Date.now(), deliveries: 900, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
});
afterAll(async () => {
  await server.stop();
  for (const folder of [dataDir, sloDir]) rmSync(folder, { recursive: true, force: true });
});

const ask = (method: string, path: string, ...rest: readonly [string?, Record<string, string>?]) =>
  askFor(method, server.url + path, ...rest);

async function countsOf(id: string): Promise<readonly number[]> {
  const { json } = await ask('GET', `/api/slos/${id}/status?wait=30`);
  return [json.good, json.bad, json.excluded];
}

async function untilReady(id: string): Promise<void> {
  await expect.poll(async () => (await ask('GET', `/api/slos/${id}/backfill`)).json.state).toBe('ready');
}

async function generationOf(id: string): Promise<number> {
  return (await ask('GET', `/api/slos/${id}`)).json.generation;
}

async function differences(): Promise<unknown> {
  return (await ask('GET', '/api/verify')).json.differences;
}

describe('a preview', () => {
  it('says of an SLO what the same SLO says once it is deployed, and keeps nothing', async () => {
    const before = (await ask('GET', '/api/slos')).json.items;

    const { status, json } = await ask('POST', '/api/slos/preview', named(builds, 'mine'));

    const { json: deployed } = await ask('GET', '/api/slos/build-completion/status?wait=30');
    expect(status).toBe(200);
    expect(deployed.good + deployed.bad).toBeGreaterThan(20);
    expect(json.status).toMatchObject({
      name: 'mine',
      good: deployed.good,
      bad: deployed.bad,
      excluded: deployed.excluded,
      pending: deployed.pending,
      sli: deployed.sli,
      budget_remaining_ratio: deployed.budget_remaining_ratio,
      burn_rates: deployed.burn_rates,
    });
    const sum = (key: string) =>
      json.days.reduce((total: number, day: Record<string, number>) => total + Number(day[key]), 0);
    expect([sum('good'), sum('bad'), sum('excluded')]).toEqual([deployed.good, deployed.bad, deployed.excluded]);
    const events = (await ask('GET', '/api/slos/build-completion/events?verdict=bad&limit=100')).json.items;
    expect(json.bad).toEqual(events);
    expect(json.bad.length).toBeGreaterThan(0);
    const since = new Date(deployed.from).toISOString();
    const alerts = (await ask('GET', `/api/slos/build-completion/alerts?since=${since}`)).json.items;
    expect(json.alerts).toEqual(alerts.map((alert: object) => ({ ...alert, slo: 'mine' })));
    expect((await ask('GET', '/api/slos')).json.items).toEqual(before);
  });

  it('counts slices as well', async () => {
    const document = named(builds, 'slices')
      .replace('budgetingMethod: Occurrences', 'budgetingMethod: Timeslices')
      .replace('target: 0.98', 'target: 0.9\n      timeSliceTarget: 0.95\n      timeSliceWindow: 1h');

    const { status, json } = await ask('POST', '/api/slos/preview', document);

    expect(status).toBe(200);
    expect(json.status.slices.counted).toBeGreaterThan(10);
    expect(json.status.slices.good + json.status.slices.bad).toBe(json.status.slices.counted);
  });
});

describe('a stored SLO', () => {
  it('is created, counts its past as the same file does, and is listed as stored', async () => {
    const created = await ask('POST', '/api/slos', named(builds, 'mine'));
    await untilReady('mine');

    expect(created).toMatchObject({ status: 201, json: { id: 'mine', backfill: '/api/slos/mine/backfill' } });
    expect(await countsOf('mine')).toEqual(await countsOf('build-completion'));
    expect((await ask('GET', '/api/slos/mine')).json).toMatchObject({ origin: 'stored', state: 'ready' });
    expect((await ask('GET', '/api/slos/build-completion')).json).toMatchObject({ origin: 'file' });
    expect(await differences()).toEqual([]);
  });

  it('has no further version when the same document is sent again', async () => {
    const versions = async () => {
      const { rows } = await sql<{ count: number }>`select count(*)::int as count from stored_slos`.execute(
        server.app.store.db,
      );
      return rows[0]?.count;
    };
    const before = await versions();

    const again = await ask('PUT', '/api/slos/mine', named(builds, 'mine'));

    expect(again.status).toBe(200);
    expect(await versions()).toBe(before);
  });

  it('takes another target on read, and another meaning with a generation of its own', async () => {
    const first = await generationOf('mine');
    const counts = await countsOf('mine');

    const target = await ask('PUT', '/api/slos/mine', named(builds, 'mine').replace('target: 0.98', 'target: 0.5'));
    const afterTarget = { generation: await generationOf('mine'), counts: await countsOf('mine') };
    const meaning = await ask('PUT', '/api/slos/mine', named(tests, 'mine'));
    await untilReady('mine');

    expect([target.status, meaning.status]).toEqual([200, 200]);
    expect(afterTarget).toEqual({ generation: first, counts });
    expect(await generationOf('mine')).toBeGreaterThan(first);
    expect(await countsOf('mine')).toEqual(await countsOf('test-completion'));
    expect(await differences()).toEqual([]);
  });

  it('is there after a restart, and stands back for a file of its name', async () => {
    const counts = await countsOf('mine');
    await server.stop();
    server = await start();
    const after = await countsOf('mine');
    await server.stop();
    writeFileSync(join(sloDir, 'mine.yaml'), named(builds, 'mine'));
    server = await start();
    await untilReady('mine');

    expect(after).toEqual(counts);
    expect((await ask('GET', '/api/slos/mine')).json.origin).toBe('file');
    expect(await countsOf('mine')).toEqual(await countsOf('build-completion'));
    expect(await ask('PUT', '/api/slos/mine', named(tests, 'mine'))).toMatchObject({ status: 409 });
    expect(await ask('DELETE', '/api/slos/mine')).toMatchObject({ status: 409 });
    rmSync(join(sloDir, 'mine.yaml'));
    await server.stop();
    server = await start();
    await untilReady('mine');
    expect((await ask('GET', '/api/slos/mine')).json.origin).toBe('stored');
  });

  it.each(['mine', 'build-completion', 'webhook-acceptance'])(
    '%s is given out as OpenSLO that is strictly valid',
    async (id) => {
      const { status, text } = await ask('GET', `/api/slos/${id}`, undefined, { accept: 'application/yaml' });

      const read = readSloFiles([{ file: 'answer', text }], { strict: true, complete: true });
      expect(status).toBe(200);
      expect(read.problems).toEqual([]);
      expect(read.objectives.map(({ name }) => name)).toEqual([id]);
    },
  );

  it('comes as JSON too, with several objectives, and goes with all of them', async () => {
    const metric = (spec: object) => ({ metricSource: { type: 'cislo', spec } });
    const document = {
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name: 'two' },
      spec: {
        service: 'ci',
        indicator: {
          metadata: { name: 'two' },
          spec: {
            ratioMetric: {
              counter: true,
              good: metric({ event: 'job-run', where: "state = 'success'" }),
              total: metric({ event: 'job-run', where: "kind = 'build'", from: 'queued_at', until: 'finished_at' }),
            },
          },
        },
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [
          { displayName: 'low', target: 0.5 },
          { displayName: 'high', target: 0.9 },
        ],
      },
    };

    const created = await ask('POST', '/api/slos', JSON.stringify(document), { 'content-type': 'application/json' });
    const second = await ask('GET', '/api/slos/two:2');
    const half = await ask('DELETE', '/api/slos/two:2');
    const deleted = await ask('DELETE', '/api/slos/two');

    expect(created.status).toBe(201);
    expect(second.json).toMatchObject({ id: 'two:2', target: 0.9, origin: 'stored' });
    // One objective of an SLO is not deleted by itself, and does not take the others with it.
    expect(half.status).toBe(404);
    expect(deleted).toMatchObject({ status: 200, json: { id: 'two' } });
    for (const id of ['two', 'two:2']) expect((await ask('GET', `/api/slos/${id}`)).status).toBe(404);
    expect(await differences()).toEqual([]);
  });

  it('can be created again after it was deleted', async () => {
    const statuses = [];
    for (const [method, path] of [
      ['DELETE', '/api/slos/mine'],
      ['DELETE', '/api/slos/mine'],
      ['POST', '/api/slos'],
    ] as const)
      statuses.push((await ask(method, path, method === 'POST' ? named(builds, 'mine') : undefined)).status);

    expect(statuses).toEqual([200, 404, 201]);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownVersions } from '../../src/generation/deployment.ts';
import type { OpenStore } from '../../src/store/open-store.ts';
import { verifyStore } from '../../src/verify/verify-store.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { entryOf, status } from '../support/entries.ts';

const slo = `apiVersion: openslo/v1
kind: SLO
metadata: { name: asset-audits }
spec:
  service: data
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.9 }]
  indicator:
    metadata: { name: asset-audits }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: custom, where: "outcome = 'success'" } } }
        total: { metricSource: { type: cislo, spec: { event: custom, where: "type = 'org.example.audit' and data.asset.tier = 'core' and data.attempt >= 1", exclude: "'draft' = any(data.labels)" } } }
`;
const now = Date.now();
const time = new Date(now - 60_000).toISOString();
const sha = 'c'.repeat(40);

let server: TestServer;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cislo-events-'));
  writeFileSync(join(folder, 'audits.yaml'), slo);
  server = await startTestServer({ CISLO_SLO_DIR: folder });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function send(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function audit(id: string, outcome: string, more: object = {}) {
  const data = { outcome, attempt: 1, asset: { tier: 'core' }, labels: ['nightly'], ...more };
  return { specversion: '1.0', id, source: '/audits', type: 'org.example.audit', time, data };
}

function run(predicate: string, content: object, customData: object = { repository: 'octo/repo', sha }) {
  const type = `dev.cdevents.${predicate}.0.2.0`;
  const source = 'https://tekton.example.org/ns/ci';
  const id = `${predicate}-${JSON.stringify(customData).length}`;
  const context = { version: '0.4.1', id, source, type, timestamp: time };
  const subject = { id: 'run-7', source, type: 'run', content };
  return { specversion: '1.0', id, source, type, time, data: { context, subject, customData } };
}

const batch = { 'content-type': 'application/cloudevents-batch+json' };

describe('events that are sent', () => {
  it('are stored once, in whichever mode they come', async () => {
    expect(await send(audit('1', 'success'))).toEqual({ status: 200, body: { stored: 1, duplicates: 0 } });
    expect((await send([audit('1', 'success'), audit('2', 'failure'), audit('2', 'failure')], batch)).body).toEqual({
      stored: 1,
      duplicates: 2,
    });
    const { data, ...attributes } = audit('3', 'success');
    const headers = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]));
    expect((await send(data, { ...headers, 'content-type': 'application/json' })).body).toEqual({
      stored: 1,
      duplicates: 0,
    });
    expect((await send([], batch)).body).toEqual({ stored: 0, duplicates: 0 });
  });

  it('are judged by an objective over them', async () => {
    await send(
      [
        audit('4', 'failure', { labels: ['draft'] }),
        audit('5', 'failure', { asset: { tier: 'unstable' } }),
        audit('6', 'failure', { attempt: 'one' }),
        audit('7', 'success\0\ud800', { attempt: 1 }),
      ],
      batch,
    );
    await server.app.drain();

    const { items } = (await (await fetch(`${server.url}/api/slos`)).json()) as {
      items: { name: string; event: string }[];
    };
    expect(items.map(({ name, event }) => [name, event])).toEqual([['asset-audits', 'custom']]);
    const shown = (await (await fetch(`${server.url}/api/slos/asset-audits/status`)).json()) as Record<string, unknown>;
    expect(shown).toMatchObject({ good: 2, bad: 2, excluded: 1, pending: 0, behind: 0 });
  });

  it('become job runs when they tell of a run on a commit of a known repository', async () => {
    await server.app.store.append([entryOf(status({ at: now - 3_600_000 }))]);
    await server.app.drain();
    const sent = await send(
      [
        run('pipelinerun.queued', { pipelineName: 'release' }),
        run('pipelinerun.started', { pipelineName: 'release' }),
        run('pipelinerun.finished', { pipelineName: 'release', outcome: 'error', errors: 'the node was lost' }),
        run('testsuiterun.finished', { testSuite: { id: '1', name: 'login' }, outcome: 'pass' }),
        run('build.finished', { artifactId: 'pkg:oci/app' }),
      ],
      batch,
    );
    await server.app.drain();

    expect(sent.body).toEqual({ stored: 5, duplicates: 0 });
    const { items } = (await (await fetch(`${server.url}/api/runs?head_sha=${sha}`)).json()) as {
      items: Record<string, unknown>[];
    };
    expect(
      items.map(({ name, kind, state, provider, source }) => [name, kind, state, provider, source]).sort(),
    ).toEqual([
      ['build', 'build', 'success', 'tekton.example.org', 'cdevent'],
      ['release', 'deploy', 'error', 'tekton.example.org', 'cdevent'],
      ['test suite: login', 'test', 'success', 'tekton.example.org', 'cdevent'],
    ]);
  });

  it('stay events where no known repository or no commit is named, and a quirk says so', async () => {
    await send(
      [
        run('taskrun.finished', { taskName: 'lint', outcome: 'success' }, { repository: 'nobody/nowhere', sha }),
        run('taskrun.finished', { taskName: 'lint', outcome: 'success' }, {}),
      ],
      batch,
    );
    await server.app.drain();

    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('cislo_quirks_total{quirk="unknown_repository"} 1');
    expect(metrics).toContain('cislo_quirks_total{quirk="missing_commit"} 1');
    expect(metrics).toContain('cislo_events_total{result="stored"} 14');
  });

  it('are recomputed by verify without a difference', async () => {
    const store: OpenStore = server.app.store;
    const { checked, differences } = await verifyStore({
      store,
      versions: ownVersions,
      clock: Date.now,
      drain: () => server.app.drain(),
    });

    expect(differences).toEqual([]);
    expect(checked).toBeGreaterThan(5);
  });
});

describe('a wrong request', () => {
  it.each<[string, unknown, Readonly<Record<string, string>>, number, object]>([
    [
      'an event without a source',
      { ...audit('x', 'success'), source: undefined },
      {},
      400,
      { index: 0, field: 'source' },
    ],
    ['another version', { ...audit('x', 'success'), specversion: '0.3' }, {}, 400, { field: 'specversion' }],
    ['a time that is none', { ...audit('x', 'success'), time: 'noon' }, {}, 400, { field: 'time' }],
    ['a time off the calendar', { ...audit('x', 'success'), time: '2026-02-30T00:00:00Z' }, {}, 400, { field: 'time' }],
    ['an id with a control character', { ...audit('x\n', 'success') }, {}, 400, { field: 'id' }],
    ['a list whose second event is a text', [audit('y', 'success'), 'x'], batch, 400, { index: 1, field: '' }],
    ['no list', audit('x', 'success'), batch, 400, {}],
    ['no JSON', '{', {}, 400, {}],
    ['too many events', Array.from({ length: 1_001 }, () => ({})), batch, 400, {}],
    ['plain JSON', audit('x', 'success'), { 'content-type': 'application/json' }, 415, {}],
    ['an event above 1 MiB', audit('x', 'success', { big: 'x'.repeat(1_100_000) }), {}, 413, {}],
    [
      'one above 1 MiB in a batch',
      [audit('z', 'success'), audit('x', 'success', { big: 'x'.repeat(1_100_000) })],
      batch,
      413,
      { index: 1 },
    ],
  ])('is refused and leaves nothing: %s', async (_what, body, headers, expected, told) => {
    const answer = await send(body, headers);

    expect(answer.status).toBe(expected);
    expect(answer.body).toMatchObject({ error: expect.any(String), ...told });
  });

  it('by another method is told to use POST', async () => {
    expect((await fetch(`${server.url}/api/events`)).status).toBe(405);
  });

  it('left nothing of its batch', async () => {
    expect((await send([audit('y', 'success'), audit('z', 'success')], batch)).body).toEqual({
      stored: 2,
      duplicates: 0,
    });
  });

  it('from a page that made the browser believe its name leads here is refused', async () => {
    const { request } = await import('node:http');
    const answered = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(
        `${server.url}/api/events`,
        { method: 'POST', headers: { host: 'rebound.example' } },
        ({ statusCode }) => resolve(statusCode),
      );
      sent.on('error', reject).end('{}');
    });

    expect(answered).toBe(403);
  });
});

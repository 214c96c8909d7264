// biome-ignore-all lint/suspicious/noExplicitAny: the tests look at what a body holds
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { writeState } from '../../src/store/state.ts';
import { startTelemetry } from '../../src/telemetry/start-telemetry.ts';
import { type AnsweringServer, startAnsweringServer } from '../support/answering-server.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';

let server: TestServer;
let collector: AnsweringServer;
let isAway = false;
const day = 86_400_000;

beforeAll(async () => {
  collector = await startAnsweringServer(() => (isAway ? { status: 400, body: '' } : { body: '{}' }));
  server = await startTestServer({});
  const { deliveries } = generateMonth({ seed: 'telemetry', end: Date.now(), deliveries: 900, repositories: 3 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  await writeState(server.app.store.db, 'telemetry_until', String(Date.now() - 31 * day));
});
afterAll(async () => {
  await collector.close();
  await server.stop();
});

const warnings: string[] = [];
const begin = () =>
  startTelemetry({
    endpoint: `${collector.url}/`,
    db: server.app.store.db,
    read: server.app.store.read,
    version: '0.1.0',
    clock: Date.now,
    log: { warn: (_fields, message) => warnings.push(message) },
  });

const sent = (path: string): any[] =>
  collector.asked.filter((one) => one.path === path).map(({ body }) => JSON.parse(body));
const spans = () =>
  sent('/v1/traces').flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap((one: any) => one.scopeSpans.flatMap((scope: any) => scope.spans)),
  );
const attribute = (span: any, key: string) => span.attributes.find((one: any) => one.key === key)?.value.stringValue;

describe('telemetry', () => {
  it('waits for a collector that is away, and says so', async () => {
    isAway = true;
    const telemetry = begin();
    await telemetry.run();
    await telemetry.stop();
    isAway = false;

    expect(warnings).toHaveLength(1);
    (collector.asked as unknown[]).length = 0;
  });

  it('is one trace of each workflow run that ended, with a span of each job, sent by one of two processes and once', async () => {
    await server.app.store.db.deleteFrom('leases').where('name', '=', 'telemetry').execute();
    const [one, other] = [begin(), begin()];
    await one.run();
    await other.run();
    await one.run();

    const { items } = await server.app.store.read.listWorkflowRuns(systemViewer, { limit: 1000 });
    const ended = items.filter(({ finishedAt }) => finishedAt !== null);
    const roots = spans().filter((span) => span.parentSpanId === undefined || span.parentSpanId === '');
    expect(ended.length).toBeGreaterThan(5);
    expect(roots).toHaveLength(ended.length);
    expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(roots.length);
    for (const root of roots) {
      expect(root.name).toMatch(/^RUN /);
      expect(attribute(root, 'cicd.pipeline.name')).toBeDefined();
      expect(attribute(root, 'vcs.ref.head.revision')).toMatch(/^[0-9a-f]{40}$/);
    }
    const tasks = spans().filter((span) => span.parentSpanId);
    expect(tasks.length).toBeGreaterThan(roots.length / 2);
    expect(tasks.every((span) => attribute(span, 'cicd.pipeline.task.name') !== undefined)).toBe(true);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('has metrics by the names of the conventions, and those of SLOs', async () => {
    const names = sent('/v1/metrics').flatMap(({ resourceMetrics }) =>
      resourceMetrics.flatMap((one: any) =>
        one.scopeMetrics.flatMap((scope: any) => scope.metrics.map((metric: any) => metric.name)),
      ),
    );

    for (const name of [
      'cicd.pipeline.run.duration',
      'cicd.pipeline.run.active',
      'cislo.slo.sli',
      'cislo.slo.error_budget.remaining',
    ])
      expect(names).toContain(name);
  });
});

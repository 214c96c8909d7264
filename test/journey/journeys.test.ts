import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { fillTemplate } from '../../src/template/fill-template.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { until } from '../support/prometheus.ts';
import { askFor } from './support/slo-documents.ts';

const template = fileURLToPath(new URL('../../templates/journey.yaml', import.meta.url));
let server: TestServer;
let document: string;
const ask = (method: string, path: string, body?: string) => askFor(method, server.url + path, body);

beforeAll(async () => {
  server = await startTestServer({}, { settleThread: true });
  document = fillTemplate(readFileSync(template, 'utf8'), null);
  const { deliveries } = generateMonth({ seed: 'journeys', end: Date.now(), deliveries: 1_200, repositories: 4 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
});
afterAll(() => server.stop());

const counts = ({ good, bad, excluded, pending, sli }: Record<string, unknown>) => ({
  good,
  bad,
  excluded,
  pending,
  sli,
});

describe('an SLO over journeys', () => {
  it('shows before it is stored what it shows afterwards, and lists its journeys with the step that decided', async () => {
    const { json: preview } = await ask('POST', '/api/slos/preview', document);
    expect((await ask('POST', '/api/slos', document)).status).toBe(201);
    await until(async () => (await ask('GET', '/api/slos/journey/backfill')).json.state === 'ready', 150_000);

    const { json: status } = await ask('GET', '/api/slos/journey/status');
    const { json: events } = await ask('GET', '/api/slos/journey/events?limit=1000');

    expect(status.good).toBeGreaterThan(10);
    expect(status.bad).toBeGreaterThan(0);
    expect(status.source).not.toBeNull();
    expect(counts(preview.status)).toEqual(counts(status));
    const of = (verdict: string) =>
      events.items.filter((event: { readonly verdict: string }) => event.verdict === verdict);
    expect([of('good').length, of('bad').length, of('excluded').length]).toEqual([
      status.good,
      status.bad,
      status.excluded,
    ]);
    expect(preview.bad.map(({ event_id }: { readonly event_id: string }) => event_id)).toEqual(
      of('bad').map(({ event_id }: { readonly event_id: string }) => event_id),
    );
    const steps = new Set(
      of('bad').map(({ attributes }: { attributes: Record<string, string> }) => attributes['step']),
    );
    for (const step of steps) expect(['first status', 'build', 'tests']).toContain(step);
    expect(of('bad')[0]).toMatchObject({
      type: 'journey',
      url: expect.stringMatching(/^https:/),
      attributes: { step_reason: expect.stringMatching(/late|not-good/) },
    });
  }, 180_000);
});

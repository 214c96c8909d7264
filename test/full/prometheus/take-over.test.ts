import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OutgoingDelivery } from '../../../src/send/outgoing-delivery.ts';
import { sendAll } from '../../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { secret } from '../../support/door-server.ts';
import { freshDataDir } from '../../support/fresh-data-dir.ts';
import { type Prometheus, scraped, startPrometheus, type Vector } from '../../support/prometheus.ts';

interface Matrix {
  readonly result: readonly { readonly values: readonly (readonly [number, string])[] }[];
}

const good = 'cislo_slo_events_total{slo="build-completion",verdict="good"}';
const bad = 'cislo_slo_events_total{slo="build-completion",verdict="bad"}';
const definition = readFileSync(new URL('../../../slos/build-completion.yaml', import.meta.url), 'utf8');
const sloDir = mkdtempSync(join(tmpdir(), 'cislo-slos-'));
const dataDir = freshDataDir();
let server: TestServer;
let prometheus: Prometheus;

/** Ended builds of commits of their own: every other one failed. */
function builds(from: number, count: number): readonly OutgoingDelivery[] {
  const at = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
  return Array.from({ length: count }, (_, n) => ({
    guid: `build-${from + n}`,
    event: 'status',
    payload: {
      id: from + n,
      sha: String(from + n).padStart(40, '0'),
      context: 'build',
      state: n % 2 === 0 ? 'success' : 'failure',
      created_at: at,
      updated_at: at,
      sender: { login: 'jenkins' },
      repository: { id: 1, full_name: 'octo/hello', private: false },
    },
    at: null,
  }));
}

async function start(port: string, yaml: string): Promise<void> {
  writeFileSync(join(sloDir, 'builds.yaml'), yaml);
  server = await startTestServer({ PORT: port, CISLO_DATA_DIR: dataDir, CISLO_SLO_DIR: sloDir });
}

async function deliver(deliveries: readonly OutgoingDelivery[]): Promise<void> {
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries });
  await server.app.drain(60_000);
}

async function numberOf(query: string): Promise<number> {
  const { result } = await prometheus.get<Vector>('query', { query });
  expect(result, query).toHaveLength(1);
  return Number(result[0]?.value[1]);
}

beforeAll(async () => {
  await start('0', definition);
  const rules = fileURLToPath(new URL('../../../grafana/rules/cislo.rules.yml', import.meta.url));
  prometheus = await startPrometheus(new URL(server.url).host, rules);
}, 120_000);

afterAll(async () => {
  await prometheus?.stop();
  await server?.stop();
  for (const folder of [dataDir, sloDir]) rmSync(folder, { recursive: true, force: true });
});

test('for Prometheus the take-over of an edited SLO is a reset of its counter, and increase() counts only what comes after', async () => {
  await deliver(builds(1, 10));
  await scraped(prometheus, good, (value) => value === 10, 0);
  const tenAt = Date.now();
  await scraped(prometheus, good, (value) => value === 10, tenAt);
  const editedAt = Date.now();
  await server.stop();
  await start(new URL(server.url).port, definition.replace("state in ('success', 'failure')", "state = 'success'"));
  await scraped(prometheus, good, (value) => value === 0, editedAt);
  const sentAt = Date.now();

  await deliver(builds(11, 4));

  await scraped(prometheus, good, (value) => value === 2, sentAt);
  await scraped(prometheus, bad, (value) => value === 2, sentAt);
  const { result } = await prometheus.get<Matrix>('query', { query: `${good}[5m]` });
  const seen = [...new Set(result[0]?.values.map(([, value]) => Number(value)))];
  expect(seen.slice(seen.indexOf(10))).toEqual([10, 0, 2]);
  expect(await numberOf(`resets(${good}[5m])`)).toBe(1);
  expect(await numberOf(`resets(${bad}[5m])`)).toBe(0);
  // The range begins while the counter is 10, and 2 came after. increase() extrapolates to the ends of its range, so it says a little more.
  const range = `${Math.ceil((Date.now() - tenAt) / 1000)}s`;
  for (const series of [good, bad]) {
    const increase = await numberOf(`increase(${series}[${range}])`);
    expect(increase, series).toBeGreaterThanOrEqual(2);
    expect(increase, series).toBeLessThan(4);
  }
}, 120_000);

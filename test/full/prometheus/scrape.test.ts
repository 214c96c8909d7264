import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alertRulesYaml } from '../../../scripts/generate/alert-rules.ts';
import { dashboards } from '../../../scripts/generate/dashboard/dashboards.ts';
import { generateMonth } from '../../../src/demo/generate-month.ts';
import { metricFamilies } from '../../../src/model/metric-names.ts';
import type { OutgoingDelivery } from '../../../src/send/outgoing-delivery.ts';
import { sendAll } from '../../../src/send/send-all.ts';
import { builds, named } from '../../journey/support/slo-documents.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { secret } from '../../support/door-server.ts';
import {
  freePort,
  type Prometheus,
  promtool,
  scraped,
  startPrometheus,
  type Vector,
} from '../../support/prometheus.ts';

interface AnyPanel {
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
}

const panels = Object.values(dashboards).flatMap((one) => one.panels as unknown as readonly AnyPanel[]);
const annotations = Object.values(dashboards).flatMap(({ annotations: { list = [] } = {} }) =>
  list.flatMap(({ name, expr }) => (expr === undefined ? [] : [{ title: name, expr: expr.replace(' == 2', ' >= 0') }])),
);
const queries = [
  ...panels.flatMap(({ title, targets }) => (targets ?? []).map(({ expr }) => ({ title, expr }))),
  ...annotations,
];

/** GitHub's own list of deliveries tells it, and nobody asks GitHub here. */
const fromGitHub = metricFamilies.webhookAcceptance.name;

let server: TestServer;
let prometheus: Prometheus;
const sloDir = mkdtempSync(join(tmpdir(), 'cislo-slos-'));

/** An SLO that the Prometheus at `port` measures about itself. */
function selfMeasured(port: number): string {
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: prometheus-answers
spec:
  service: prometheus
  indicator:
    metadata:
      name: prometheus-answers
    spec:
      ratioMetric:
        counter: true
        good:
          metricSource:
            metricSourceRef: itself
            spec:
              query: prometheus_http_requests_total{code=~"2.."}
        total:
          metricSource:
            metricSourceRef: itself
            spec:
              query: prometheus_http_requests_total
  timeWindow:
    - duration: 30d
      isRolling: true
  budgetingMethod: Occurrences
  objectives:
    - target: 0.99
---
apiVersion: openslo/v1
kind: DataSource
metadata:
  name: itself
spec:
  type: Prometheus
  connectionDetails:
    url: http://127.0.0.1:${port}
`;
}

/** A pull request of this moment and its first status: the month may have been quiet in its last hour. */
function freshDeliveries() {
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const sha = 'f'.repeat(40);
  const repository = { id: 1, full_name: 'octo/hello', private: false };
  const pullRequest = { number: 1, created_at: at.toISOString(), head: { sha, ref: 'topic' }, base: { ref: 'main' } };
  const status = {
    id: 1,
    sha,
    context: 'build',
    state: 'success',
    created_at: at.toISOString(),
    updated_at: at.toISOString(),
  };
  return [
    {
      guid: 'fresh-1',
      event: 'pull_request',
      payload: { action: 'opened', number: 1, pull_request: pullRequest, repository },
      at: null,
    },
    { guid: 'fresh-2', event: 'status', payload: { ...status, sender: { login: 'jenkins' }, repository }, at: null },
  ];
}

beforeAll(async () => {
  const port = await freePort();
  cpSync(fileURLToPath(new URL('../../../slos', import.meta.url)), sloDir, { recursive: true });
  writeFileSync(join(sloDir, 'prometheus-answers.yaml'), selfMeasured(port));
  writeFileSync(
    join(sloDir, 'by-repository.yaml'),
    named(builds, 'by-repository').replace(
      /^ {2}displayName: .*\n/m,
      '$&  annotations: { cislo.dev/group-by: repository }\n',
    ),
  );
  const config = join(sloDir, 'config');
  writeFileSync(
    config,
    'labels: { instance: { enabled: true } }\nnotifications: { targets: [{ name: chat, target: slack, url_from: env:CHAT }] }\n',
  );
  server = await startTestServer({ CISLO_SLO_DIR: sloDir, CISLO_CONFIG: config }, { settleThread: true });
  prometheus = await startPrometheus(
    new URL(server.url).host,
    fileURLToPath(new URL('../../../grafana/rules/cislo.rules.yml', import.meta.url)),
    port,
  );
  const deliveries = [
    ...generateMonth({ seed: 'prometheus', end: Date.now(), deliveries: 3_000, repositories: 6 }).deliveries,
  ];
  const half = Math.floor(deliveries.length / 2);
  const send = (part: readonly OutgoingDelivery[]) =>
    sendAll({ url: new URL(server.doorUrl), secret, deliveries: part });
  await send(deliveries.slice(0, half));
  // Counters have to be seen twice before they can be seen to grow.
  const sentAt = Date.now();
  await scraped(prometheus, 'cislo_revisions_total{action="opened"}', (value) => value > 0, sentAt + 1_500);
  await send([...deliveries.slice(half), ...freshDeliveries()]);
  await server.app.drain(60_000);
  await scraped(prometheus, 'cislo_settle_lag_seconds', (value) => value === 0, Date.now() + 1_500);
  // Prometheus measures itself once it answers: the first question, before it was there, may have failed.
  await scraped(prometheus, 'cislo_slo_source_duration_seconds_count', (value) => value > 0, sentAt);
}, 180_000);

afterAll(async () => {
  await prometheus?.stop();
  await server?.stop();
  rmSync(sloDir, { recursive: true, force: true });
});

describe('the dashboard', () => {
  test.each(queries)('$title: $expr returns data', async ({ expr }) => {
    const query = expr
      .replaceAll(/\$__(rate_interval|range)/g, '5m')
      .replaceAll('slo="$slo"', 'slo="build-completion"')
      .replaceAll(/\$\{?(slo|kind|provider)\}?/g, '.+');

    const { result } = await prometheus.get<Vector>('query', { query });

    if (expr.includes(fromGitHub)) expect(result).toEqual([]);
    else expect(result).not.toEqual([]);
  });

  test.each(['slo', 'kind', 'provider'])('the variable %s has values', async (label) => {
    const name = label === 'slo' ? metricFamilies.sloObjective.name : metricFamilies.jobsQueued.name;

    const values = await prometheus.get<readonly string[]>(`label/${label}/values`, { 'match[]': name });

    expect(values.length).toBeGreaterThan(2);
  });
});

describe('Prometheus', () => {
  test('scrapes without an error and sees every family that has data', async () => {
    const { activeTargets } = await prometheus.get<{
      readonly activeTargets: readonly { readonly health: string; readonly lastError: string }[];
    }>('targets');
    const names = await prometheus.get<readonly string[]>('label/__name__/values');

    expect(activeTargets).toMatchObject([{ health: 'up', lastError: '' }]);
    for (const { name, type } of Object.values(metricFamilies).filter((family) => family.name !== fromGitHub))
      expect(names).toContain(type === 'histogram' ? `${name}_bucket` : name);
  });

  test('evaluates every rule', async () => {
    const { groups } = await prometheus.get<{
      readonly groups: readonly {
        readonly rules: readonly { readonly name: string; readonly health: string; readonly lastError?: string }[];
      }[];
    }>('rules');
    const rules = groups.flatMap((group) => group.rules);

    expect(rules).toHaveLength(alertRulesYaml().match(/- (alert|record):/g)?.length ?? 0);
    for (const rule of rules) expect(['ok', 'unknown'], `${rule.name}: ${rule.lastError}`).toContain(rule.health);
  });

  test('keeps exemplars that link to a job', async () => {
    const series = await prometheus.get<
      readonly { readonly exemplars: readonly { readonly labels: Readonly<Record<string, string>> }[] }[]
    >('query_exemplars', {
      query: 'cislo_job_duration_seconds_bucket',
      start: String(Date.now() / 1000 - 40 * 86_400),
      end: String(Date.now() / 1000),
    });

    expect(series.length).toBeGreaterThan(0);
    expect(series[0]?.exemplars[0]?.labels['url']).toMatch(/^https:\/\//);
  });

  test('finds 12 h and 15 s as bounds of their own', async () => {
    for (const [name, bound] of [
      [metricFamilies.jobDuration.name, '43200'],
      [metricFamilies.firstStatus.name, '15'],
    ]) {
      const { result } = await prometheus.get<Vector>('query', { query: `${name}_bucket{le=~"${bound}(\\\\.0)?"}` });
      expect(result.length).toBeGreaterThan(0);
    }
  });

  test("promtool finds nothing but prom-client's own names to complain about", async () => {
    const body = await (await fetch(`${server.url}/metrics?wait=30`)).text();

    const { output } = promtool(['check', 'metrics'], body);

    expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('nodejs_'))).toEqual([]);
  });
});

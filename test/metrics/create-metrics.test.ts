import { describe, expect, test } from 'vitest';
import { noNotices } from '../../src/act/notice/notice-settings.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { metricFamilies } from '../../src/model/metric-names.ts';
import type { Objective } from '../../src/model/objective.ts';
import { systemViewer } from '../../src/model/viewer.ts';
import { type FakeStore, fakeStore, total } from '../support/fake-store.ts';
import { objectives } from '../support/objectives.ts';

const now = Date.UTC(2026, 0, 5, 12);
const labels = {
  repository: { enabled: false, max: 10 },
  provider: { max: 50 },
  instance: { enabled: false, max: 50 },
};

async function scrape(answers: Partial<FakeStore>, accept?: string, config = { notices: noNotices, labels }) {
  const metrics = createMetrics({
    store: fakeStore({ readObjectives: async () => objectives, ...answers }),
    config,
    clock: () => now,
  });
  return (await metrics.render(accept)).body;
}

const lines = (body: string, name: string) =>
  body.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));

describe('before any delivery', () => {
  test('every pair of SLO and verdict, every action and the first status of anyone are exported at 0', async () => {
    const body = await scrape({});

    expect(lines(body, 'cislo_slo_events_total')).toEqual(
      objectives.flatMap(({ name }) =>
        ['good', 'bad', 'excluded'].map((verdict) => `cislo_slo_events_total{slo="${name}",verdict="${verdict}"} 0`),
      ),
    );
    expect(lines(body, 'cislo_slo_corrections_total')).toHaveLength(3);
    expect(lines(body, 'cislo_revisions_total')).toHaveLength(4);
    expect(body).toContain('cislo_revision_first_status_seconds_bucket{le="15",provider="any"} 0');
    expect(body).toContain('cislo_settle_lag_seconds 0');
    expect(lines(body, 'cislo_slo_window_events')).toHaveLength(3 * 7 * 3);
    expect(body).toContain('cislo_slo_objective_ratio{slo="test-completion"} 0.98');
    expect(body).toContain('cislo_slo_window_seconds{slo="test-completion"} 2592000');
  });

  test('a ratio of nothing is absent and nothing is NaN', async () => {
    const body = await scrape({});

    for (const name of [
      'cislo_slo_sli_ratio',
      'cislo_slo_error_budget_remaining_ratio',
      'cislo_slo_burn_rate',
      'cislo_webhook_acceptance_ratio',
    ]) {
      expect(lines(body, name)).toEqual([]);
      expect(body).toContain(`# TYPE ${name} gauge`);
    }
    expect(body.split('\n').filter((line) => line.startsWith('cislo_') && /nan/i.test(line))).toEqual([]);
  });

  test('every documented family is there with its type', async () => {
    const body = await scrape({});

    for (const { name, type } of Object.values(metricFamilies)) expect(body).toContain(`# TYPE ${name} ${type}`);
    expect(body).toContain('# TYPE process_cpu_seconds_total counter');
  });
});

describe('with data', () => {
  const answers: Partial<FakeStore> = {
    readTotals: async () => [
      total({ name: 'jobs_queued', kind: 'build', provider: 'jenkins', value: 5 }),
      total({ name: 'jobs_started', kind: 'build', provider: 'jenkins', value: 4 }),
      total({ name: 'jobs_finished', kind: 'build', provider: 'jenkins', label: 'error', value: 2 }),
      total({
        name: 'job_duration',
        kind: 'build',
        provider: 'jenkins',
        label: '43200',
        value: 2,
        exemplar: { url: 'https://ci.example.org/1', value: 43_100, at: now },
      }),
      total({ name: 'job_duration', kind: 'build', provider: 'jenkins', label: 'sum_ms', value: 86_000_500 }),
      total({ name: 'revisions', label: 'opened', value: 9 }),
      total({ name: 'revision_first_status', provider: 'jenkins', label: '15', value: 1 }),
      total({ name: 'slo_events', label: 'first-status/bad', value: 3 }),
      total({ name: 'slo_events', label: 'gone/bad', value: 3 }),
      total({ name: 'slo_corrections', label: 'first-status', value: 1 }),
      total({ name: 'quirks', label: 'absurd_time', value: 2 }),
    ],
    readNamedProviders: async () => ['jenkins'],
    readOpenJobs: async () => [{ kind: 'build', provider: 'jenkins', state: 'queued', count: 3 }],
    readOverdueJobs: async (_viewer, before) =>
      before === now - 43_200_000 ? [{ kind: 'build', provider: 'jenkins', count: 1 }] : [],
    readRevisionsWithoutStatus: async (_viewer, before) =>
      before === now - 15_000 ? [{ provider: 'any', count: 2 }] : [],
    readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 97, bad: 3, excluded: 1 })),
    readPending: async () => new Map([['first-status', 4]]),
    readLagMs: async () => 1500,
  };

  test('totals, gauges and objectives come out', async () => {
    const body = await scrape(answers);

    for (const line of [
      'cislo_jobs_queued_total{kind="build",provider="jenkins"} 5',
      'cislo_jobs_queued_total{kind="deploy",provider="jenkins"} 0',
      'cislo_jobs_started_total{kind="build",provider="jenkins"} 4',
      'cislo_jobs_finished_total{kind="build",provider="jenkins",outcome="error"} 2',
      'cislo_jobs_finished_total{kind="test",provider="jenkins",outcome="success"} 0',
      'cislo_job_duration_seconds_bucket{le="28800",kind="build",provider="jenkins"} 0',
      'cislo_job_duration_seconds_bucket{le="43200",kind="build",provider="jenkins"} 2',
      'cislo_job_duration_seconds_sum{kind="build",provider="jenkins"} 86000.5',
      'cislo_job_run_duration_seconds_count{kind="build",provider="jenkins"} 0',
      'cislo_jobs_open{kind="build",provider="jenkins",state="queued"} 3',
      'cislo_jobs_open{kind="build",provider="jenkins",state="started"} 0',
      'cislo_jobs_overdue{kind="build",provider="jenkins"} 1',
      'cislo_revisions_total{action="opened"} 9',
      'cislo_revisions_without_status{provider="any"} 2',
      'cislo_revisions_without_status{provider="jenkins"} 0',
      'cislo_slo_events_total{slo="first-status",verdict="bad"} 3',
      'cislo_slo_corrections_total{slo="first-status"} 1',
      'cislo_slo_sli_ratio{slo="first-status"} 0.97',
      'cislo_slo_pending_events{slo="first-status"} 4',
      'cislo_slo_window_events{slo="first-status",window="1h",verdict="bad"} 3',
      'cislo_quirks_total{quirk="absurd_time"} 2',
      'cislo_settle_lag_seconds 1.5',
    ]) {
      expect(body.split('\n')).toContain(line);
    }
    expect(body).toMatch(/cislo_slo_burn_rate\{slo="first-status",window="5m"\} 1\.(5|49999)/);
    expect(body).toMatch(/cislo_slo_error_budget_remaining_ratio\{slo="first-status"\} -0\.(5|49999)/);
    expect(body).not.toContain('gone');
    expect(body).not.toContain(' # {');
  });

  test('the windows that a policy names are exported, though no other SLO has them', async () => {
    const [objective] = objectives;
    const condition = { name: 'c', severity: 'page', kind: 'burnrate', op: 'gt', threshold: '2', alertAfter: null };
    const policy = {
      name: 'own',
      labels: {},
      annotations: {},
      alertWhenNoData: false,
      alertWhenBreaching: true,
      alertWhenResolved: true,
      targets: [],
      condition: { ...condition, lookbackWindow: '4h', annotations: { 'cislo.dev/short-window': '20m' } },
    };
    const body = await scrape({
      ...answers,
      readObjectives: async () => [{ ...objective, policies: [policy] } as Objective],
    });

    for (const window of ['4h', '20m']) {
      expect(body).toMatch(new RegExp(`cislo_slo_burn_rate\\{slo="[\\w-]+",window="${window}"\\} `));
      expect(body).toMatch(new RegExp(`cislo_slo_window_events\\{slo="[\\w-]+",window="${window}",verdict="bad"\\} 3`));
    }
  });

  // New: only the busiest providers have a label of their own, so that it cannot grow with every sender there is.
  test('a provider that is not among the named ones is counted as other, with all that are not', async () => {
    const queued = (provider: string, value: number) => total({ name: 'jobs_queued', kind: 'build', provider, value });
    const body = await scrape({
      ...answers,
      readTotals: async () => [queued('jenkins', 5), queued('octocat', 2), queued('hubot', 3)],
    });

    expect(lines(body, 'cislo_jobs_queued_total').filter((line) => line.includes('kind="build"'))).toEqual([
      'cislo_jobs_queued_total{kind="build",provider="jenkins"} 5',
      'cislo_jobs_queued_total{kind="build",provider="other"} 5',
    ]);
    expect(body).toContain('cislo_revision_first_status_seconds_count{provider="any"} 0');
  });

  test('OpenMetrics names counters its way and links the bucket to the job', async () => {
    const metrics = createMetrics({
      store: fakeStore(answers),
      config: { notices: noNotices, labels },
      clock: () => now,
    });

    const text = await metrics.render('text/plain');
    const { contentType, body } = await metrics.render('application/openmetrics-text');
    const again = await metrics.render('text/plain');

    expect(contentType).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(body).toContain('# TYPE cislo_jobs_queued counter');
    expect(body.split('\n')).toContain('cislo_jobs_queued_total{kind="build",provider="jenkins"} 5');
    expect(body).toContain('# TYPE process_cpu_seconds counter');
    expect(body.split('\n')).toContain(
      `cislo_job_duration_seconds_bucket{le="43200",kind="build",provider="jenkins"} 2 # {url="https://ci.example.org/1"} 43100 ${now / 1000}`,
    );
    expect(body.endsWith('# EOF\n')).toBe(true);
    expect(again.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(lines(again.body, 'cislo_jobs_queued_total')).toEqual(lines(text.body, 'cislo_jobs_queued_total'));
  });

  test('the repository label is opt-in, and objectives never carry it', async () => {
    const rows = await answers.readTotals?.(systemViewer);
    const readTotals: FakeStore['readTotals'] = async (_viewer, { repositories } = {}) =>
      repositories === undefined
        ? (rows ?? [])
        : (rows ?? []).map((row) => ({ ...row, repository: repositories === 7 ? 'octo/hello' : 'other' }));

    const body = await scrape({ ...answers, readTotals }, undefined, {
      notices: noNotices,
      labels: { ...labels, repository: { enabled: true, max: 7 } },
    });

    expect(body).toContain('cislo_jobs_queued_total{repository="octo/hello",kind="build",provider="jenkins"} 5');
    expect(body).toContain('cislo_revisions_total{repository="octo/hello",action="opened"} 9');
    expect(body).toContain('cislo_revision_first_status_seconds_count{repository="octo/hello",provider="jenkins"} 1');
    expect(body).toContain('cislo_slo_events_total{slo="first-status",verdict="bad"} 3');
    expect(lines(body, 'cislo_jobs_queued_total').filter((line) => !line.includes('repository='))).toEqual([]);
    expect(body).toContain('cislo_jobs_open{kind="build",provider="jenkins",state="queued"} 3');
  });

  test('label values are escaped', async () => {
    const provider = 'a"b\\c\nd';
    const body = await scrape({
      readNamedProviders: async () => [provider],
      readTotals: async () => [total({ name: 'jobs_queued', kind: 'build', provider, value: 1 })],
    });

    expect(body).toContain('provider="a\\"b\\\\c\\nd"} 1');
  });
});

describe('deliveries', () => {
  test('are counted by this process in both formats', async () => {
    const metrics = createMetrics({
      store: fakeStore(),
      config: { notices: noNotices, labels },
      clock: () => now,
    });

    metrics.countDelivery('push', 'stored', 0.004);
    metrics.countDelivery('push', 'ignored', 0.001);
    metrics.countDelivery('other', 'unauthorized', 0.001);
    metrics.countDelivery('status', 'duplicate', 0.002);
    metrics.countDelivery('status', 'unavailable', 12);
    const text = (await metrics.render(undefined)).body;
    const openMetrics = (await metrics.render('application/openmetrics-text')).body;

    for (const body of [text, openMetrics]) {
      expect(body).toContain('cislo_webhook_deliveries_total{event="push",result="stored"} 1');
      expect(body).toContain('cislo_webhook_deliveries_total{event="other",result="unauthorized"} 1');
      expect(body).toContain('cislo_webhook_duration_seconds_bucket{le="10"} 4');
      expect(body).toContain('cislo_webhook_duration_seconds_count 5');
    }
  });
});

test('a scrape waits for no folding: it tells how far behind its numbers are', async () => {
  const metrics = createMetrics({
    store: fakeStore({ readLagMs: async () => 9000 }),
    config: { notices: noNotices, labels },
    clock: () => now,
  });

  const { body } = await metrics.render(undefined);

  expect(body).toContain('cislo_settle_lag_seconds 9');
});

test('10,000 series are rendered within tens of milliseconds', async () => {
  const rows = Array.from({ length: 180 }, (_, provider) =>
    ['build', 'test', 'deploy', 'other'].flatMap((kind) => [
      total({ name: 'jobs_queued', kind, provider: `provider-${provider}`, value: 1 }),
      total({ name: 'job_duration', kind, provider: `provider-${provider}`, label: '60', value: 1 }),
    ]),
  ).flat();
  const metrics = createMetrics({
    store: fakeStore({
      readTotals: async () => rows,
      readNamedProviders: async () => rows.map(({ provider }) => provider),
    }),
    config: { notices: noNotices, labels },
    clock: () => now,
  });
  await metrics.render(undefined);

  const startedAt = process.cpuUsage();
  const { body } = await metrics.render(undefined);
  const { user, system } = process.cpuUsage(startedAt);
  const tookMs = (user + system) / 1_000;

  const series = body.split('\n').length;
  expect(series).toBeGreaterThan(40_000);
  // Time on the processor, because other tests share the machine: four times the series, in half a second.
  expect(tookMs).toBeLessThan(500);
});

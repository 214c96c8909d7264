import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { localDaysOf, parsePeriod, type ReportPeriod, weeksOf } from '../../src/act/report/period.ts';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { runCli } from '../support/run-cli.ts';
import { askFor } from './support/slo-documents.ts';

let server: TestServer;
/** Good and bad events of both months. */
let reported = 0;
const zone = 'Europe/Prague';
const name = new Date().toISOString().slice(0, 7);
const period = parsePeriod(name, zone) as ReportPeriod;
const before = parsePeriod(new Date(period.from - 86_400_000).toISOString().slice(0, 7), zone) as ReportPeriod;

beforeAll(async () => {
  server = await startTestServer({});
  const { deliveries } = generateMonth({ seed: 'report', end: Date.now(), deliveries: 2_500, repositories: 5 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
});
afterAll(() => server.stop());

const get = (path: string) => askFor('GET', server.url + path);

/** What the rows say of an SLO in a stretch of time, counted without any of the sums. */
async function counted(slo: string, { from, to }: { from: number; to: number }) {
  const { rows } = await sql<{ verdict: string; count: number }>`
    select v.verdict, count(*) as count from verdicts v join generations g on g.id = v.generation and g.slo = ${slo} and g.state = 'current'
    where v.at >= ${new Date(from).toISOString()}::timestamptz and v.at < ${new Date(to).toISOString()}::timestamptz group by 1`.execute(
    server.app.store.db,
  );
  const of = (verdict: string) => rows.find((row) => row.verdict === verdict)?.count ?? 0;
  return { good: of('good'), bad: of('bad'), excluded: of('excluded') };
}

describe.each([
  ['this month', period],
  ['the month before', before],
])('the report of %s', (_what, own) => {
  it('says what the rows say, in all and by week, with the budget that follows from it', async () => {
    const { json } = await get(`/api/reports/${own.name}?tz=${zone}`);

    const slos = json.services.flatMap((service: { slos: object[] }) => service.slos);
    expect(slos.length).toBeGreaterThan(2);
    let all = 0;
    for (const slo of slos) {
      const { good, bad, excluded } = await counted(slo.id, own);
      all += good + bad;
      expect([slo.good, slo.bad, slo.excluded]).toEqual([good, bad, excluded]);
      const total = good + bad;
      const budget = total * (1 - slo.target);
      if (total === 0) expect([slo.sli, slo.budget_remaining_ratio]).toEqual([null, null]);
      else {
        expect(slo.sli).toBeCloseTo(good / total, 12);
        expect(slo.budget_remaining_ratio).toBeCloseTo(1 - bad / budget, 9);
      }
      const weeks = weeksOf(own).filter(({ from }) => from < Date.now());
      expect(slo.weeks).toHaveLength(weeks.length);
      for (const [index, week] of weeks.entries()) {
        const counts = await counted(slo.id, week);
        expect(slo.weeks[index]).toMatchObject({
          good: counts.good,
          bad: counts.bad,
          from: new Date(week.from).toISOString(),
        });
        if (total > 0) expect(slo.weeks[index].budget_spent_ratio).toBeCloseTo(counts.bad / budget, 9);
      }
      for (const incident of slo.incidents)
        expect(incident.budget_used_ratio).toBeCloseTo(incident.bad * slo.event_weight, 12);
    }
    reported += all;
    expect(localDaysOf(own).length).toBeGreaterThan(27);
  });

  it('has a cohort of what began in it', async () => {
    const { json } = await get(`/api/reports/${own.name}?tz=${zone}&service=ci`);
    const slo = json.services[0].slos.find(({ id }: { id: string }) => id === 'build-completion');
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from job_runs where kind = 'build' and role = 'ci' and not removed and state <> 'waiting'
        and queued_at >= ${new Date(own.from).toISOString()}::timestamptz and queued_at < ${new Date(own.to).toISOString()}::timestamptz`.execute(
      server.app.store.db,
    );

    const { good, bad, excluded, pending } = slo.cohort;
    expect(good + bad + excluded + pending).toBe(rows[0]?.count);
  });

  it('is a page, Markdown and a file of its own', async () => {
    const page = await get(`/reports/${own.name}?tz=${zone}`);
    const markdown = await get(`/reports/${own.name}.md?tz=${zone}`);
    const file = await runCli([
      'report',
      '--month',
      own.name,
      '--tz',
      zone,
      '--url',
      server.url,
      '--format',
      'markdown',
    ]);

    expect(page.status).toBe(200);
    expect(page.text).toContain(`Service levels of CI, ${own.name}`);
    expect(page.text).toContain('Builds end in an answer');
    expect(file.code).toBe(0);
    expect(file.out).toBe(markdown.text);
  });
});

describe('reports', () => {
  it('have events in them', () => {
    expect(reported).toBeGreaterThan(50);
  });

  it('begin with the month that goes on', async () => {
    const response = await fetch(`${server.url}/reports?tz=${zone}`, { redirect: 'manual' });

    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toMatch(/^\/reports\/\d{4}-\d{2}\?tz=/);
  });

  it('name the jobs that cost most first', async () => {
    const { json } = await get(`/api/reports/${before.name}`);

    const priorities = json.tasks.map(({ priority }: { priority: number }) => priority);
    expect(priorities).toEqual([...priorities].sort((one, other) => other - one));
    for (const task of json.tasks)
      expect(task).toMatchObject({ effort: 'unknown', repository: expect.stringContaining('/') });
  });

  it('refuse what is no period, has not begun, or is about no service', async () => {
    expect((await get('/api/reports/2026-13')).json).toMatchObject({ parameter: 'period' });
    expect((await get('/api/reports/2099-01')).status).toBe(400);
    expect((await get(`/api/reports/${name}?tz=Mars/One`)).json).toMatchObject({ parameter: 'tz' });
    expect((await get(`/api/reports/${name}?service=none`)).status).toBe(404);
    expect((await runCli(['report', '--month', name, '--week', '2026-W01', '--url', server.url])).code).toBe(2);
    expect((await runCli(['report', '--tz', 'Mars/One', '--url', server.url])).code).toBe(2);
    expect((await runCli(['report', '--quarter', 'x', '--url', server.url])).code).toBe(2);
  });
});

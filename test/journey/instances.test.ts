import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noNotices } from '../../src/act/notice/notice-settings.ts';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { createMetrics } from '../../src/metrics/create-metrics.ts';
import { sendAll } from '../../src/send/send-all.ts';
import { startTestServer, type TestServer } from '../support/app-server.ts';
import { secret } from '../support/door-server.ts';
import { until } from '../support/prometheus.ts';
import { askFor, builds, named, tests } from './support/slo-documents.ts';

let server: TestServer;
const ask = (method: string, path: string, ...rest: readonly [string?, Record<string, string>?]) =>
  askFor(method, server.url + path, ...rest);

/** The document with instances by these columns. */
function grouped(document: string, columns: string): string {
  return document.replace(/^ {2}displayName: .*\n/m, `$&  annotations: { cislo.dev/group-by: "${columns}" }\n`);
}

const slices = (document: string): string =>
  document
    .replace('budgetingMethod: Occurrences', 'budgetingMethod: Timeslices')
    .replace(/target: (0\.\d+)/, 'target: $1\n      timeSliceTarget: 0.9\n      timeSliceWindow: 1h');

/** The same SLO of one repository alone. */
const ofRepository = (document: string, repository: string): string =>
  document.replace("role = 'ci'", `role = 'ci' and repository = '${repository}'`);

beforeAll(async () => {
  server = await startTestServer();
  const { deliveries } = generateMonth({ seed: 'instances', end: Date.now(), deliveries: 1_500, repositories: 5 });
  await sendAll({ url: new URL(server.doorUrl), secret, deliveries: [...deliveries] });
  await server.app.drain(60_000);
  for (const document of [
    grouped(named(builds, 'by-repository'), 'repository'),
    grouped(named(tests, 'by-two'), 'repository, name'),
    slices(grouped(named(tests, 'by-slices'), 'repository')),
  ])
    expect((await ask('POST', '/api/slos', document)).status).toBe(201);
  for (const id of ['by-repository', 'by-two', 'by-slices'])
    await until(async () => (await ask('GET', `/api/slos/${id}/backfill`)).json.state === 'ready', 60_000);
});
afterAll(() => server.stop());

// biome-ignore lint/suspicious/noExplicitAny: the tests look at what an answer holds
async function instancesOf(id: string, query = ''): Promise<readonly any[]> {
  return (await ask('GET', `/api/slos/${id}/instances${query}`)).json.items;
}

const numbers = [
  'good',
  'bad',
  'excluded',
  'pending',
  'sli',
  'budget_remaining_ratio',
  'burn_rates',
  'slices',
  'status',
];
const numbersOf = (status: Record<string, unknown>) => Object.fromEntries(numbers.map((name) => [name, status[name]]));

it('instances of an SLO have metrics where the configuration says so', async () => {
  const labels = { repository: { enabled: false, max: 1 }, provider: { max: 50 } };
  const render = async (instance: { readonly enabled: boolean; readonly max: number }) => {
    const parts = {
      store: server.app.store.read,
      config: { notices: noNotices, labels: { ...labels, instance } },
      clock: Date.now,
    };
    return (await createMetrics(parts).render(undefined)).body;
  };
  const items = await instancesOf('by-repository');
  const line = ({ instance, sli }: { readonly instance: { readonly repository: string }; readonly sli: number }) =>
    `cislo_slo_instance_sli_ratio{slo="by-repository",instance="repository=${instance.repository}"} ${sli}`;
  const known = items.filter(({ sli }) => sli !== null);

  const all = await render({ enabled: true, max: 50 });
  const one = await render({ enabled: true, max: 1 });

  for (const item of known) expect(all).toContain(line(item));
  expect(all).toMatch(
    /cislo_slo_instance_burn_rate\{slo="by-two",instance="repository=[^"]+,name=[^"]+",window="3d"\}/,
  );
  expect(one.match(/cislo_slo_instance_error_budget_remaining_ratio\{slo="by-repository"/g)).toHaveLength(1);
  expect(await render({ enabled: false, max: 50 })).not.toContain('cislo_slo_instance_sli_ratio{');
});

describe('instances of an SLO', () => {
  it('are listed worst first, and add up to the whole', async () => {
    const { json: whole } = await ask('GET', '/api/slos/by-repository/status');
    const items = await instancesOf('by-repository');

    expect(items.length).toBeGreaterThan(2);
    const sum = (name: string) => items.reduce((total, item) => total + item[name], 0);
    expect([sum('good'), sum('bad'), sum('excluded'), sum('pending')]).toEqual([
      whole.good,
      whole.bad,
      whole.excluded,
      whole.pending,
    ]);
    const left = items.map((item) => item.budget_remaining_ratio ?? Number.POSITIVE_INFINITY);
    expect(left).toEqual([...left].sort((one, other) => one - other));
    expect(new Set(items.map(({ instance }) => instance.repository)).size).toBe(items.length);
  });

  it.each([
    ['by-repository', builds],
    ['by-slices', slices(tests)],
  ])('of %s stand as an SLO about that repository alone', async (id, document) => {
    for (const item of await instancesOf(id)) {
      const { repository } = item.instance;
      const alone = await ask('POST', '/api/slos/preview', ofRepository(named(document, 'alone'), repository));
      const one = await ask('GET', `/api/slos/${id}/status?instance=${encodeURIComponent(`repository=${repository}`)}`);

      expect(numbersOf(item)).toEqual(numbersOf(alone.json.status));
      expect(numbersOf(one.json)).toEqual(numbersOf(alone.json.status));
    }
  });

  it('have events, a history and alerts of their own', async () => {
    const [worst] = await instancesOf('by-repository');
    const { repository } = worst.instance;
    const instance = `instance=${encodeURIComponent(`repository=${repository}`)}`;

    const events = (await ask('GET', `/api/slos/by-repository/events?verdict=bad&limit=1000&${instance}`)).json.items;
    const days = (await ask('GET', `/api/slos/by-repository/history?${instance}`)).json.items;
    const alerts = (await ask('GET', `/api/slos/by-repository/alerts?${instance}`)).json.items;
    const alone = await ask('POST', '/api/slos/preview', ofRepository(named(builds, 'by-repository'), repository));

    expect(worst.bad).toBeGreaterThan(0);
    expect(events.map((event: { repository: string }) => event.repository)).toEqual(
      Array.from({ length: worst.bad }, () => repository),
    );
    expect(days.reduce((sum: number, { bad }: { bad: number }) => sum + bad, 0)).toBe(worst.bad);
    expect(alerts).toEqual(alone.json.alerts);
  });

  it('may be made by two columns', async () => {
    const items = await instancesOf('by-two', '?limit=1000');
    const { json: whole } = await ask('GET', '/api/slos/by-two/status');
    const [first] = items;
    const { repository, name } = first.instance;
    const written = encodeURIComponent(`repository=${repository},name=${name}`);

    const { json } = await ask('GET', `/api/slos/by-two/status?instance=${written}`);

    expect(items.reduce((sum, { good, bad }) => sum + good + bad, 0)).toBe(whole.good + whole.bad);
    expect(numbersOf(json)).toEqual(numbersOf(first));
  });

  it.each(['budget', 'sli', 'burn', 'events', 'name'])('are walked through by pages, sorted by %s', async (sort) => {
    const all = await instancesOf('by-two', `?limit=1000&sort=${sort}`);
    const walked = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { items: unknown[]; next: string | null } = (
        await ask('GET', `/api/slos/by-two/instances?limit=3&sort=${sort}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ).json;
      walked.push(...page.items);
      cursor = page.next;
    }

    expect(walked.map((item) => (item as { instance: object }).instance)).toEqual(all.map(({ instance }) => instance));
    expect(all.length).toBeGreaterThan(6);
  });

  it('are told of in the list of SLOs', async () => {
    const { items } = (await ask('GET', '/api/slos')).json;
    const byId = new Map(items.map((slo: { id: string; group_by: string[] }) => [slo.id, slo.group_by]));

    expect([byId.get('by-two'), byId.get('build-completion')]).toEqual([['repository', 'name'], []]);
  });
});

describe('what is refused', () => {
  it.each([
    ['instances of an SLO without', '/api/slos/build-completion/instances', 'no instances'],
    ['an instance of an SLO without', '/api/slos/build-completion/status?instance=repository=a', 'no instances'],
    ['another column', '/api/slos/by-repository/status?instance=name=a', 'repository=VALUE'],
    ['one column of two', '/api/slos/by-two/status?instance=repository=a', 'repository=VALUE,name=VALUE'],
    ['the second column alone', '/api/slos/by-two/status?instance=x=1,name=a', 'repository=VALUE,name=VALUE'],
    ['a cursor that no page gave', '/api/slos/by-two/instances?cursor=abc', 'cursor'],
    ['an unknown order', '/api/slos/by-two/instances?sort=colour', 'sort'],
  ])('%s', async (_what, path, told) => {
    const { status, text } = await ask('GET', path);

    expect(text).toContain(told);
    expect(status).toBe(400);
  });

  it('a column that the event does not have', async () => {
    const answer = await ask('POST', '/api/slos', grouped(named(builds, 'wrong'), 'colour'));

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('no column');
  });

  it('an instance that does not exist counts nothing', async () => {
    const { json } = await ask('GET', '/api/slos/by-repository/status?instance=repository=no/body');

    expect(json).toMatchObject({ good: 0, bad: 0, sli: null, status: 'no_data' });
  });
});

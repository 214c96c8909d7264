import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/model/viewer.ts';
import { changeStream } from '../../../src/web/page/browse/change-stream.ts';
import { dayMs, daysOf, sumOf } from '../../../src/web/page/browse/count-days.ts';
import { DayBars } from '../../../src/web/page/browse/day-bars.tsx';
import { ownAddress } from '../../../src/web/page/browse/own-address.ts';
import { readAllPages } from '../../../src/web/page/browse/read-all-pages.ts';
import { pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { type FakeStore, fakeStore, someRevision, someRun } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const now = Date.UTC(2026, 0, 6, 12);
const today = Date.UTC(2026, 0, 6);

async function open(path: string, answers: Partial<FakeStore> = {}, viewer?: Extract<Viewer, { kind: 'everyone' }>) {
  const read = fakeStore({ readObjectives: async () => objectives, ...answers });
  const routes = pageRoutes(pageParts({ read, clock: () => now, notes: async () => ['It stands aside.'] }));
  const access = {
    bindHost: viewer === undefined ? '127.0.0.1' : '0.0.0.0',
    metricsToken: null,
    eventsToken: null,
    everyone: viewer ?? null,
    signIn: false,
    proxies: 0,
  };
  const response = await webOver(routes, { access }).ask(path, { headers: { accept: 'text/html' } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

describe('lists', () => {
  const filled: Partial<FakeStore> = {
    listRuns: async (_viewer, { cursor }) => ({
      items:
        cursor === undefined ? [{ ...someRun, state: 'error', errorReason: 'no runner', abandonedBy: 'new_head' }] : [],
      next: cursor === undefined ? 'more' : null,
    }),
    listRevisions: async () => ({
      items: [{ ...someRevision, firstStatusMs: null, firstStatusBy: null, verdict: null }],
      next: null,
    }),
  };

  it('of job runs keep the filter in the form, and lead to older rows and to the same rows as data', async () => {
    const { status, body } = await open('/runs?kind=build&repository=&state=error', filled);

    expect(status).toBe(200);
    expect(body).toContain('<option value="error" selected=""');
    expect(body).toContain('no runner');
    expect(body).toContain('new head');
    expect(body).toContain('/runs?kind=build&amp;state=error&amp;cursor=more');
    expect(body).toContain('/runs.csv?kind=build&amp;state=error');
    expect(body).toContain(`/runs/${someRun.id}`);
  });

  it('show everyone no page of a single row', async () => {
    const { body } = await open('/runs', filled, { kind: 'everyone', slos: [], repositories: ['octo/hello'] });

    expect(body).not.toContain(`/runs/${someRun.id}`);
  });

  it('say what to do where nothing is found', async () => {
    expect((await open('/runs')).body).toContain('Show all, or look at an earlier time');
    expect((await open('/revisions')).body).toContain('No change of a pull request is like this');
  });

  it('of changes say that nobody answered yet', async () => {
    const { body } = await open('/revisions', filled);

    expect(body).toContain('nobody yet');
    expect(body).toContain('not counted');
  });

  it.each(['/runs.csv', '/revisions.csv', '/repositories.csv'])('%s is a table', async (path) => {
    const { status, headers, body } = await open(path, filled);

    expect([status, headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    if (path !== '/repositories.csv') expect(body.split('\n')[0]).toMatch(/^(id,)?repository,|^id,/);
  });

  it('refuse a filter that is none, on a page that says what is allowed', async () => {
    const { status, headers, body } = await open('/runs?state=broken');

    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(body).toContain('success');
  });

  it.each(['/runs/nothing', '/revisions/nothing', '/services/nothing', '/nowhere'])(
    '%s is a page that says so',
    async (path) => {
      const { status, body } = await open(path);

      expect(status).toBe(404);
      expect(body).toContain('<h1>There is no such page</h1>');
    },
  );

  it('are read page by page up to a limit', async () => {
    const pages = [[1, 2], [3, 4], [5]];
    let index = 0;
    const readPage = async () => {
      const items = pages[index] ?? [];
      index += 1;
      return { items, next: index < pages.length ? String(index) : null };
    };

    expect(await readAllPages(readPage, 3)).toEqual([1, 2, 3, 4]);
    index = 0;
    expect(await readAllPages(readPage, 100)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('what is compared', () => {
  const days = [
    { repository: 'octo/bad', slo: 'build-completion', at: today, good: 1, bad: 9, excluded: 0 },
    { repository: 'octo/good', slo: 'build-completion', at: today - dayMs, good: 10, bad: 0, excluded: 0 },
  ];

  it('repositories stand with the most bad events first, and one can be asked for', async () => {
    const { body } = await open('/repositories', { readRepositoryDays: async () => days });
    const { body: one } = await open('/repositories?repository=OCTO/good', { readRepositoryDays: async () => days });

    expect(body.indexOf('octo/bad')).toBeLessThan(body.indexOf('octo/good'));
    expect(body).toContain('dimension=repository&amp;value=octo%2Fbad');
    expect(one).not.toContain('octo/bad');
    expect((await open('/repositories')).body).toContain('No event of a repository was judged');
  });

  it('only so many repositories are drawn', async () => {
    const many = Array.from({ length: 103 }, (_, index) => ({ ...days[0]!, repository: `octo/r${index}` }));

    expect((await open('/repositories', { readRepositoryDays: async () => many })).body).toContain('and 3 more');
  });

  it('providers stand hour by hour', async () => {
    const { body } = await open('/providers', {
      readInstanceSteps: async () => [
        { values: ['jenkins'], at: now - 3_600_000, good: 3, bad: 1, excluded: 0 },
        { values: [null], at: now - 3_600_000, good: 3, bad: 0, excluded: 0 },
      ],
    });

    expect(body.indexOf('jenkins')).toBeLessThan(body.indexOf('unknown'));
    expect((await open('/providers')).body).toContain('No event of a provider was judged');
  });

  it('days without an event are days too', () => {
    const counted = daysOf([{ at: today + 5, good: 1, bad: 2, excluded: 3 }], today - dayMs, today + 1);

    expect(counted.map(({ good }) => good)).toEqual([0, 1]);
    expect(sumOf(counted)).toEqual({ good: 1, bad: 2, excluded: 3 });
  });

  it('bars say in words what they draw', () => {
    const drawn = String(
      <DayBars
        days={daysOf([{ at: today, good: 1, bad: 1, excluded: 0 }], today, today + 1)}
        target={0.9}
        label="Builds"
      />,
    );
    const empty = String(<DayBars days={[]} target={0.9} label="Builds" />);

    expect(drawn).toContain('Builds: 1 day of 1 below 90');
    expect(empty).toContain('Builds: no event');
  });
});

describe('a service', () => {
  it('has a page with what it depends on and what needs it', async () => {
    const [first, second, ...rest] = objectives.map((one) => ({ ...one, service: 'ci' }));
    const { status, body } = await open('/services/ci', {
      readObjectives: async () => [
        {
          ...first!,
          annotations: { 'cislo.dev/depends-on': 'below, nowhere', 'cislo.dev/runbook': 'https://run.example' },
        },
        { ...second!, service: 'below' },
        { ...rest[0]!, service: 'above', annotations: { 'cislo.dev/depends-on': 'ci' } },
      ],
    });

    expect(status).toBe(200);
    expect(body).toContain('href="/services/below"');
    expect(body).toContain('nowhere has no SLO here');
    expect(body).toContain('href="/services/above"');
    expect(body).toContain('https://run.example');
  });
});

describe('addresses', () => {
  it('take changes, and drop what is empty', () => {
    const url = new URL('http://localhost/runs?kind=build&state=&cursor=x');

    expect(ownAddress(url, { cursor: undefined })).toBe('/runs?kind=build');
    expect(ownAddress(url, { kind: undefined, cursor: undefined }, '/runs.csv')).toBe('/runs.csv');
  });
});

describe('the stream of changes', () => {
  it('tells of a change, and frees its place when the client goes away', async () => {
    let count = 1;
    const read = fakeStore({ readOpenJobs: async () => [{ kind: 'build', provider: 'x', state: 'queued', count }] });
    const streams = { open: 0 };
    const stop = new AbortController();
    const response = changeStream(read, { kind: 'system' }, Date.now, streams, stop.signal);
    expect(streams.open).toBe(0);
    const text = response.text();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(streams.open).toBe(1);
    count = 2;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    stop.abort();

    expect(await text).toContain('event: changed');
    expect(streams.open).toBe(0);
  });

  it('is refused when too many listen', async () => {
    const response = changeStream(
      fakeStore(),
      { kind: 'system' },
      Date.now,
      { open: 200 },
      new AbortController().signal,
    );

    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60']);
  });
});

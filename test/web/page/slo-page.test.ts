import { describe, expect, test } from 'vitest';
import type { Objective } from '../../../src/model/objective.ts';
import { systemViewer, type Viewer } from '../../../src/model/viewer.ts';
import { pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { type FakeStore, fakeStore } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { packed } from '../../support/packed-events.ts';
import { pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const now = Date.UTC(2026, 0, 6, 12);
const hour = 3_600_000;
const everyone: Viewer = { kind: 'everyone', slos: ['first-status'], repositories: [] };

async function open(path: string, answers: Partial<FakeStore> = {}, viewer: Viewer = systemViewer) {
  const routes = pageRoutes(
    pageParts({ read: fakeStore({ readObjectives: async () => objectives, ...answers }), clock: () => now }),
  );
  const shown = viewer.kind === 'everyone' ? viewer : null;
  const bindHost = shown === null ? '127.0.0.1' : '0.0.0.0';
  const access = { bindHost, metricsToken: null, eventsToken: null, everyone: shown, signIn: false, proxies: 0 };
  const web = webOver(routes, { access });
  const response = await web.ask(path);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

const attributes = {
  repository: 'octo/repo',
  provider: 'jenkins',
  state: 'error',
  error_reason: 'no disk <left>',
  name: 'build',
};
const event = {
  id: 'e1',
  type: 'job-run',
  at: now - hour,
  verdict: 'bad',
  url: 'https://ci.example/1',
  attributes,
} as const;

const burning: Partial<FakeStore> = {
  readSloCounts: async (_viewer, windows) =>
    windows.map((window) => ({ ...window, good: 97, bad: window.to > now - hour ? 9 : 1, excluded: 2 })),
  listSloEvents: async (_viewer, _slo, { cursor }) =>
    cursor === undefined
      ? { items: [event, { ...event, id: 'e2', url: 'javascript:alert(1)' }], next: 'next-page' }
      : {
          items: [{ ...event, id: 'e3', attributes: { first_status_seconds: 41.2, pull_request: 7, name: null } }],
          next: null,
        },
};

describe('the page of an SLO', () => {
  test('tells how it stands in words and numbers, and links each bad event', async () => {
    const { status, body } = await open('/slos/first-status', burning);

    expect(status).toBe(200);
    for (const text of [
      '<h1>',
      'were bad',
      'Budget left',
      'href="https://ci.example/1"',
      'no disk &lt;left&gt;',
      'Older bad events',
    ])
      expect(body).toContain(text);
    expect(body).not.toContain('javascript:');
    expect(body).toMatch(/<path class="spent" d="M[\dL., ]+"/);
    expect(body).toContain('burn rate above 14.4×');
  });

  test('keeps in its links what the address asks for', async () => {
    const { body } = await open('/slos/first-status?since=2026-01-01&dimension=name&value=a%20b&cursor=abc', burning);

    expect(body).toContain('<code>name = a b</code>');
    expect(body).toContain('href="/slos/first-status?since=2026-01-01#events"');
    expect(body).toContain('pull request #7');
    expect(body).toContain('first status after 41 s');
    expect(body).toContain('since=2026-01-01&amp;dimension=name&amp;value=a+b&amp;compare=yes#common');
  });

  test('says what is missing instead of drawing nothing', async () => {
    const { body } = await open('/slos/first-status');
    const compared = (await open('/slos/first-status?compare=yes')).body;

    expect(body).toContain('No event has counted in the window yet');
    expect(body).toContain('No bad event here.');
    expect(compared).toContain('Too few to say');
  });

  test('of an SLO over minutes says that there are no events', async () => {
    const [first] = objectives as [Objective];
    const measured = {
      ...first,
      indicator: { eventType: 'measured', type: 'point-in-time' } as unknown as Objective['indicator'],
      policies: [],
    };
    const { body } = await open('/slos/first-status?compare=yes', { readObjectives: async () => [measured] });

    expect(body).toContain('This SLO counts minutes, so there are no events to list.');
    expect(body).toContain('This SLO counts minutes, so there are no events to compare.');
    expect(body).toContain('No policy can alert on this SLO');

    const journey = { ...measured, indicator: { ...measured.indicator, type: 'journey' } as Objective['indicator'] };
    const other = (await open('/slos/first-status', { readObjectives: async () => [journey] })).body;
    expect(other).toContain('The API lists the journeys of this SLO');
  });

  test('shows values that bad events have in common with links to their events', async () => {
    const authors = (columns: readonly string[], author: string) =>
      columns.map((name) => (name === 'author' ? author : null));
    const { body } = await open('/slos/first-status?compare=yes', {
      ...burning,
      readSloCounts: async (_viewer, windows) =>
        windows.map((window) => ({ ...window, good: 400_000, bad: 1, excluded: 0 })),
      readComparedEvents: async (_viewer, _slo, { columns }) =>
        Array.from({ length: 220 }, (_, index) =>
          packed(index < 20, now, `commit ${index}`, authors(columns, index < 20 ? 'x' : 'y')),
        ),
    });

    expect(body).toContain('20 bad events compared with 200 good ones (50\u00a0% of all).');
    expect(body).toContain('href="/slos/first-status?dimension=author&amp;value=x&amp;compare=yes#events"');
  });

  test('is there as a badge that says its status in words', async () => {
    const { status, body, headers } = await open('/slos/first-status/badge.svg', burning);
    const empty = await open('/slos/first-status/badge.svg');

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(body).toMatch(/^<svg .*first-status.*91\.51.*%, exhausted/s);
    expect(empty.body).toContain('no data');
  });

  test('gives its events as CSV in which no text is a formula', async () => {
    const formula = {
      ...event,
      attributes: { ...attributes, name: '=HYPERLINK("x")', pull_requests: [1, 2], branch: null },
    };
    const { status, body, headers } = await open('/slos/first-status/events.csv?verdict=bad&limit=2', {
      ...burning,
      listSloEvents: async (_viewer, _slo, { cursor, limit }) =>
        cursor === undefined
          ? { items: [formula], next: `rest ${limit}` }
          : { items: [{ ...event, id: cursor }], next: 'more' },
    });

    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toBe('attachment; filename="first-status.csv"');
    expect(body.trim().split('\n')).toEqual([
      'event_id,type,event_at,verdict,url,branch,error_reason,name,provider,pull_requests,repository,state',
      `e1,job-run,2026-01-06T11:00:00.000Z,bad,https://ci.example/1,,no disk <left>,"'=HYPERLINK(""x"")",jenkins,"[1,2]",octo/repo,error`,
      'rest 2,job-run,2026-01-06T11:00:00.000Z,bad,https://ci.example/1,,no disk <left>,build,jenkins,,octo/repo,error',
    ]);
  });

  test('shows everyone no definition, and nothing of an SLO that is not chosen', async () => {
    const { body } = await open('/slos/first-status', burning, everyone);

    expect(body).not.toContain('OpenSLO of');
    expect(body).not.toContain('>definition<');
    expect((await open('/slos/first-status', burning)).body).toContain('OpenSLO of');
  });

  test.each([
    ['/slos/none', 404],
    ['/slos/first-status?since=x', 400],
    ['/slos/first-status?compare=no', 400],
    ['/slos/none/badge.svg', 404],
    ['/slos/none/events.csv', 404],
    ['/slos/first-status/events.csv?limit=0', 400],
    ['/slos/first-status?nothing=1', 400],
    ['/slos/first-status?dimension=name', 400],
    ['/slos/first-status/events.csv?value=x', 400],
  ])('answers %s with %i', async (path, status) => {
    expect((await open(path)).status).toBe(status);
  });
});

test('draws incidents as bands, also one that goes on', async () => {
  const alert = {
    slo: objectives[0]?.name ?? '',
    policy: 'p',
    condition: 'c',
    severity: 'page',
    pendingAt: 0,
    peakBurnRate: 1,
    bad: 1,
  };
  const path = `/slos/${objectives[0]?.name}`;
  const { body } = await open(path, {
    readSloMinutes: async () => [{ at: now - 20 * 86_400_000, good: 90, bad: 10, excluded: 0 }],
    readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 90, bad: 10, excluded: 0 })),
    readRaisedAlerts: async () => [
      { ...alert, firingAt: now - 10 * 86_400_000, resolvedAt: now - 9 * 86_400_000 },
      { ...alert, firingAt: now - 3_600_000, resolvedAt: null },
    ],
  });

  expect(body.split('<rect class="incident"')).toHaveLength(3);
  expect(body).toContain('2 incidents are drawn as bands');
});

import { describe, expect, test } from 'vitest';
import { systemViewer, type Viewer } from '../../../src/model/viewer.ts';
import { pageRoutes } from '../../../src/web/page/page-routes.tsx';
import { type FakeStore, fakeStore, someRevision, someRun } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';
import { assets, pageParts } from '../../support/page-parts.ts';
import { webOver } from '../../support/web.ts';

const now = Date.UTC(2026, 0, 6, 12);
const app = { id: 1, privateKey: 'key' };

async function open(
  answers: Partial<FakeStore> = {},
  path = '/',
  config: { app: typeof app | null } = { app },
  method = 'GET',
  viewer: Viewer = systemViewer,
) {
  const parts = pageParts();
  const routes = pageRoutes({
    ...parts,
    read: fakeStore({ readObjectives: async () => objectives, ...answers }),
    config: { ...parts.config, ...config },
    clock: () => now,
  });
  const everyone = viewer.kind === 'everyone' ? viewer : null;
  const access = {
    bindHost: everyone === null ? '127.0.0.1' : '0.0.0.0',
    metricsToken: null,
    eventsToken: null,
    everyone,
    signIn: false,
    proxies: 0,
  };
  const response = await webOver(routes, { access }).ask(path, { method });
  const headers: Readonly<Record<string, string>> = Object.fromEntries(response.headers);
  return { status: response.status, headers, body: await response.text() };
}

const busy: Partial<FakeStore> = {
  listRuns: async (_viewer, { openBefore, overdueBefore }) => ({
    items:
      overdueBefore !== undefined
        ? [{ ...someRun, state: 'queued', finishedAt: null }]
        : openBefore === undefined
          ? [someRun]
          : [
              { ...someRun, name: 'young', state: 'started', startedAt: now - 90_000 },
              { ...someRun, state: 'started', startedAt: null, url: 'javascript:alert(1)' },
            ],
    next: null,
  }),
  listRevisions: async () => ({ items: [someRevision], next: null }),
  readOpenJobs: async () => [
    { kind: 'build', provider: 'jenkins', state: 'queued', count: 1200 },
    { kind: 'build', provider: 'jenkins', state: 'started', count: 3 },
  ],
  readOverdueJobs: async () => [{ kind: 'test', provider: '<b>evil</b>', count: 2 }],
  readRevisionsWithoutStatus: async () => [
    { provider: 'any', count: 3 },
    { provider: 'jenkins', count: 9 },
  ],
  readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 97, bad: 3, excluded: 1 })),
  readPending: async () => new Map([['first-status', 4]]),
  readFreshness: async () => ({ asOf: now - 120_000, behind: 1234 }),
};

describe('the overview', () => {
  test('shows every objective with its signed budget and a status in words', async () => {
    const body = (await open(busy)).body;

    for (const text of [
      'first-status',
      'build-completion',
      'test-completion',
      '98\u00a0%',
      '97\u00a0%',
      '−50\u00a0%',
      '1.5×',
      '> exhausted</span>',
    ])
      expect(body).toContain(text);
  });

  test('shows what is open, overdue and without a status, with links to GitHub', async () => {
    const body = (await open(busy)).body;

    expect(body).toContain('1,200');
    expect(body).toContain(
      '<a href="https://github.com/octo/hello/actions/runs/5/job/7" rel="noreferrer">build &lt;linux&gt;</a> <small>octo/hello, github-actions, queued for 1\u00a0d</small>',
    );
    expect(body).toContain('running for 1\u00a0min 30\u00a0s');
    expect(body).toContain('3 open pull requests have had no status');
    expect(body).toContain('<a href="https://github.com/octo/hello/pull/3" rel="noreferrer">octo/hello#3</a>');
    expect(body).toContain('and 2 more');
    expect(body).toContain('Behind:');
    expect(body).toContain('is 2\u00a0min old; 1,234 deliveries wait.');
  });

  test('writes nothing of a payload as markup, and links to the web only', async () => {
    const body = (await open(busy)).body;

    expect(body).toContain('&lt;b&gt;evil&lt;/b&gt;');
    expect(body).not.toContain('<b>evil');
    expect(body).not.toContain('javascript:');
  });

  test('counts a single pull request as one', async () => {
    const body = (await open({ ...busy, readRevisionsWithoutStatus: async () => [{ provider: 'any', count: 1 }] }))
      .body;

    expect(body).toContain('1 open pull request has had');
    expect(body).not.toContain('more</p>');
  });

  test('says so when nothing is open', async () => {
    const body = (
      await open({
        listRuns: async (_viewer, { openBefore, overdueBefore }) => ({
          items: openBefore === undefined && overdueBefore === undefined ? [someRun] : [],
          next: null,
        }),
      })
    ).body;

    expect(body).toContain('nothing waits, is queued or runs');
    expect(body).toContain('every open pull request has got its first status');
    expect(body).not.toContain('Behind:');
  });

  test('says what to do next while there are no data', async () => {
    const withApp = (await open()).body;
    const setUp = (await open({}, '/', { app: null })).body;

    expect(withApp).toContain('Install the App on a repository');
    expect(withApp).toContain('/api/github/webhooks');
    expect(withApp).toContain('no data');
    expect(withApp).not.toContain('100\u00a0%');
    expect(setUp).toContain('href="/probot"');
  });

  test('carries no inline style or script, and one script of its own', async () => {
    const response = await open(busy);

    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response.headers['x-content-type-options']).toBe('nosniff');
    expect(response.body).not.toMatch(/<style|style=|\son\w+=/);
    expect(response.body.match(/<script[^>]*>/g)).toEqual([`<script type="module" src="${assets.script.path}">`]);
  });

  test('does not reload itself, which would take focus and scroll away', async () => {
    expect((await open(busy)).body).not.toMatch(/http-equiv/i);
  });

  test('tells everyone the chosen objectives and no row, when no repository is public', async () => {
    const asked: string[] = [];
    const everyone: Viewer = { kind: 'everyone', slos: ['first-status'], repositories: [] };

    const { status, body } = await open(
      {
        ...busy,
        readObjectives: async (viewer) => {
          asked.push(viewer.kind);
          return objectives.slice(0, 1);
        },
      },
      '/',
      { app },
      'GET',
      everyone,
    );

    expect(status).toBe(200);
    expect(asked).toEqual(['everyone']);
    expect(body).toContain('first-status');
    expect(body).not.toMatch(/octo|Open jobs|Without a status|\/metrics/);
  });

  test('says how far numbers by new settings are', async () => {
    const fold = {
      id: 2,
      kind: 'fold',
      slo: null,
      fold: null,
      state: 'building',
      version: 1,
      done: 4,
      total: 10,
      doneRatio: 0.4,
      startedAt: now,
      currentAt: null,
    } as const;

    expect((await open({ ...busy, readGenerations: async () => [fold] })).body).toContain(
      'Everything on record is being read by new rules: 40\u00a0% done.',
    );
  });

  test('lists what it counts: the waiting pull requests are asked for with the condition of their sum', async () => {
    const asked: unknown[] = [];

    await open({
      ...busy,
      listRevisions: async (_viewer, filter) => {
        asked.push(filter);
        return { items: [someRevision], next: null };
      },
      readRevisionsWithoutStatus: async (_viewer, before) => {
        asked.push({ before });
        return [{ provider: 'any', count: 1 }];
      },
    });

    expect(asked).toContainEqual({ before: now - 15_000 });
    expect(asked).toContainEqual({ provider: 'any', waitingBefore: now - 15_000, limit: 10 });
  });
});

describe('paths', () => {
  test('the style sheet is where the page says, and may be kept', async () => {
    const path = /href="(\/assets\/[^"]+)"/.exec((await open()).body)?.[1] ?? '';

    const response = await open({}, path);

    expect(response.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(response.headers['cache-control']).toContain('immutable');
    expect(response.body).toContain('prefers-color-scheme: dark');
  });

  test('the script is where the page says, and is under 8 KB', async () => {
    const path = /src="(\/assets\/[^"]+)"/.exec((await open()).body)?.[1] ?? '';

    const response = await open({}, path);

    expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(Buffer.byteLength(response.body)).toBeLessThan(8_192);
  });

  test('other paths are not there', async () => {
    expect((await open({}, '/nowhere')).status).toBe(404);
    expect((await open({}, '/assets/cislo.000000000000.css')).status).toBe(404);
  });

  test('only GET and HEAD are answered', async () => {
    expect((await open({}, '/', { app }, 'POST')).status).toBe(405);
    expect((await open({}, '/', { app }, 'HEAD')).status).toBe(200);
  });
});

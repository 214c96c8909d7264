import { describe, expect, test } from 'vitest';
import { createPage } from '../../src/page/create-page.ts';
import { type FakeStore, fakeStore, someRevision, someRun } from '../support/fake-store.ts';
import { objectives } from '../support/objectives.ts';
import { request } from '../support/request.ts';

const now = Date.UTC(2026, 0, 6, 12);
const app = { id: 1, privateKey: 'key' };

async function open(
  answers: Partial<FakeStore> = {},
  path = '/',
  config: { app: typeof app | null } = { app },
  method = 'GET',
) {
  const page = createPage({
    store: fakeStore(answers),
    config: { objectives, webhookPath: '/api/github/webhooks', ...config },
    clock: () => now,
    drain: async () => {},
  });
  return page(request(path, method));
}

const busy: Partial<FakeStore> = {
  listRuns: async ({ openBefore, since }) => ({
    items:
      openBefore === undefined
        ? [someRun]
        : since === undefined
          ? [{ ...someRun, state: 'queued', finishedAt: null }]
          : [
              { ...someRun, name: 'young', state: 'started', startedAt: now - 90_000 },
              { ...someRun, state: 'started', startedAt: null, url: 'javascript:alert(1)' },
            ],
    next: null,
  }),
  listRevisions: async () => ({
    items: [
      someRevision,
      { ...someRevision, pullRequest: 4, closedAt: now },
      { ...someRevision, pullRequest: 5, firstStatusAt: now },
      { ...someRevision, pullRequest: 6, supersededAt: now },
    ],
    next: null,
  }),
  readOpenJobs: async () => [
    { kind: 'build', provider: 'jenkins', state: 'queued', count: 1200 },
    { kind: 'build', provider: 'jenkins', state: 'started', count: 3 },
  ],
  readOverdueJobs: async () => [{ kind: 'test', provider: '<b>evil</b>', count: 2 }],
  readRevisionsWithoutStatus: async () => [
    { provider: 'any', count: 3 },
    { provider: 'jenkins', count: 9 },
  ],
  readSloCounts: async (windows) => windows.map((window) => ({ ...window, good: 97, bad: 3, excluded: 1 })),
  readPending: async () => new Map([['first-status', 4]]),
  readLagMs: async () => 120_000,
};

describe('the overview', () => {
  test('shows every objective with its signed budget and a status in words', async () => {
    const body = (await open(busy))?.body ?? '';

    for (const text of [
      'first-status',
      'build-completion',
      'test-completion',
      '98 %',
      '97 %',
      '−50 %',
      '1.5×',
      '> exhausted</span>',
    ])
      expect(body).toContain(text);
  });

  test('shows what is open, overdue and without a status, with links to GitHub', async () => {
    const body = (await open(busy))?.body ?? '';

    expect(body).toContain('1,200');
    expect(body).toContain(
      '<a href="https://github.com/octo/hello/actions/runs/5/job/7" rel="noreferrer">build &lt;linux&gt;</a> <small>octo/hello, github-actions, queued for 1 d</small>',
    );
    expect(body).toContain('started for 1 min 30 s');
    expect(body).toContain('3 open pull requests have had no status');
    expect(body).toContain('<a href="https://github.com/octo/hello/pull/3" rel="noreferrer">octo/hello#3</a>');
    expect(body).toContain('and 2 more');
    expect(body).not.toContain('octo/hello#4');
    expect(body).toContain('Behind:');
  });

  test('writes nothing of a payload as markup, and links to the web only', async () => {
    const body = (await open(busy))?.body ?? '';

    expect(body).toContain('&lt;b&gt;evil&lt;/b&gt;');
    expect(body).not.toContain('<b>evil');
    expect(body).not.toContain('javascript:');
  });

  test('counts a single pull request as one', async () => {
    const body =
      (await open({ ...busy, readRevisionsWithoutStatus: async () => [{ provider: 'any', count: 1 }] }))?.body ?? '';

    expect(body).toContain('1 open pull request has had');
    expect(body).not.toContain('more</p>');
  });

  test('says so when nothing is open', async () => {
    const body =
      (
        await open({
          listRuns: async ({ openBefore }) => ({ items: openBefore === undefined ? [someRun] : [], next: null }),
        })
      )?.body ?? '';

    expect(body).toContain('nothing is queued or running');
    expect(body).toContain('every open pull request has got its first status');
    expect(body).not.toContain('Behind:');
  });

  test('says what to do next while there are no data', async () => {
    const withApp = (await open())?.body ?? '';
    const setUp = (await open({}, '/', { app: null }))?.body ?? '';

    expect(withApp).toContain('Install the App on a repository');
    expect(withApp).toContain('/api/github/webhooks');
    expect(withApp).toContain('no data');
    expect(withApp).not.toContain('100 %');
    expect(setUp).toContain('href="/probot"');
  });

  test('needs no script and carries no inline style', async () => {
    const response = await open(busy);

    expect(response?.headers['content-security-policy']).toContain("default-src 'none'");
    expect(response?.headers['x-content-type-options']).toBe('nosniff');
    expect(response?.body).not.toMatch(/<script|<style|style=|onclick/);
    expect(response?.body).toContain('<meta http-equiv="refresh" content="30">');
  });
});

describe('paths', () => {
  test('the style sheet is where the page says, and may be kept', async () => {
    const path = /href="(\/assets\/[^"]+)"/.exec((await open())?.body ?? '')?.[1] ?? '';

    const response = await open({}, path);

    expect(response?.headers['content-type']).toBe('text/css; charset=utf-8');
    expect(response?.headers['cache-control']).toContain('immutable');
    expect(response?.body).toContain('prefers-color-scheme: dark');
  });

  test('other paths are not its own', async () => {
    expect(await open({}, '/runs')).toBeNull();
    expect(await open({}, '/assets/cislo.000000000000.css')).toBeNull();
  });

  test('only GET and HEAD are answered', async () => {
    expect((await open({}, '/', { app }, 'POST'))?.status).toBe(405);
    expect((await open({}, '/', { app }, 'HEAD'))?.status).toBe(200);
  });
});

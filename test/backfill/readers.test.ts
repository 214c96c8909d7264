import { describe, expect, it } from 'vitest';
import type { BackfillTask } from '../../src/backfill/backfill-task.ts';
import { fetchCommit } from '../../src/backfill/fetch-commit.ts';
import { fetchPullRequest } from '../../src/backfill/fetch-pull-request.ts';
import { fetchPushes } from '../../src/backfill/fetch-pushes.ts';
import { fetchTimeline } from '../../src/backfill/fetch-timeline.ts';
import { fetchWorkflowRun } from '../../src/backfill/fetch-workflow-run.ts';
import { createGithubReader, type GithubReaderOptions } from '../../src/backfill/github-reader.ts';
import { hookRetentionMs } from '../../src/backfill/hook-retention-ms.ts';
import { sleep } from '../../src/backfill/sleep.ts';
import type { BackfillClient, RestQuery } from '../../src/github/backfill-client.ts';
import { type ListedPullRequest, readListedPullRequest } from '../../src/normalize/rest/listed-pull-request.ts';
import { sleepyClock } from '../support/backfill.ts';

type Bodies = Readonly<Record<string, unknown>>;

/** GitHub as a table of paths; what is not in it is not there. */
function readerOf(bodies: Bodies, options: Partial<GithubReaderOptions> = {}) {
  const asked: { readonly path: string; readonly at: number }[] = [];
  const time = sleepyClock(0);
  const client: BackfillClient = {
    get: async <T>(path: string, _query: RestQuery, read: (data: unknown) => T | null) => {
      asked.push({ path, at: time.clock() });
      const body = bodies[path];
      if (body === undefined) return { type: 'refused', status: 404 } as const;
      return { type: 'ok', restUntil: null, value: { value: read(body) as T, next: null } } as const;
    },
  };
  const reader = createGithubReader({ client, ...time, signal: new AbortController().signal, paceMs: 0, ...options });
  return { reader, asked, ...time };
}

function taskOf(bodies: Bodies): BackfillTask {
  return { reader: readerOf(bodies).reader, path: '/repos/o/r', backfill: { since: 0 } } as unknown as BackfillTask;
}

describe('the reader', () => {
  it('leaves time between two requests when it shall', async () => {
    const { reader, asked } = readerOf({ '/a': [] }, { paceMs: 1_000 });

    for (let count = 0; count < 3; count += 1) await reader.list('/a', {}, () => []);

    expect(asked.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
    expect(reader.requests()).toBe(3);
  });

  it('waits in short steps until the limit is over, and keeps alive what a long wait would lose', async () => {
    const time = sleepyClock(0);
    let alive = 0;
    const client = {
      get: async () => ({
        type: 'ok',
        value: { value: [], next: null },
        restUntil: time.clock() === 0 ? 60_000 : null,
      }),
    } as unknown as BackfillClient;
    const reader = createGithubReader({
      client,
      ...time,
      signal: new AbortController().signal,
      paceMs: 0,
      keepAlive: async () => {
        alive += 1;
      },
    });

    await reader.page('/a', {}, () => []);
    await reader.page('/a', {}, () => []);

    expect(time.clock()).toBe(60_000);
    expect(alive).toBe(6);
  });

  it('keeps what a list gave before it vanished', async () => {
    const pages: unknown[] = [
      { type: 'ok', restUntil: null, value: { value: [{ id: 1 }], next: { page: '2' } } },
      { type: 'refused', status: 404 },
    ];
    const { reader } = readerOf({}, { client: { get: async () => pages.shift() } as unknown as BackfillClient });

    expect(await reader.list('/a', {}, () => [])).toEqual([{ id: 1 }]);
  });

  it('sleeps no longer than it may', async () => {
    await sleep(1, new AbortController().signal);

    expect(await sleep(60_000, AbortSignal.abort())).toBeUndefined();
  });
});

describe('a workflow run', () => {
  const run = '/repos/o/r/actions/runs/9';

  it('that was open when it was listed is read again', async () => {
    const latest = { id: 9, status: 'completed', conclusion: 'success' };

    const content = await fetchWorkflowRun(taskOf({ [run]: latest, [`${run}/jobs`]: { jobs: [] } }), {
      id: 9,
      status: 'queued',
    });

    expect(content?.facts).toMatchObject([{ event: 'workflow_run', payload: { action: 'completed' } }]);
  });

  it.each([
    ['altogether', {}, 'queued'],
    ['with its jobs', {}, 'completed'],
  ])('may be gone %s', async (_, bodies, status) => {
    expect(await fetchWorkflowRun(taskOf(bodies), { id: 9, status })).toBeNull();
  });

  it('whose first attempt is gone has the others', async () => {
    const content = await fetchWorkflowRun(taskOf({ [`${run}/jobs`]: { jobs: [] } }), {
      id: 9,
      status: 'completed',
      run_attempt: 2,
    });

    expect(content?.facts).toHaveLength(1);
  });
});

describe('a commit', () => {
  it('has the checks and statuses that can be read', async () => {
    const path = '/repos/o/r/commits/abc';
    const bodies = {
      [`${path}/check-runs`]: { check_runs: [{ id: 1, app: { slug: 'packit' }, check_suite: { id: 2 } }] },
    };

    const content = await fetchCommit(taskOf(bodies), { sha: 'abc' });

    expect(content?.facts).toMatchObject([{ event: 'check_run', payload: { check_run: { id: 1, head_sha: 'abc' } } }]);
  });
});

describe('the suites of a commit', () => {
  it('tell that it asks CI not to run', async () => {
    const path = '/repos/o/r/commits/abc';
    const commit = { id: 'abc', message: 'Fix ***NO_CI***', timestamp: '2026-01-02T00:00:00Z' };
    const bodies = {
      [`${path}/check-runs`]: { check_runs: [{ id: 1, app: { slug: 'packit' }, check_suite: { id: 2 } }] },
      [`${path}/check-suites`]: { check_suites: [{ id: 2, head_commit: commit }] },
    };

    const content = await fetchCommit(taskOf(bodies), { sha: 'abc' });

    expect(content?.facts[0]).toMatchObject({ event: 'push', payload: { after: 'abc', head_commit: commit } });
  });
});

describe('a timeline', () => {
  it('tells heads and life, and nothing else', async () => {
    const events = [
      { event: 'committed', sha: 'a', committer: { date: '2026-01-01T00:00:00Z' }, message: 'Fix\n\n[skip ci]' },
      { event: 'head_ref_force_pushed', commit_id: 'b', created_at: '2026-01-02T00:00:00Z', actor: { login: 'ann' } },
      { event: 'convert_to_draft', created_at: '2026-01-03T00:00:00Z', actor: { login: 'ghost' } },
      { event: 'closed', created_at: '2026-01-03T00:00:00Z', actor: null, message: '[skip ci]' },
      { event: 'head_ref_deleted', created_at: '2026-01-04T00:00:00Z', actor: { login: 'renovate[bot]' } },
      { event: 'closed' },
      { event: 'labeled', created_at: '2026-01-03T00:00:00Z' },
    ];

    expect(await fetchTimeline(taskOf({ '/repos/o/r/issues/1/timeline': events }), 1)).toEqual([
      { type: 'commit', at: Date.UTC(2026, 0, 1), sha: 'a', actor: null, message: 'Fix\n\n[skip ci]' },
      { type: 'force_push', at: Date.UTC(2026, 0, 2), sha: 'b', actor: 'ann', message: null },
      { type: 'convert_to_draft', at: Date.UTC(2026, 0, 3), sha: null, actor: null, message: null },
      { type: 'closed', at: Date.UTC(2026, 0, 3), sha: null, actor: null, message: null },
      { type: 'branch_deleted', at: Date.UTC(2026, 0, 4), sha: null, actor: 'renovate[bot]', message: null },
    ]);
    expect(await fetchTimeline(taskOf({}), 1)).toBeNull();
  });
});

describe('pushes', () => {
  const head = { ref: 'topic', repo: { full_name: 'fork/r' } };

  /** The pull request of this head, as GitHub's list has it. */
  function listed(of: Record<string, unknown>): ListedPullRequest {
    const pullRequest = { number: 1, created_at: '2026-01-01T12:00:00Z', head: { sha: 'b', ...of } };
    return readListedPullRequest(pullRequest) as ListedPullRequest;
  }

  it('are told oldest first', async () => {
    const activity = [
      { timestamp: '2026-01-02T00:00:00Z', before: 'a', after: 'b', actor: { login: 'ann' } },
      { timestamp: 'never', before: 'x', after: 'y' },
      { timestamp: '2026-01-01T00:00:00Z', before: '0000', after: 'a' },
    ];

    expect(await fetchPushes(taskOf({ '/repos/fork/r/activity': activity }), listed(head))).toEqual([
      { at: Date.UTC(2026, 0, 1), before: null, after: 'a', actor: null },
      { at: Date.UTC(2026, 0, 2), before: 'a', after: 'b', actor: 'ann' },
    ]);
  });

  it.each([
    ['that GitHub does not show', head],
    ['to a fork that is gone', { ref: 'topic', repo: null }],
    ['to no branch', { repo: { full_name: 'fork/r' } }],
    ['to a place that is none', { ref: 'topic', repo: { full_name: '../r' } }],
  ])('%s are not known', async (_, unknown) => {
    expect(await fetchPushes(taskOf({}), listed(unknown))).toBeNull();
  });
});

describe('a pull request', () => {
  it.each([
    ['number', { head: { sha: 'a' }, created_at: '2026-01-01T00:00:00Z' }],
    ['head', { number: 1, created_at: '2026-01-01T00:00:00Z' }],
    ['beginning', { number: 1, head: { sha: 'a' } }],
  ])('without a %s is none', async (_, pullRequest) => {
    expect(await fetchPullRequest(taskOf({}), pullRequest)).toBeNull();
  });
});

describe('the time GitHub keeps deliveries', () => {
  it('is three days, and seven on an Enterprise Server', () => {
    expect([hookRetentionMs(null), hookRetentionMs('git.example.org')].map((ms) => ms / 86_400_000)).toEqual([3, 7]);
  });
});

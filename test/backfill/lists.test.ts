import { describe, expect, it } from 'vitest';
import type { BackfillTask } from '../../src/backfill/backfill-task.ts';
import { fetchCommitPage } from '../../src/backfill/fetch-commit-page.ts';
import { fetchPullRequestPage } from '../../src/backfill/fetch-pull-request-page.ts';
import { fetchWorkflowRunPage } from '../../src/backfill/fetch-workflow-run-page.ts';
import type { GithubReader } from '../../src/backfill/github-reader.ts';
import type { RestPage, RestQuery } from '../../src/github/backfill-client.ts';

const since = Date.UTC(2026, 0, 1);
const startedAt = Date.UTC(2026, 0, 31);

/** A reader over a function from query to body. */
function taskWith(
  answer: (query: RestQuery) => { readonly body: unknown; readonly next?: RestQuery } | null,
): BackfillTask {
  const page: GithubReader['page'] = async <T>(
    _path: string,
    query: RestQuery,
    read: (data: unknown) => T | null,
  ): Promise<RestPage<T> | null> => {
    const found = answer(query);
    return found === null ? null : { value: read(found.body) as T, next: found.next ?? null };
  };
  return {
    reader: { page },
    backfill: { since, startedAt },
    path: '/repos/o/r',
    defaultBranch: 'main',
  } as unknown as BackfillTask;
}

describe('workflow runs', () => {
  it('are asked for in times so short that GitHub shows all of them', async () => {
    const minute = 60_000;
    // One a minute for 30 days: 43,201.
    const times = Array.from({ length: (startedAt - since) / minute + 1 }, (_, index) => since + index * minute);
    const seen = new Set<string>();
    let questions = 0;
    const task = taskWith((query) => {
      questions += 1;
      const [from, to] = (query['created'] ?? '').split('..').map((text) => Date.parse(text)) as [number, number];
      const all = times.filter((at) => at >= from && at <= to).reverse();
      const number = Number(query['page'] ?? 1);
      const runs = all.slice(0, 1_000).slice((number - 1) * 100, number * 100);
      const body = {
        total_count: all.length,
        workflow_runs: runs.map((at) => ({ id: at, head_sha: 'a', head_branch: 'main' })),
      };
      return number * 100 < Math.min(1_000, all.length)
        ? { body, next: { ...query, page: String(number + 1) } }
        : { body };
    });

    for (let place: unknown = null, first = true; first || place !== null; first = false) {
      const page = await fetchWorkflowRunPage(task, place);
      for (const { kind, id } of page.found) if (kind === 'workflow_runs') seen.add(id);
      place = JSON.parse(JSON.stringify(page.place));
    }

    expect(seen.size).toBe(times.length);
    expect(questions).toBeLessThan(700);
  });

  it('of one second that are too many are taken as far as GitHub shows them', async () => {
    const body = { total_count: 5_000, workflow_runs: [{ id: 1, head_sha: null }] };

    const page = await fetchWorkflowRunPage(
      taskWith(() => ({ body })),
      { from: startedAt, to: startedAt, next: null },
    );

    expect(page.found).toEqual([{ kind: 'workflow_runs', id: '1', detail: { id: 1, head_sha: null } }]);
  });

  it('tell what their commits say', async () => {
    const commit = { id: 'a', message: '[skip ci] Fix', timestamp: '2026-01-02T00:00:00Z' };
    const runs = [
      { id: 1, head_sha: 'a', head_commit: commit },
      { id: 2, head_sha: 'b', head_commit: null },
    ];
    const body = { total_count: 2, workflow_runs: runs };

    expect(
      (
        await fetchWorkflowRunPage(
          taskWith(() => ({ body })),
          null,
        )
      ).facts,
    ).toEqual([{ event: 'push', payload: { after: 'a', head_commit: commit } }]);
  });

  it.each([null, { body: { total_count: 0, workflow_runs: [] } }])('may be none at all: %j', async (answer) => {
    expect(
      await fetchWorkflowRunPage(
        taskWith(() => answer),
        null,
      ),
    ).toEqual({ facts: [], found: [], place: null });
  });
});

describe('pull requests', () => {
  const pullRequest = (number: number, at: string) => ({ number, updated_at: at, head: {}, base: {} });

  it('end with the first page that has one that did not change since', async () => {
    const next = { page: '2' };
    const recent = { body: [pullRequest(2, '2026-01-05T00:00:00Z')], next };
    const mixed = {
      body: [pullRequest(1, '2026-01-02T00:00:00Z'), pullRequest(9, '2025-01-02T00:00:00Z'), pullRequest(8, 'never')],
      next,
    };

    expect(
      await fetchPullRequestPage(
        taskWith(() => recent),
        null,
      ),
    ).toMatchObject({ found: [{ id: '2' }], place: next });
    expect(
      await fetchPullRequestPage(
        taskWith(() => mixed),
        next,
      ),
    ).toMatchObject({ found: [{ id: '1' }], place: null });
    expect(
      await fetchPullRequestPage(
        taskWith(() => null),
        null,
      ),
    ).toEqual({ facts: [], found: [], place: null });
  });
});

describe('commits', () => {
  it('are those of the default branch in that time', async () => {
    const asked: RestQuery[] = [];
    const task = taskWith((query) => {
      asked.push(query);
      return { body: [{ sha: 'a' }, { sha: 1 }], next: { page: '2' } };
    });

    const page = await fetchCommitPage(task, null);

    expect(asked).toEqual([
      { sha: 'main', since: '2026-01-01T00:00:00.000Z', until: '2026-01-31T00:00:00.000Z', per_page: '100' },
    ]);
    expect(page).toEqual({
      facts: [],
      found: [{ kind: 'commits', id: 'a', detail: { branch: 'main' } }],
      place: { page: '2' },
    });
  });

  it('tell what they say', async () => {
    const date = '2026-01-02T00:00:00Z';
    const body = [{ sha: 'a', commit: { message: 'Fix [ci skip]', committer: { date } } }, { sha: 'b' }];

    const { facts } = await fetchCommitPage(
      taskWith(() => ({ body })),
      null,
    );

    expect(facts).toEqual([
      { event: 'push', payload: { after: 'a', head_commit: { id: 'a', message: 'Fix [ci skip]', timestamp: date } } },
    ]);
  });

  it('are none in an empty repository', async () => {
    expect(
      await fetchCommitPage(
        taskWith(() => null),
        null,
      ),
    ).toEqual({ facts: [], found: [], place: null });
    expect(await fetchCommitPage({ ...taskWith(() => null), defaultBranch: null }, null)).toEqual({
      facts: [],
      found: [],
      place: null,
    });
  });
});

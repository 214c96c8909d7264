import { describe, expect, it } from 'vitest';
import { readActivityPush } from '../../../src/normalize/rest/activity.ts';
import { readListedPullRequest, readPullRequestState } from '../../../src/normalize/rest/listed-pull-request.ts';
import { pullRequestHistory } from '../../../src/normalize/rest/pull-request-history.ts';
import { readObject, readObjects } from '../../../src/normalize/rest/read-objects.ts';
import { suiteBranches } from '../../../src/normalize/rest/report-facts.ts';
import { readRepositoryIdentity, trimRepository } from '../../../src/normalize/rest/repository-state.ts';
import { readTimelineEntry } from '../../../src/normalize/rest/timeline-entry.ts';
import { readRunPage, readRunState } from '../../../src/normalize/rest/workflow-facts.ts';

const pullRequest = {
  number: 7,
  draft: true,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-03T00:00:00Z',
  closed_at: '2026-01-02T00:00:00Z',
  user: { login: 'ann' },
  head: { sha: 'a', ref: 'topic', repo: { id: 1, full_name: 'o/r' } },
  base: { ref: 'main', repo: { id: 1, full_name: 'o/r' } },
};

describe('a listed pull request', () => {
  it('tells its head, its life and whose branch it is', () => {
    expect(readListedPullRequest(pullRequest)).toEqual({
      number: 7,
      headSha: 'a',
      headBranch: 'topic',
      headRepository: 'o/r',
      isOwnBranch: true,
      createdAt: Date.UTC(2026, 0, 1),
      closedAt: Date.UTC(2026, 0, 2),
      draft: true,
      author: 'ann',
    });
    expect(readPullRequestState(pullRequest)).toEqual({ id: '7', updatedAt: Date.UTC(2026, 0, 3) });
  });

  it('of a fork that is gone has no repository, and is no own branch', () => {
    const gone = { ...pullRequest, draft: 'maybe', head: { sha: 'a', repo: null }, base: { repo: null } };

    expect(readListedPullRequest(gone)).toMatchObject({
      headBranch: null,
      headRepository: null,
      isOwnBranch: false,
      draft: null,
    });
    expect(readPullRequestState({}).updatedAt).toBe(0);
  });

  it.each(['number', 'head', 'created_at'])('without %s is none', (field) => {
    expect(readListedPullRequest({ ...pullRequest, [field]: undefined })).toBeNull();
  });
});

describe('a repository', () => {
  it('is called what GitHub says', () => {
    expect(readRepositoryIdentity({ id: 5, full_name: 'o/r', default_branch: 'main' })).toEqual({
      id: 5,
      fullName: 'o/r',
      defaultBranch: 'main',
    });
    expect(readRepositoryIdentity({})).toEqual({ id: null, fullName: null, defaultBranch: null });
  });

  it('is kept as a webhook shows it', () => {
    expect(trimRepository({ id: 5, full_name: 'o/r', size: 9, owner: { login: 'o', type: 'User' } })).toEqual({
      id: 5,
      full_name: 'o/r',
      owner: { login: 'o' },
    });
  });
});

describe('a workflow run', () => {
  it('says where it stands', () => {
    const run = { id: 3, head_sha: 'a', head_branch: 'main', status: 'completed', run_attempt: 2 };

    expect(readRunState(run)).toEqual({ id: '3', headSha: 'a', branch: 'main', hasEnded: true, attempt: 2 });
    expect(readRunState({ id: 3 })).toEqual({ id: '3', headSha: null, branch: null, hasEnded: false, attempt: 1 });
  });

  it('is listed with how many there are', () => {
    expect(readRunPage({ total_count: 1, workflow_runs: [{ id: 3 }, 4] })).toEqual({ total: 1, runs: [{ id: 3 }] });
    expect(readRunPage({ workflow_runs: [] })).toBeNull();
    expect(readRunPage({ total_count: 1 })).toBeNull();
  });
});

describe('what is no answer', () => {
  it('gives nothing', () => {
    expect([readObjects({}), readObject([]), readObject({ id: 1 })]).toEqual([null, null, { id: 1 }]);
    expect(readActivityPush({ timestamp: 'never' })).toEqual([]);
    expect(readTimelineEntry({ event: 'closed' })).toEqual([]);
    expect(readTimelineEntry({ event: 'head_ref_force_pushed', created_at: '2026-01-01T00:00:00Z' })).toMatchObject([
      { type: 'force_push', sha: null, actor: null, message: null },
    ]);
    expect(suiteBranches([{ id: 1, head_branch: 'main' }]).get(1)).toBe('main');
  });
});

describe('a pull request of which nothing but itself is known', () => {
  it('was closed at its end', () => {
    const source = { createdAt: 1, closedAt: 9, headSha: 'a', draft: null, author: null, pushes: null, timeline: null };

    expect(pullRequestHistory(source)).toEqual([{ action: 'closed', at: 9, headSha: 'a', draft: null, sender: null }]);
  });
});

import { describe, expect, it } from 'vitest';
import { toLogEntry } from '../../../src/backfill/log-entry.ts';
import { pullRequestFacts, trimPullRequest } from '../../../src/normalize/rest/pull-request-facts.ts';
import { readLogin } from '../../../src/normalize/rest/read-login.ts';
import { checkRunFact, statusFact } from '../../../src/normalize/rest/report-facts.ts';
import { workflowJobFact, workflowRunFact } from '../../../src/normalize/rest/workflow-facts.ts';
import { entryOf, options, run, sha } from './fact-entries.ts';

describe('a line of the log', () => {
  it('is named by what it says, and stands for no delivery', () => {
    const entry = entryOf(
      statusFact(
        {
          id: 5,
          state: 'success',
          context: 'ci',
          created_at: '2026-01-02T00:00:00Z',
          creator: { login: 'packit[bot]' },
        },
        sha,
        'topic',
      ),
    );

    expect(entry).toMatchObject({
      guid: 'backfill:status:5:success:2026-01-02T00:00:00.000Z',
      event: 'status',
      sentAt: null,
      receivedAt: options.now,
      repository: { id: 42, host: 'github.com', fullName: 'octo/repo', installationId: 7 },
      observation: { type: 'job', source: 'status', sender: 'packit[bot]', branch: 'topic', conclusion: 'success' },
    });
  });

  it('does not exist for what has no time, no id or no commit', () => {
    const check = { id: 1, name: 'c', head_sha: sha, status: 'queued', app: { slug: 'a' } };
    const status = { state: 'pending', context: 'ci', created_at: '2026-01-02T00:00:00Z' };

    expect(entryOf(checkRunFact(check, sha, new Map()))).toBeNull();
    expect(entryOf(statusFact(status, sha, null))).toBeNull();
    expect(entryOf(checkRunFact({ id: 1 }, '', new Map()))).toBeNull();
    expect(toLogEntry(statusFact({ id: 5, ...status }, sha, null), { ...options, repository: {} })).toBeNull();
  });

  it('of one fact is the same whenever it is read', () => {
    const fact = statusFact({ id: 5, state: 'pending', context: 'ci', created_at: '2026-01-02T00:00:00Z' }, sha, null);

    const [one, other] = [entryOf(fact), toLogEntry(fact, { ...options, installationId: null, now: options.now + 1 })];

    expect(other).toMatchObject({ guid: one?.guid, observation: one?.observation });
  });
});

describe('a workflow run', () => {
  const jobs = [
    { id: 1, run_attempt: 1, completed_at: '2026-01-01T03:00:00Z' },
    { id: 2, run_attempt: 2, completed_at: '2026-01-02T00:05:00Z' },
    { id: 3, run_attempt: 2, completed_at: '2026-01-02T00:04:00Z' },
    { id: 4, run_attempt: 2, completed_at: null },
  ];

  it('ends with its last job, whatever changed it later', () => {
    expect(entryOf(workflowRunFact(run, jobs))?.observation).toMatchObject({
      phase: 'final',
      runAttempt: 2,
      finishedAt: Date.UTC(2026, 0, 2, 0, 5),
    });
  });

  it.each([
    ['none', []],
    ['only copies of jobs of the attempt before', [{ id: 1, run_attempt: 2, completed_at: '2026-01-01T03:00:00Z' }]],
  ])('that ended with jobs of its own: %s, ended where it began', (_, none) => {
    expect(entryOf(workflowRunFact(run, none))?.observation).toMatchObject({
      phase: 'final',
      finishedAt: Date.UTC(2026, 0, 2),
    });
  });

  it('that is open has no end', () => {
    const { run_started_at, run_attempt, ...old } = run;

    expect(
      entryOf(workflowRunFact({ ...run, status: 'in_progress', conclusion: null }, jobs))?.observation,
    ).toMatchObject({ phase: 'started', finishedAt: null, at: Date.UTC(2026, 0, 2), quirks: [] });
    expect(entryOf(workflowRunFact({ ...old, status: 'queued', conclusion: null }, jobs))?.observation).toMatchObject({
      phase: 'queued',
      runAttempt: 1,
      at: Date.UTC(2026, 0, 1),
      quirks: [],
    });
    expect(
      entryOf(workflowRunFact({ ...old, run_started_at: 'never' }, [{ completed_at: '2026-01-01T03:00:00Z' }]))
        ?.observation,
    ).toMatchObject({ at: Date.UTC(2026, 0, 1, 3) });
  });
});

describe('a job', () => {
  it('tells its steps by name and end alone', () => {
    const job = {
      id: 1,
      run_id: 9,
      head_sha: sha,
      name: 'test',
      status: 'completed',
      conclusion: 'failure',
      created_at: '2026-01-02T00:00:00Z',
      started_at: '2026-01-02T00:01:00Z',
      completed_at: '2026-01-02T00:02:00Z',
      runner_name: 'r',
      steps: [{ name: 'Set up job', status: 'completed', conclusion: 'failure', number: 1 }],
    };

    expect(workflowJobFact(job).payload['workflow_job']).toMatchObject({
      steps: [{ name: 'Set up job', status: 'completed', conclusion: 'failure' }],
    });
    expect(entryOf(workflowJobFact(job))?.observation).toMatchObject({ ownStepsRan: false, phase: 'final' });
    expect(workflowJobFact({ id: 1, status: 'waiting' }).payload).toEqual({
      action: 'waiting',
      workflow_job: { id: 1, status: 'waiting' },
    });
  });
});

describe('a check run', () => {
  it('has the branch of its suite', () => {
    const check = {
      id: 1,
      name: 'c',
      head_sha: sha,
      status: 'in_progress',
      started_at: '2026-01-02T00:00:00Z',
      app: { slug: 'a' },
      check_suite: { id: 3 },
    };

    expect(entryOf(checkRunFact(check, sha, new Map([[3, 'topic']])))?.observation).toMatchObject({
      branch: 'topic',
      phase: 'started',
    });
    expect(
      entryOf(checkRunFact({ ...check, check_suite: { id: 3, head_branch: 'own' } }, sha, new Map()))?.observation,
    ).toMatchObject({ branch: 'own' });
  });
});

describe('a pull request', () => {
  const pullRequest = { ...trimPullRequest({ number: 1, draft: false, user: { login: 'ann' } }), head: { ref: 'x' } };
  const change = { action: 'opened', at: Date.UTC(2026, 0, 2), headSha: sha } as const;

  it('is told with the draft state, the head and the sender of its moment', () => {
    expect(pullRequestFacts(pullRequest, [{ ...change, draft: true, sender: 'bob' }])).toMatchObject([
      {
        payload: {
          action: 'opened',
          pull_request: { draft: true, user: { login: 'ann' }, head: { ref: 'x', sha } },
          sender: { login: 'bob' },
        },
      },
    ]);
  });

  it('of accounts that are gone names none', () => {
    const gone = { ...pullRequest, ...trimPullRequest({ user: { login: 'ghost' } }) };

    expect(pullRequestFacts(gone, [{ ...change, draft: null, sender: null }])).toMatchObject([
      { payload: { pull_request: { draft: null, user: null }, sender: null } },
    ]);
  });
});

describe('an account', () => {
  it.each([
    [{ login: 'packit[bot]' }, 'packit[bot]'],
    [{ login: 'ghost' }, null],
    [{ login: '' }, null],
    [{}, null],
    [null, null],
  ])('%j is known as %s', (account, login) => {
    expect(readLogin(account)).toBe(login);
  });
});

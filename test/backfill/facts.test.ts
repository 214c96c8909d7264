import { describe, expect, it } from 'vitest';
import type { BackfillFact } from '../../src/backfill/backfill-fact.ts';
import { checkRunFact, statusFact } from '../../src/backfill/commit-facts.ts';
import { installedRepositories } from '../../src/backfill/installed-repositories.ts';
import { toLogEntry } from '../../src/backfill/log-entry.ts';
import { pick } from '../../src/backfill/pick.ts';
import { trimPullRequest } from '../../src/backfill/pull-request-facts.ts';
import { workflowJobFact, workflowRunFact } from '../../src/backfill/workflow-facts.ts';

const sha = 'a'.repeat(40);
const options = {
  repository: {
    id: 42,
    node_id: 'R_1',
    full_name: 'octo/repo',
    private: false,
    html_url: 'https://github.com/octo/repo',
  },
  installationId: 7,
  hosts: ['github.com'],
  now: Date.UTC(2026, 0, 31),
};
const entryOf = (fact: BackfillFact) => toLogEntry(fact, options);
const run = {
  id: 9,
  name: 'CI',
  head_sha: sha,
  head_branch: 'main',
  event: 'push',
  status: 'completed',
  conclusion: 'success',
  run_attempt: 2,
  run_started_at: '2026-01-02T00:00:00Z',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2027-02-01T00:00:00Z',
};

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

    expect(entryOf(checkRunFact(check, new Map()))).toBeNull();
    expect(entryOf(statusFact(status, sha, null))).toBeNull();
    expect(entryOf(checkRunFact({ id: 1 }, new Map()))).toBeNull();
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
      action: 'queued',
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

    expect(entryOf(checkRunFact(check, new Map([[3, 'topic']])))?.observation).toMatchObject({
      branch: 'topic',
      phase: 'started',
    });
    expect(
      entryOf(checkRunFact({ ...check, check_suite: { id: 3, head_branch: 'own' } }, new Map()))?.observation,
    ).toMatchObject({ branch: 'own' });
  });
});

describe('what is kept', () => {
  it('can be stored', () => {
    expect(pick({ a: 'x\0y\ud800', b: 1, c: 2 }, ['a', 'b', 'd'])).toEqual({ a: 'x\uFFFDy\uFFFD', b: 1 });
    expect(pick(null, ['a'])).toEqual({});
  });

  it('of a pull request from a fork that is gone says so', () => {
    expect(
      trimPullRequest({
        number: 1,
        head: { ref: 'x', sha, repo: null },
        base: { ref: 'main', repo: { id: 42, full_name: 'octo/repo', size: 1 } },
      }),
    ).toEqual({
      number: 1,
      head: { ref: 'x', sha, repo: null },
      base: { ref: 'main', repo: { id: 42, full_name: 'octo/repo' } },
    });
    expect(trimPullRequest({})).toEqual({ head: { repo: undefined }, base: { repo: undefined } });
  });
});

describe('an installation', () => {
  const repositories = [
    { id: 1, full_name: 'octo/one' },
    { id: 'x', full_name: 'octo/two' },
    { id: 3, full_name: '../etc' },
    { id: 4 },
    null,
  ];
  const installation = { id: 7, created_at: '2026-01-02T00:00:00Z' };

  it('names its repositories, with webhooks since it was made', () => {
    expect(installedRepositories('installation', { action: 'created', installation, repositories })).toEqual([
      { repositoryId: 1, fullName: 'octo/one', installationId: 7, webhooksSince: Date.UTC(2026, 0, 2) },
    ]);
  });

  it('that grows names the new ones, with webhooks from now on', () => {
    expect(
      installedRepositories('installation_repositories', {
        action: 'added',
        installation,
        repositories_added: repositories,
      }),
    ).toEqual([{ repositoryId: 1, fullName: 'octo/one', installationId: 7, webhooksSince: null }]);
  });

  it.each([
    ['installation', { action: 'deleted', repositories }],
    ['installation_repositories', { action: 'removed', repositories_removed: repositories }],
    ['ping', { zen: 'x' }],
    ['installation', null],
  ])('is nothing else: %s %j', (event, payload) => {
    expect(installedRepositories(event, payload)).toEqual([]);
  });
});

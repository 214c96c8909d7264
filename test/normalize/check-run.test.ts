import { describe, expect, it } from 'vitest';
import { unknownJobFacts } from '../../src/model/job-facts.ts';
import { at, checkRunPayload, job, read, receivedAt, sha } from './support/payloads.ts';

const done = {
  status: 'completed',
  conclusion: 'success',
  started_at: '2024-05-01T12:00:03Z',
  completed_at: '2024-05-01T12:01:00Z',
};

describe('a check run', () => {
  it('that is queued was queued at started_at', () => {
    expect(job('check_run', checkRunPayload())).toEqual({
      type: 'job',
      source: 'check_run',
      externalId: 200,
      headSha: sha,
      name: 'rpm-build:f40',
      app: 'packit-as-a-service',
      sender: null,
      phase: 'queued',
      conclusion: null,
      text: 'The task was accepted.',
      at: at('12:00:00'),
      queuedAt: at('12:00:00'),
      startedAt: null,
      finishedAt: null,
      runId: null,
      runAttempt: null,
      workflow: null,
      event: null,
      branch: 'main',
      pullRequests: [],
      runnerLabels: [],
      ...unknownJobFacts,
      ownStepsRan: null,
      stepsCutOff: null,
      copied: false,
      url: 'https://github.com/acme/rocket/runs/200',
      quirks: [],
    });
  });

  it('that is in progress started at started_at', () => {
    expect(job('check_run', checkRunPayload({ status: 'in_progress' }))).toMatchObject({
      phase: 'started',
      at: at('12:00:00'),
      queuedAt: null,
      startedAt: at('12:00:00'),
      finishedAt: null,
    });
  });

  it.each([['created'], ['completed'], ['rerequested'], ['requested_action']])(
    'that has ended tells start and end under the action %s',
    (action) => {
      expect(job('check_run', checkRunPayload(done, { action }))).toMatchObject({
        phase: 'final',
        conclusion: 'success',
        at: at('12:01:00'),
        queuedAt: null,
        startedAt: at('12:00:03'),
        finishedAt: at('12:01:00'),
        quirks: [],
      });
    },
  );

  it('that ended before it started keeps both times', () => {
    const observation = job('check_run', checkRunPayload({ ...done, completed_at: '2024-05-01T11:59:36Z' }));

    expect(observation).toMatchObject({ startedAt: at('12:00:03'), finishedAt: at('11:59:36') });
  });

  it('without an end ended when its delivery was made', () => {
    expect(job('check_run', checkRunPayload({ ...done, completed_at: null }))).toMatchObject({
      at: receivedAt,
      finishedAt: receivedAt,
      startedAt: at('12:00:03'),
      quirks: ['missing_time'],
    });
  });

  it('without a name is kept with a quirk', () => {
    expect(job('check_run', checkRunPayload({ name: null }))).toMatchObject({ name: '', quirks: ['missing_field'] });
  });

  it('has its commit in its suite when it lacks its own', () => {
    expect(job('check_run', checkRunPayload({ head_sha: null })).headSha).toBe(sha);
  });

  it('without a commit is recorded with a quirk', () => {
    expect(read('check_run', checkRunPayload({ head_sha: null, check_suite: null }))).toMatchObject({
      result: 'recorded',
      quirks: ['missing_field'],
    });
  });

  it.each([
    ['its slug', { slug: 'travis-ci', name: 'Travis' }, undefined, 'travis-ci'],
    ['its name when the slug is missing', { name: 'Travis CI (beta)' }, undefined, 'travis-ci-beta'],
    ["its suite's app when its own is missing", null, { slug: 'dco' }, 'dco'],
    ['nothing when both are missing', { name: '…' }, undefined, null],
  ])('knows its app by %s', (_, app, suiteApp, slug) => {
    expect(job('check_run', checkRunPayload({ app, check_suite: { app: suiteApp } })).app).toBe(slug);
  });

  it('of Actions tells its workflow run by its address', () => {
    const details_url = 'https://github.com/acme/rocket/actions/runs/30/job/200';

    expect(job('check_run', checkRunPayload({ details_url, app: { slug: 'github-actions' } })).runId).toBe(30);
    expect(job('check_run', checkRunPayload({ details_url })).runId).toBeNull();
    expect(job('check_run', checkRunPayload({ details_url: null, app: { slug: 'github-actions' } })).runId).toBeNull();
  });

  it("shows the provider's page when it has none of its own", () => {
    expect(job('check_run', checkRunPayload({ html_url: null })).url).toBe('https://ci.example.org/200');
  });

  it('lists its pull requests once, in order, without those into other repositories', () => {
    const into = (number: unknown, id?: unknown) => ({ number, base: { repo: { id } } });
    const pull_requests = [into(5, 4711), into(3), into(5, 4711), into(4, 99), into('x'), null];

    expect(job('check_run', checkRunPayload({ pull_requests })).pullRequests).toEqual([3, 5]);
    expect(job('check_run', checkRunPayload({ pull_requests: [into(7, 4711)] })).pullRequests).toEqual([7]);
  });

  it("lists its suite's pull requests when it has no list, and all of them when the repository has no id", () => {
    const changes = { pull_requests: null, check_suite: { pull_requests: [{ number: 6, base: { repo: { id: 1 } } }] } };

    expect(job('check_run', checkRunPayload(changes)).pullRequests).toEqual([]);
    expect(
      job('check_run', checkRunPayload(changes, { repository: { full_name: 'acme/rocket' } })).pullRequests,
    ).toEqual([6]);
  });
});

import { describe, expect, it } from 'vitest';
import { at, type Json, read, receivedAt, repository, sha } from './support/payloads.ts';

function review(changes: Json = {}, run: Json = {}): Json {
  const workflow_run = {
    id: 30,
    run_attempt: 2,
    name: 'Deploy',
    event: 'push',
    head_sha: sha,
    head_branch: 'main',
    html_url: 'https://x/30',
    updated_at: '2024-05-01T12:00:05Z',
    ...run,
  };
  return { action: 'requested', since: '2024-05-01T12:00:00Z', workflow_run, repository, ...changes };
}

function rule(changes: Json = {}): Json {
  return {
    action: 'requested',
    event: 'push',
    deployment: { sha, created_at: '2024-05-01T12:00:00Z' },
    deployment_callback_url: 'https://api.github.com/repos/acme/rocket/actions/runs/30/deployment_protection_rule',
    repository,
    ...changes,
  };
}

describe('a deployment that asks for a review', () => {
  it('tells that its Actions run waits for a person', () => {
    expect(read('deployment_review', review())).toMatchObject({
      observation: {
        type: 'workflow_run',
        runId: 30,
        runAttempt: 2,
        headSha: sha,
        workflow: 'Deploy',
        event: 'push',
        branch: 'main',
        phase: 'waiting',
        conclusion: null,
        at: at('12:00:00'),
        queuedAt: null,
        finishedAt: null,
        url: 'https://x/30',
      },
    });
  });

  it('may not tell its attempt and its workflow, and when it began to wait only by its last change', () => {
    expect(read('deployment_review', review({ since: null }, { run_attempt: null, name: null }))).toMatchObject({
      observation: { runAttempt: 1, workflow: '', at: at('12:00:05') },
    });
    expect(read('deployment_review', review({ since: null }, { updated_at: null }))).toMatchObject({
      observation: { at: receivedAt },
    });
  });

  it.each([[{ id: null }], [{ head_sha: null }]])('is recorded with a quirk with %j', (run) => {
    expect(read('deployment_review', review({}, run))).toMatchObject({ observation: null, quirks: ['missing_field'] });
  });

  it.each([['approved'], ['rejected']])('tells nothing once it is %s: its jobs do', (action) => {
    expect(read('deployment_review', review({ action }))).toMatchObject({ observation: null, quirks: [] });
  });
});

describe('a deployment that somebody outside GitHub has to let pass', () => {
  it('tells that its Actions run waits, whose id stands in the address to answer at', () => {
    expect(read('deployment_protection_rule', rule())).toMatchObject({
      observation: { runId: 30, runAttempt: 1, headSha: sha, phase: 'waiting', event: 'push', at: at('12:00:00') },
    });
  });

  it('without a time waits since its delivery', () => {
    expect(read('deployment_protection_rule', rule({ deployment: { sha } }))).toMatchObject({
      observation: { at: receivedAt },
    });
  });

  it.each([[{ deployment_callback_url: null }], [{ deployment_callback_url: 'https://x/' }], [{ deployment: null }]])(
    'is recorded with a quirk with %j',
    (changes) => {
      expect(read('deployment_protection_rule', rule(changes))).toMatchObject({
        observation: null,
        quirks: ['missing_field'],
      });
    },
  );

  it('tells nothing by any other action', () => {
    expect(read('deployment_protection_rule', rule({ action: 'x' }))).toMatchObject({ observation: null, quirks: [] });
  });
});

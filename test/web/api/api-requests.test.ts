import { describe, expect, test } from 'vitest';
import { CisloError, type ErrorCode } from '../../../src/model/error.ts';
import { jobStates } from '../../../src/model/job-run.ts';
import type { RevisionFilter, RunFilter } from '../../../src/store/read/view.ts';
import type { FakeStore } from '../../support/fake-store.ts';

import { ask, full, now } from './support/ask-api.ts';

describe('parameters', () => {
  test('reach the store parsed', async () => {
    const seen: { runs?: RunFilter; workflowRuns?: RunFilter; revisions?: RevisionFilter; since?: number } = {};
    const answers: Partial<FakeStore> = {
      listRuns: async (_viewer, filter) => {
        seen.runs = filter;
        return { items: [], next: null };
      },
      listWorkflowRuns: async (_viewer, filter) => {
        seen.workflowRuns = filter;
        return { items: [], next: null };
      },
      listRevisions: async (_viewer, filter) => {
        seen.revisions = filter;
        return { items: [], next: null };
      },
      countDeliveries: async (_viewer, since) => {
        seen.since = since;
        return 0;
      },
    };
    const sha = 'c'.repeat(40);

    await ask(
      `/api/runs?repository=octo/hello&kind=test&provider=github-actions&state=error&since=2026-01-01&until=2026-01-02T00:00:00%2B01:00&limit=5&cursor=abc&head_sha=${sha}`,
      answers,
    );
    await ask(`/api/workflow-runs?state=success&head_sha=${sha}`, answers);
    await ask(`/api/revisions?provider=any&verdict=pending&pull_request=7&head_sha=${sha}`, answers);
    await ask('/api/deliveries/count?since=2026-01-01', answers);

    expect(seen).toEqual({
      runs: {
        repository: 'octo/hello',
        kind: 'test',
        provider: 'github-actions',
        state: 'error',
        since: Date.UTC(2026, 0, 1),
        until: Date.UTC(2026, 0, 1, 23),
        limit: 5,
        cursor: 'abc',
        headSha: sha,
      },
      workflowRuns: { state: 'success', headSha: sha },
      revisions: { provider: 'any', verdict: 'pending', pullRequest: 7, headSha: sha },
      since: Date.UTC(2026, 0, 1),
    });
  });

  test.each([
    ['/api/runs?kind=compile', 'kind', ['build', 'test', 'deploy', 'other']],
    ['/api/runs?kind=', 'kind', ['build', 'test', 'deploy', 'other']],
    ['/api/runs?state=done', 'state', [...jobStates]],
    ['/api/runs?repository=hello', 'repository', 'owner/name'],
    ['/api/runs?limit=0', 'limit', 'an integer from 1 to 1000'],
    ['/api/runs?limit=1001', 'limit', 'an integer from 1 to 1000'],
    ['/api/runs?limit=1e2', 'limit', 'an integer from 1 to 1000'],
    ['/api/runs?head_sha=ABC', 'head_sha', '40 or 64 hexadecimal digits in lower case'],
    ['/api/runs?cursor=%00', 'cursor', 'the value of `next` in the answer before, unchanged'],
    ['/api/runs?since=2026-01-02&until=2026-01-01', 'until', 'a time after since'],
    ['/api/revisions?verdict=fine', 'verdict', ['good', 'bad', 'excluded', 'pending']],
    ['/api/revisions?pull_request=-1', 'pull_request', 'an integer from 1 to 2147483647'],
    ['/api/runs?limit=1&limit=2', 'limit', 'an integer from 1 to 1000'],
    [
      '/api/runs?colour=red',
      'colour',
      ['repository', 'kind', 'provider', 'state', 'head_sha', 'since', 'until', 'limit', 'cursor', 'wait'],
    ],
    ['/api/slos?name=x', 'name', ['service', 'label', 'wait']],
    [
      '/api/runs?constructor=x',
      'constructor',
      ['repository', 'kind', 'provider', 'state', 'head_sha', 'since', 'until', 'limit', 'cursor', 'wait'],
    ],
  ])('%s is answered 400', async (target, parameter, allowed) => {
    const { status, json } = await ask(target);

    expect(status).toBe(400);
    expect(json).toEqual({ error: expect.any(String), parameter, allowed });
  });

  test('a wrong time says what is allowed', async () => {
    const { status, json } = await ask('/api/runs?since=yesterday');

    expect(status).toBe(400);
    expect(json.error).toBe("'since' is 'yesterday', which is not allowed");
    expect(json.allowed).toContain('ISO 8601');
  });

  test('a long wrong value is cut in the answer', async () => {
    const { body } = await ask(`/api/runs?kind=${'x'.repeat(5000)}`);

    expect(body.length).toBeLessThan(400);
  });
});

describe('errors', () => {
  test('an unknown SLO is 404 and names those that exist', async () => {
    const { status, json } = await ask('/api/slos/nope/status');

    expect(status).toBe(404);
    expect(json.error).toContain('first-status, build-completion, test-completion');
  });

  test('without objectives there are none to name', async () => {
    const { body } = await ask('/api/slos/nope/status', { readObjectives: async () => [] });

    expect(body).toContain('there are: none');
  });

  test.each(['/api/nothing', '/api/slos/', '/api/slos//status', '/api/slos/a/b/status', '/api/runs/'])(
    '%s is 404',
    async (target) => {
      const { status, json } = await ask(target);

      expect(status).toBe(404);
      expect(json.allowed).toContain('/api/runs');
    },
  );

  test.each(['POST', 'PUT', 'DELETE'])('%s is 405', async (method) => {
    const { status, headers } = await ask('/api/runs', {}, method);

    expect(status).toBe(405);
    expect(headers['allow']).toBe('GET, HEAD');
  });

  test('HEAD is answered like GET', async () => {
    expect((await ask('/api/runs', full, 'HEAD')).status).toBe(200);
  });

  const failing = (code: ErrorCode): Partial<FakeStore> => ({
    listRuns: async () => {
      throw new CisloError(code, `it was ${code}`);
    },
  });

  test('a cursor that the store did not make is 400 and names the cursor', async () => {
    const { status, json } = await ask('/api/runs?cursor=abc', {
      listRuns: async () => {
        throw new CisloError('bad_request', 'cursor is "abc"', {
          wrong: { parameter: 'cursor', allowed: 'the value of `next` in the answer before, unchanged' },
        });
      },
    });

    expect(status).toBe(400);
    expect(json).toMatchObject({ parameter: 'cursor', allowed: expect.stringContaining('`next`') });
  });

  test('another refusal of the store is not blamed on the cursor', async () => {
    const { status, json } = await ask('/api/runs', failing('bad_request'));

    expect(status).toBe(400);
    expect(json).toEqual({ error: 'it was bad_request' });
  });

  test('a database that is away is 503 with a time to retry', async () => {
    const { status, headers } = await ask('/api/runs', failing('database_unreachable'));

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
  });
});

describe('freshness', () => {
  const asOf = now - 5000;
  const behind = { readFreshness: async () => ({ asOf, behind: 7 }) };

  test.each(['/api/slos', '/api/slos/first-status/status', '/api/runs', '/api/workflow-runs', '/api/revisions'])(
    '%s says in body and headers how fresh it is',
    async (target) => {
      const { json, headers } = await ask(target, full, 'GET', behind);

      expect(json).toMatchObject({ as_of: '2026-01-05T11:59:55.000Z', behind: 7 });
      expect(headers).toMatchObject({ 'x-cislo-as-of': '2026-01-05T11:59:55.000Z', 'x-cislo-behind': '7' });
    },
  );

  test('without wait nothing is waited for', async () => {
    const waited: number[] = [];

    await ask('/api/runs', full, 'GET', { drain: async (patienceMs) => waited.push(patienceMs) > 0 });
    await ask('/api/runs?wait=0', full, 'GET', { drain: async (patienceMs) => waited.push(patienceMs) > 0 });

    expect(waited).toEqual([]);
  });

  test('with wait the answer comes after what was acknowledged before, and freshness is read before rows', async () => {
    const order: string[] = [];
    const answers: Partial<FakeStore> = {
      listRuns: async () => {
        order.push('rows');
        return { items: [], next: null };
      },
    };

    await ask('/api/runs?wait=2.5', answers, 'GET', {
      drain: async (patienceMs) => order.push(`drain ${patienceMs}`) > 0,
      readFreshness: async () => {
        order.push('freshness');
        return { asOf, behind: 0 };
      },
    });

    expect(order).toEqual(['drain 2500', 'freshness', 'rows']);
  });

  test('when the time is over the answer comes anyway, and says how much is missing', async () => {
    const { status, json } = await ask('/api/runs?wait=1', full, 'GET', { ...behind, drain: async () => false });

    expect(status).toBe(200);
    expect(json.behind).toBe(7);
  });

  test.each(['31', '-1', '30.1', 'x', '', '1e1'])('wait=%s is refused and named', async (wait) => {
    const { status, json } = await ask(`/api/runs?wait=${wait}`);

    expect(status).toBe(400);
    expect(json).toMatchObject({ parameter: 'wait', allowed: 'seconds from 0 to 30' });
  });
});

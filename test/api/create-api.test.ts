import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/create-api.ts';
import { openapiDocument } from '../../src/api/openapi-document.ts';
import { CisloError, type ErrorCode } from '../../src/model/error.ts';
import type { RevisionFilter, RunFilter } from '../../src/store/store.ts';
import { type FakeStore, fakeStore, someRevision, someRun, someWorkflowRun } from '../support/fake-store.ts';
import { objectives } from '../support/objectives.ts';
import { request } from '../support/request.ts';

const now = Date.UTC(2026, 0, 5, 12);

function api(answers: Partial<FakeStore> = {}) {
  return createApi({
    store: fakeStore(answers),
    config: { objectives, webhookPath: '/api/github/webhooks' },
    clock: () => now,
    drain: async () => {},
  });
}

async function ask(target: string, answers: Partial<FakeStore> = {}, method = 'GET') {
  const response = await api(answers)(request(target, method));
  if (response === null) throw new Error(`nobody answers ${target}`);
  return { ...response, json: JSON.parse(response.body) };
}

const full: Partial<FakeStore> = {
  listRuns: async () => ({
    items: [
      someRun,
      {
        ...someRun,
        state: 'queued',
        startedAt: null,
        finishedAt: null,
        queueMs: null,
        runMs: null,
        durationMs: null,
        attempt: null,
        supersededAt: now,
        url: null,
      },
    ],
    next: 'abc',
  }),
  listWorkflowRuns: async () => ({ items: [someWorkflowRun], next: null }),
  listRevisions: async () => ({
    items: [
      someRevision,
      { ...someRevision, verdict: null, firstStatusAt: now, firstStatusMs: 1500, firstStatusBy: 'jenkins' },
    ],
    next: null,
  }),
  readSloCounts: async (windows) => windows.map((window) => ({ ...window, good: 99, bad: 1, excluded: 2 })),
  readPending: async () => new Map([['first-status', 5]]),
  countDeliveries: async () => 12,
};

describe('shapes', () => {
  test('a run', async () => {
    const { status, headers, json } = await ask('/api/runs', full);

    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(json.next).toBe('abc');
    expect(json.items[0]).toMatchObject({
      repository: 'octo/hello',
      kind: 'build',
      state: 'success',
      queued_at: '2026-01-05T12:00:00.000Z',
      queue_seconds: 4,
      run_seconds: 60.5,
      duration_seconds: 64.5,
      superseded: false,
      pull_requests: [3],
    });
    expect(json.items[1]).toMatchObject({
      started_at: null,
      duration_seconds: null,
      superseded: true,
      superseded_at: '2026-01-05T12:00:00.000Z',
    });
  });

  test('a revision', async () => {
    const { json } = await ask('/api/revisions', full);

    expect(json.items[0]).toMatchObject({
      pull_request: 3,
      changed_at: '2026-01-05T12:00:00.000Z',
      first_status_at: null,
      first_status_seconds: null,
      verdict: 'bad',
      superseded: false,
      closed_at: null,
    });
    expect(json.items[1]).toMatchObject({ verdict: null, first_status_seconds: 1.5 });
  });

  test('an objective and its status', async () => {
    const list = await ask('/api/slos', full);
    const { json } = await ask('/api/slos/first-status/status', full);

    expect(list.json.items.map(({ name }: { name: string }) => name)).toEqual(objectives.map(({ name }) => name));
    expect(list.json.items[0]).toMatchObject({
      target: 0.98,
      window: { type: 'rolling', duration: '30d', seconds: 2_592_000 },
      within_seconds: 15,
    });
    expect(json).toMatchObject({
      name: 'first-status',
      good: 99,
      bad: 1,
      excluded: 2,
      pending: 5,
      sli: 0.99,
      status: 'healthy',
    });
    expect(json.budget_remaining_ratio).toBeCloseTo(0.5);
  });

  test('a calendar window names its anchor and zone', async () => {
    const monthly = {
      ...objectives[0]!,
      window: {
        type: 'calendar',
        unit: 'month',
        count: 1,
        anchor: Date.UTC(2026, 0, 1),
        timeZone: 'Europe/Prague',
        text: '1M',
      } as const,
    };
    const handler = createApi({
      store: fakeStore(),
      config: { objectives: [monthly], webhookPath: '/hook' },
      clock: () => now,
      drain: async () => {},
    });

    const answer = await handler(request('/api/slos'));

    expect(JSON.parse(answer?.body ?? '').items[0].window).toEqual({
      type: 'calendar',
      duration: '1M',
      anchor: '2026-01-01T00:00:00.000Z',
      time_zone: 'Europe/Prague',
    });
  });

  test('no events give null, not 1', async () => {
    const { json } = await ask('/api/slos/first-status/status');

    expect(json).toMatchObject({ sli: null, budget_remaining_ratio: null, bad_events_left: null, status: 'no_data' });
    expect(Object.values(json.burn_rates)).toEqual([null, null, null, null, null, null, null]);
  });

  test.each(Object.entries(openapiDocument().paths))(
    '%s answers what the OpenAPI document says, and every field is in it',
    async (path, { get }) => {
      const document = openapiDocument();
      const ajv = new Ajv2020.default({
        strict: false,
        formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
      });
      ajv.addSchema(document, 'api');
      const escaped = path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
      const validate = ajv.getSchema(`api#/paths/${escaped}/get/responses/200/content/application~1json/schema`);

      const { json } = await ask(path.replace('{id}', 'first-status'), full);

      expect(validate?.(json), JSON.stringify(validate?.errors)).toBe(true);
      const name = get.responses[200].content['application/json'].schema;
      const schema = document.components.schemas[(JSON.stringify(name).match(/schemas\/(\w+)"/)?.[1] ?? '') as 'Run'];
      expect(Object.keys('items' in json ? json.items[0] : json).sort()).toEqual(Object.keys(schema.properties).sort());
    },
  );

  test('the OpenAPI document is served', async () => {
    const { status, json } = await ask('/api/openapi.json');

    expect(status).toBe(200);
    expect(json).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
    expect(json.openapi).toBe('3.1.0');
  });
});

describe('parameters', () => {
  test('reach the store parsed', async () => {
    const seen: { runs?: RunFilter; workflowRuns?: RunFilter; revisions?: RevisionFilter; since?: number } = {};
    const answers: Partial<FakeStore> = {
      listRuns: async (filter) => {
        seen.runs = filter;
        return { items: [], next: null };
      },
      listWorkflowRuns: async (filter) => {
        seen.workflowRuns = filter;
        return { items: [], next: null };
      },
      listRevisions: async (filter) => {
        seen.revisions = filter;
        return { items: [], next: null };
      },
      countDeliveries: async (since) => {
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
    ['/api/runs?state=done', 'state', ['queued', 'started', 'success', 'failure', 'error', 'cancelled', 'skipped']],
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
      ['repository', 'kind', 'provider', 'state', 'head_sha', 'since', 'until', 'limit', 'cursor'],
    ],
    ['/api/slos?name=x', 'name', []],
    [
      '/api/runs?constructor=x',
      'constructor',
      ['repository', 'kind', 'provider', 'state', 'head_sha', 'since', 'until', 'limit', 'cursor'],
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
    const handler = createApi({
      store: fakeStore(),
      config: { objectives: [], webhookPath: '/hook' },
      clock: () => now,
      drain: async () => {},
    });

    const answer = await handler(request('/api/slos/nope/status'));

    expect(answer?.body).toContain('there are: none');
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
    const { status, headers } = await ask('/api/slos', {}, method);

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

  test('a cursor that the store did not make is 400', async () => {
    const { status, json } = await ask('/api/runs?cursor=abc', failing('bad_request'));

    expect(status).toBe(400);
    expect(json.parameter).toBe('cursor');
  });

  test('a database that is away is 503 with a time to retry', async () => {
    const { status, headers } = await ask('/api/runs', failing('database_unreachable'));

    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
  });

  test('other errors are left to the server', async () => {
    const broken: Partial<FakeStore> = {
      listRuns: async () => {
        throw new Error('a bug');
      },
    };

    await expect(ask('/api/runs', failing('migration_failed'))).rejects.toThrow('it was migration_failed');
    await expect(ask('/api/runs', broken)).rejects.toThrow('a bug');
  });

  test.each(['/', '/metrics', '/apiary', '/api/github/webhooks', '/api/github/other'])(
    '%s is not its own',
    async (target) => {
      expect(await api()(request(target))).toBeNull();
    },
  );
});

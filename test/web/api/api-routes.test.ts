import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { type FakeStore, someRun } from '../../support/fake-store.ts';
import { objectives } from '../../support/objectives.ts';

import { ask, document, full, ids } from './support/ask-api.ts';

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
    const { json } = await ask('/api/slos', { readObjectives: async () => [monthly] });

    expect(json.items[0].window).toEqual({
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

  const instances: Partial<FakeStore> = {
    ...full,
    readObjectives: async () =>
      objectives.map((objective) => ({ ...objective, annotations: { 'cislo.dev/group-by': 'repository' } })),
    readInstanceCounts: async (_viewer, _grouping, windows) =>
      windows.map((window) => ({ ...window, values: ['octo/hello'], good: 97, bad: 3, excluded: 1 })),
  };

  test.each(Object.entries(document.paths).filter(([, operations]) => 'get' in operations))(
    '%s answers what the OpenAPI document says, and every field is in it',
    async (path, { get }) => {
      const ajv = new Ajv2020.default({
        strict: false,
        formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/ },
      });
      ajv.addSchema(document, 'api');
      const escaped = path.replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D');
      const validate = ajv.getSchema(`api#/paths/${escaped}/get/responses/200/content/application~1json/schema`);

      const id = ids[path.split('/')[2] ?? ''] ?? '';

      const address = path.replace('{id}', id).replace('{period}', '2026-01');
      const query = path === '/api/gate' ? '?slo=first-status&risk=low' : '';

      const { json } = await ask(address + query, path.endsWith('/instances') ? instances : full);

      expect(validate?.(json), JSON.stringify(validate?.errors)).toBe(true);
      const name = get.responses[200].content['application/json'].schema;
      const schema = document.components.schemas[JSON.stringify(name).match(/schemas\/(\w+)"/)?.[1] ?? ''];
      expect(Object.keys('items' in json ? json.items[0] : json).sort()).toEqual(
        Object.keys(schema?.properties ?? {}).sort(),
      );
    },
  );

  test('the OpenAPI document is served', async () => {
    const { status, json } = await ask('/api/openapi.json');

    expect(status).toBe(200);
    expect(json).toEqual(document);
    expect(json.openapi).toBe('3.1.0');
  });
});

describe('links', () => {
  test('leave only as http or https', async () => {
    const items = [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://ci.example/1',
      'http://ci.example/2',
      'https:///',
    ];

    const { json } = await ask('/api/runs', {
      listRuns: async () => ({ items: items.map((url) => ({ ...someRun, url })), next: null }),
    });

    expect(json.items.map(({ url }: { url: string | null }) => url)).toEqual([
      null,
      null,
      'https://ci.example/1',
      'http://ci.example/2',
      null,
    ]);
  });
});

describe('viewers', () => {
  test('every list is asked for in the name of the viewer', async () => {
    const viewers: unknown[] = [];
    const everyone = { slos: ['first-status'], repositories: ['octo/hello'] };
    const answers: Partial<FakeStore> = {
      readObjectives: async (viewer) => {
        viewers.push(viewer);
        return [];
      },
      listRuns: async (viewer) => {
        viewers.push(viewer);
        return { items: [], next: null };
      },
    };
    const access = { bindHost: '0.0.0.0', metricsToken: null, eventsToken: null, everyone, signIn: false, proxies: 0 };

    await ask('/api/slos', answers, 'GET', { access });
    await ask('/api/runs', answers, 'GET', { access });

    expect(viewers).toEqual([
      { kind: 'everyone', ...everyone },
      { kind: 'everyone', ...everyone },
    ]);
  });
});

import { usualGate } from '../../../../src/act/gate/gate-settings.ts';
import { readBubbleUp } from '../../../../src/status/read-bubble-up.ts';
import { apiRoutes } from '../../../../src/web/api/api-routes.ts';
import { openapiDocument } from '../../../../src/web/api/openapi-document.ts';
import { openapiRoute } from '../../../../src/web/api/openapi-route.ts';
import { bindRoutes } from '../../../../src/web/route/route.ts';
import type { WebParts } from '../../../../src/web/server/create-web.ts';
import { definitions, explainable, loggedRevision, loggedRun } from '../../../support/explainable.ts';
import { type FakeStore, fakeStore, someRevision, someRun, someWorkflowRun } from '../../../support/fake-store.ts';
import { objectives } from '../../../support/objectives.ts';
import { webOver } from '../../../support/web.ts';

export const now = Date.UTC(2026, 0, 5, 12);

export interface OpenapiDocument {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get: {
          readonly responses: { readonly 200: { readonly content: { 'application/json': { schema: object } } } };
        };
      }
    >
  >;
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: object }>> };
}
export const document = JSON.parse(JSON.stringify(openapiDocument(apiRoutes))) as OpenapiDocument;

export function api(answers: Partial<FakeStore> = {}, parts: Partial<WebParts> = {}) {
  const read = fakeStore({ readObjectives: async () => objectives, ...answers });
  const routes = bindRoutes(apiRoutes, {
    read,
    definitions: async () => definitions,
    compare: (...asked) => readBubbleUp(read, ...asked),
    changeSlo: async () => {},
    openMeasured: () => ({ readMinutes: async () => [], close: async () => {} }),
    suggest: async () => ({
      items: [
        {
          name: 'x',
          good: 9,
          bad: 1,
          sli: 0.9,
          target: '0.89',
          tier: null,
          phases: null,
          why: 'so',
          document: 'kind: SLO',
        },
      ],
      leftOut: [],
    }),
    gate: usualGate,
    reports: { teamSize: null, effort: {} },
    countDecision: () => {},
    clock: () => now,
  });
  return webOver([...routes, ...openapiRoute(routes)], parts);
}

export async function ask(
  target: string,
  answers: Partial<FakeStore> = {},
  method = 'GET',
  parts: Partial<WebParts> = {},
) {
  const response = await api(answers, parts).ask(target, { method });
  const body = await response.text();
  const headers: Readonly<Record<string, string>> = Object.fromEntries(response.headers);
  return { status: response.status, headers, body, json: body === '' ? null : JSON.parse(body) };
}

export const full: Partial<FakeStore> = {
  ...explainable,
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
  readSloCounts: async (_viewer, windows) => windows.map((window) => ({ ...window, good: 99, bad: 1, excluded: 2 })),
  // Everything is bad in the last half hour.
  readSloMinutes: async () =>
    Array.from({ length: 60 }, (_, index) => {
      const isBad = index >= 30;
      return { at: now - (60 - index) * 60_000, good: isBad ? 0 : 10, bad: isBad ? 10 : 0, excluded: 0 };
    }),
  listSloEvents: async () => ({
    items: [
      {
        id: someRun.id,
        type: 'job-run',
        at: now,
        verdict: 'bad',
        url: someRun.url,
        attributes: { repository: someRun.repository, name: someRun.name, queued_at: now },
      },
    ],
    next: null,
  }),
  readPending: async () => new Map([['first-status', 5]]),
  countDeliveries: async () => 12,
};

/** Something of each list that there is. */
export const ids: Readonly<Record<string, string>> = {
  slos: 'first-status',
  runs: loggedRun.id,
  revisions: loggedRevision.id,
};

import { z } from '@hono/zod-openapi';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { givenOnly } from './given-only.ts';
import {
  cursorParameter,
  headShaParameter,
  inOrder,
  kindParameter,
  limitParameter,
  providerParameter,
  pullRequestParameter,
  repositoryParameter,
  sinceParameter,
  stateParameter,
  untilParameter,
  verdictParameter,
} from './parameters.ts';
import { revisionJson } from './revision-json.ts';
import { runJson } from './run-json.ts';
import { pageOf } from './schema-pieces.ts';
import { revisionSchema, runSchema, workflowRunSchema } from './schemas.ts';
import { workflowRunJson } from './workflow-run-json.ts';

const paging = { since: sinceParameter, until: untilParameter, limit: limitParameter, cursor: cursorParameter };

const listRuns = defineRoute({
  path: '/api/runs',
  operationId: 'listRuns',
  summary: 'Job runs, newest first; `since` and `until` are about the time they were queued',
  access: 'public',
  query: inOrder(
    z.strictObject({
      repository: repositoryParameter,
      kind: kindParameter,
      provider: providerParameter,
      state: stateParameter,
      head_sha: headShaParameter,
      ...paging,
    }),
  ),
  answer: { type: 'json', schema: pageOf(runSchema), fresh: 'body' },
  handle: async ({ read }: ApiContext, { viewer, query: { head_sha: headSha, ...filter } }) => {
    const page = await read.listRuns(viewer, givenOnly({ ...filter, headSha }));
    return { items: page.items.map(runJson), next: page.next };
  },
});

const listWorkflowRuns = defineRoute({
  path: '/api/workflow-runs',
  operationId: 'listWorkflowRuns',
  summary: 'Attempts of Actions workflow runs, newest first; no objective counts them',
  access: 'public',
  query: inOrder(
    z.strictObject({
      repository: repositoryParameter,
      state: stateParameter,
      head_sha: headShaParameter,
      ...paging,
    }),
  ),
  answer: { type: 'json', schema: pageOf(workflowRunSchema), fresh: 'body' },
  handle: async ({ read }: ApiContext, { viewer, query: { head_sha: headSha, ...filter } }) => {
    const page = await read.listWorkflowRuns(viewer, givenOnly({ ...filter, headSha }));
    return { items: page.items.map(workflowRunJson), next: page.next };
  },
});

const listRevisions = defineRoute({
  path: '/api/revisions',
  operationId: 'listRevisions',
  summary:
    'Changes of pull requests and who answered them first, newest first; those of anyone unless `provider` names a CI system',
  access: 'public',
  query: inOrder(
    z.strictObject({
      repository: repositoryParameter,
      provider: providerParameter,
      verdict: verdictParameter,
      pull_request: pullRequestParameter,
      head_sha: headShaParameter,
      ...paging,
    }),
  ),
  answer: { type: 'json', schema: pageOf(revisionSchema), fresh: 'body' },
  handle: async (
    { read }: ApiContext,
    { viewer, query: { head_sha: headSha, pull_request: pullRequest, ...filter } },
  ) => {
    const page = await read.listRevisions(viewer, givenOnly({ ...filter, headSha, pullRequest }));
    return { items: page.items.map(revisionJson), next: page.next };
  },
});

/** The lists. A viewer sees the rows of their repositories. */
export const listRoutes: readonly Route<ApiContext>[] = [listRuns, listWorkflowRuns, listRevisions];

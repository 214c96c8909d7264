import { CisloError } from '../model/error.ts';
import { readSloStatus } from '../settle/read-slo-status.ts';
import { defineRoute } from './define-route.ts';
import {
  cursorParameter,
  headShaParameter,
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
import type { Route } from './route.ts';
import { runJson } from './run-json.ts';
import { sloJson } from './slo-json.ts';
import { workflowRunJson } from './workflow-run-json.ts';

const paging = { since: sinceParameter, until: untilParameter, limit: limitParameter, cursor: cursorParameter };

const slos = defineRoute({
  path: '/api/slos',
  operationId: 'listSlos',
  summary: 'The objectives that are in force',
  parameters: {},
  answers: { schema: 'Slo', list: true },
  answer: async ({ config }) => ({ items: config.objectives.map(sloJson), next: null }),
});

const sloStatus = defineRoute({
  path: '/api/slos/{id}/status',
  operationId: 'getSloStatus',
  summary: 'One objective now: SLI, error budget, burn rates',
  parameters: {},
  answers: { schema: 'SloStatus', list: false },
  answer: async ({ store, config, now }, _values, id) => {
    const objective = config.objectives.find(({ name }) => name === id);
    if (objective === undefined) {
      const names = config.objectives.map(({ name }) => name).join(', ');
      throw new CisloError('not_found', `there is no SLO '${id.slice(0, 100)}'; there are: ${names || 'none'}`);
    }
    const [reading] = await readSloStatus(store, [objective], now);
    return reading?.status;
  },
});

const runs = defineRoute({
  path: '/api/runs',
  operationId: 'listRuns',
  summary: 'Job runs, newest first; `since` and `until` are about the time they were queued',
  parameters: {
    repository: repositoryParameter,
    kind: kindParameter,
    provider: providerParameter,
    state: stateParameter,
    head_sha: headShaParameter,
    ...paging,
  },
  answers: { schema: 'Run', list: true },
  answer: async ({ store }, { head_sha: headSha, ...filter }) => {
    const page = await store.listRuns(headSha === undefined ? filter : { ...filter, headSha });
    return { items: page.items.map(runJson), next: page.next };
  },
});

const workflowRuns = defineRoute({
  path: '/api/workflow-runs',
  operationId: 'listWorkflowRuns',
  summary: 'Attempts of Actions workflow runs, newest first; no objective counts them',
  parameters: { repository: repositoryParameter, state: stateParameter, head_sha: headShaParameter, ...paging },
  answers: { schema: 'WorkflowRun', list: true },
  answer: async ({ store }, { head_sha: headSha, ...filter }) => {
    const page = await store.listWorkflowRuns(headSha === undefined ? filter : { ...filter, headSha });
    return { items: page.items.map(workflowRunJson), next: page.next };
  },
});

const revisions = defineRoute({
  path: '/api/revisions',
  operationId: 'listRevisions',
  summary:
    'Changes of pull requests and who answered them first, newest first; those of anyone unless `provider` names a CI system',
  parameters: {
    repository: repositoryParameter,
    provider: providerParameter,
    verdict: verdictParameter,
    pull_request: pullRequestParameter,
    head_sha: headShaParameter,
    ...paging,
  },
  answers: { schema: 'Revision', list: true },
  answer: async ({ store }, { head_sha: headSha, pull_request: pullRequest, ...filter }) => {
    const page = await store.listRevisions({
      ...filter,
      ...(headSha === undefined ? {} : { headSha }),
      ...(pullRequest === undefined ? {} : { pullRequest }),
    });
    return { items: page.items.map(revisionJson), next: page.next };
  },
});

const deliveryCount = defineRoute({
  path: '/api/deliveries/count',
  operationId: 'countDeliveries',
  summary: 'Deliveries in the log that were received at or after `since`; all of them when it is not given',
  parameters: { since: sinceParameter },
  answers: { schema: 'DeliveryCount', list: false },
  answer: async ({ store }, { since }) => ({ count: await store.countDeliveries(since ?? 0) }),
});

/** Every endpoint, in the order of the OpenAPI document. */
export const routes: readonly Route[] = [slos, sloStatus, runs, workflowRuns, revisions, deliveryCount];

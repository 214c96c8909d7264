import { z } from '@hono/zod-openapi';
import { CisloError } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import { sightOf } from '../../slo/sight-of.ts';
import type { SloStatus } from '../../slo/slo-status.ts';
import { instanceStore } from '../../status/instance-store.ts';
import { readSloStatus } from '../../status/read-slo-status.ts';
import { defineRoute } from '../route/define-route.ts';
import { jsonResponse } from '../route/json-response.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { findObjective } from './find-objective.ts';
import { instanceOf } from './instance-of.ts';
import { atParameter, instanceParameter, labelParameter, serviceParameter } from './parameters.ts';
import { pageOf } from './schema-pieces.ts';
import { sloSchema, sloStatusSchema } from './schemas.ts';
import { sloJson } from './slo-json.ts';

export const sloId = z.object({ id: z.string() });

const listSlos = defineRoute({
  path: '/api/slos',
  operationId: 'listSlos',
  summary: 'The objectives that are in force',
  access: 'public',
  query: z.strictObject({ service: serviceParameter, label: labelParameter }),
  answer: { type: 'json', schema: pageOf(sloSchema), fresh: 'body' },
  handle: async ({ read }: ApiContext, { viewer, query }) => {
    const objectives = (await read.readObjectives(viewer)).filter((objective) => isAsked(objective, query));
    const generations = await read.readGenerations(viewer);
    return { items: objectives.map((objective) => sloJson(objective, generations)), next: null };
  },
});

function isAsked(
  { service, labels }: Objective,
  query: { readonly service?: string | undefined; readonly label?: string | undefined },
): boolean {
  if (query.service !== undefined && service !== query.service) return false;
  if (query.label === undefined) return true;
  const [name = '', value = ''] = query.label.split(/:(.*)/s);
  return Object.hasOwn(labels, name) && (labels[name] ?? []).includes(value);
}

const getSlo = defineRoute({
  path: '/api/slos/{id}',
  operationId: 'getSlo',
  summary: 'The definition of one objective; with `Accept: application/yaml` the whole SLO as OpenSLO',
  access: 'public',
  params: sloId,
  answer: { type: 'json', schema: sloSchema, fresh: null },
  handle: async ({ read }: ApiContext, { viewer, params: { id }, headers }) => {
    const objective = await findObjective(read, viewer, id);
    if (wantsYaml(headers))
      return sightOf(viewer, objective) === 'whole' ? yamlResponse(objective.document) : notForThem();
    return sloJson(objective, await read.readGenerations(viewer));
  },
});

const yamlTypes = ['application/yaml', 'application/x-yaml', 'text/yaml'];

/** Does the client name YAML, and JSON not before it? */
function wantsYaml(headers: Headers): boolean {
  const types = (headers.get('accept') ?? '')
    .split(',')
    .map((type) => type.split(';', 1)[0]?.trim().toLowerCase() ?? '');
  const first = types.find((type) => type === 'application/json' || yamlTypes.includes(type));
  return first !== undefined && yamlTypes.includes(first);
}

/** A document may name repositories, owners and the addresses of sources, which are nobody's business who may not see these. */
function notForThem(): Response {
  return jsonResponse(403, {
    error: 'you may not see the document of this SLO',
    hint: 'ask without Accept: application/yaml for what is public of it.',
  });
}

function yamlResponse(text: string): Response {
  const headers = {
    'content-type': 'application/yaml; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return new Response(text, { headers });
}

const getSloStatus = defineRoute({
  path: '/api/slos/{id}/status',
  operationId: 'getSloStatus',
  summary: 'How one objective stands: SLI, error budget, burn rates; with `at` how it stood then, by what is known now',
  access: 'public',
  params: sloId,
  query: z.strictObject({ at: atParameter, instance: instanceParameter }),
  answer: { type: 'json', schema: sloStatusSchema, fresh: 'body' },
  handle: async ({ read, clock }: ApiContext, { viewer, params: { id }, query: { at, instance } }) => {
    const now = clock();
    if (at !== undefined && at > now) {
      throw new CisloError(
        'bad_request',
        `'at' is in the future: ${new Date(at).toISOString()}; ask for a time up to now`,
        {
          wrong: { parameter: 'at', allowed: 'a time up to now' },
        },
      );
    }
    const objective = await findObjective(read, viewer, id);
    const grouping = instanceOf(objective, instance);
    if (grouping === null) return statusAt(read, viewer, objective, at ?? null, now);
    const [reading] = await readSloStatus(instanceStore(read, grouping), viewer, [objective], at ?? now);
    return (reading as NonNullable<typeof reading>).status;
  },
});

async function statusAt(
  read: ApiContext['read'],
  viewer: Viewer,
  objective: Objective,
  at: number | null,
  now: number,
): Promise<SloStatus> {
  const [reading] = await readSloStatus(read, viewer, [objective], at ?? now);
  // One objective has one reading.
  const { status } = reading as NonNullable<typeof reading>;
  if (at === null) return status;
  const pending = await read.countPendingAt(viewer, objective, Date.parse(status.to));
  const judged = status.good + status.bad + status.excluded;
  return { ...status, pending, coverage: judged + pending === 0 ? null : judged / (judged + pending) };
}

/** The objectives and how they stand. A viewer sees the objectives that they may see; all others are answered as if they did not exist. */
export const sloRoutes: readonly Route<ApiContext>[] = [listSlos, getSlo, getSloStatus];

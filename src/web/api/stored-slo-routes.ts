import { z } from '@hono/zod-openapi';
import type { SloPreview } from '../../status/preview-slo.ts';
import { defineRoute } from '../route/define-route.ts';
import { jsonResponse } from '../route/json-response.ts';
import type { Route } from '../route/route.ts';
import { raisedAlertJson } from './alert-json.ts';
import { raisedAlertSchema } from './alert-schemas.ts';
import type { ApiContext } from './api-context.ts';
import { naturalNumber, text } from './schema-pieces.ts';
import { sloStatusSchema } from './schemas.ts';
import { sloEventJson, sloEventSchema } from './slo-event-json.ts';
import { sloId } from './slo-routes.ts';
import { actorOf, previewDocument, readDocument, refuseElsewhere, requireSeen } from './stored-documents.ts';

const media = ['application/yaml', 'application/json'] as const;

const storedSchema = z
  .object({ id: text, backfill: text.openapi({ description: 'Where to see how far its numbers are made.' }) })
  .openapi('StoredSlo');

const createSlo = defineRoute({
  method: 'POST',
  path: '/api/slos',
  operationId: 'createSlo',
  summary: 'Stores an SLO: OpenSLO v1 with one SLO and what it refers to. Its past is counted at once',
  access: 'write',
  media,
  answer: { type: 'json', schema: storedSchema, fresh: null },
  handle: async ({ changeSlo }: ApiContext, { viewer, identity, body }) => {
    const { name, content } = readDocument(body);
    refuseElsewhere(viewer, content.objectives);
    await changeSlo('create', { name, content, changedBy: actorOf(identity) });
    return jsonResponse(201, stored(name), { location: `/api/slos/${name}` });
  },
});

const replaceSlo = defineRoute({
  method: 'PUT',
  path: '/api/slos/{id}',
  operationId: 'replaceSlo',
  summary:
    'Replaces a stored SLO. Where it counts something else now, the old numbers answer until the new ones are made',
  access: 'write',
  params: sloId,
  media,
  answer: { type: 'json', schema: storedSchema, fresh: null },
  handle: async ({ changeSlo, read: door }: ApiContext, { viewer, identity, params: { id }, body }) => {
    await requireSeen(door, viewer, id);
    const { name, content } = readDocument(body, id);
    refuseElsewhere(viewer, content.objectives);
    await changeSlo('replace', { name, content, changedBy: actorOf(identity) });
    return stored(name);
  },
});

const deleteSlo = defineRoute({
  method: 'DELETE',
  path: '/api/slos/{id}',
  operationId: 'deleteSlo',
  summary: 'Deletes a stored SLO with its numbers; its versions stay in the database',
  access: 'write',
  params: sloId,
  answer: { type: 'json', schema: z.object({ id: text }), fresh: null },
  handle: async ({ changeSlo, read: door }: ApiContext, { viewer, identity, params: { id } }) => {
    await requireSeen(door, viewer, id);
    await changeSlo('delete', { name: id, content: null, changedBy: actorOf(identity) });
    return { id };
  },
});

const previewSchema = z
  .object({
    status: sloStatusSchema.omit({ as_of: true, behind: true }),
    days: z
      .array(z.object({ day: text, good: naturalNumber, bad: naturalNumber, excluded: naturalNumber }))
      .readonly()
      .openapi({ description: 'UTC days of the window in which an event got a verdict.' }),
    bad: z.array(sloEventSchema).readonly().openapi({ description: 'The newest bad events, at most 100.' }),
    alerts: z
      .array(raisedAlertSchema)
      .readonly()
      .openapi({ description: 'What its policies would have raised in the window.' }),
  })
  .openapi('SloPreview');

const preview = defineRoute({
  method: 'POST',
  path: '/api/slos/preview',
  operationId: 'previewSlo',
  summary: 'What an SLO would show of the events that are stored; nothing is kept. Of several objectives the first',
  access: 'write',
  media,
  answer: { type: 'json', schema: previewSchema, fresh: null },
  handle: async (context: ApiContext, { viewer, body }) => previewJson(await previewDocument(context, viewer, body)),
});

function previewJson(shown: SloPreview) {
  return {
    status: shown.status,
    days: shown.days.map(({ at, ...counts }) => ({ day: new Date(at).toISOString().slice(0, 10), ...counts })),
    bad: shown.bad.map(sloEventJson),
    alerts: shown.alerts.map(raisedAlertJson),
  };
}

function stored(name: string) {
  return { id: name, backfill: `/api/slos/${name}/backfill` };
}

/** SLOs that are kept in the database. */
export const storedSloRoutes: readonly Route<ApiContext>[] = [createSlo, preview, replaceSlo, deleteSlo];

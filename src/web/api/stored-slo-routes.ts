import { z } from '@hono/zod-openapi';
import { CisloError } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import { readStoredDocument, type StoredDocument } from '../../slo/read-stored-document.ts';
import type { MeasuredSource } from '../../source/measured-source.ts';
import { eventReads, measuredReads, type PreviewReads } from '../../status/preview-reads.ts';
import { previewSlo, type SloPreview } from '../../status/preview-slo.ts';
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
  handle: async ({ changeSlo }: ApiContext, { body }) => {
    const { name, content } = read(body);
    await changeSlo('create', { name, content });
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
  handle: async ({ changeSlo }: ApiContext, { params: { id }, body }) => {
    const { name, content } = read(body);
    if (name !== id) {
      const message = `the document's metadata.name is ${name}; it must be ${id.slice(0, 100)}, as in the address`;
      throw badSlo([{ file: 'stored', line: 1, column: 1, path: 'metadata.name', rule: 'same-name', message }]);
    }
    await changeSlo('replace', { name, content });
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
  handle: async ({ changeSlo }: ApiContext, { params: { id } }) => {
    await changeSlo('delete', { name: id, content: null });
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
  handle: async ({ read: door, definitions, openMeasured, clock }: ApiContext, { viewer, body }) => {
    const { graceMs } = await definitions();
    // A document that was read without a problem has at least one objective.
    const [objective] = read(body).content.objectives as [Objective];
    const time = { now: clock(), graceMs };
    const opened: MeasuredSource[] = [];
    const readsOf = ({ indicator }: Objective): PreviewReads => {
      if (indicator.eventType !== 'measured') return eventReads(door, viewer, indicator, time);
      /* v8 ignore next -- @preserve: the members of a composite are counted, and no composite themselves */
      if (indicator.type === 'composite') throw new TypeError('a composite is not counted itself');
      const source = openMeasured(indicator, graceMs);
      opened.push(source);
      return measuredReads(door, viewer, indicator, source, time);
    };
    try {
      return previewJson(await previewSlo(readsOf, viewer, objective, time));
    } finally {
      await Promise.all(opened.map((source) => source.close()));
    }
  },
});

function previewJson(shown: SloPreview) {
  return {
    status: shown.status,
    days: shown.days.map(({ at, ...counts }) => ({ day: new Date(at).toISOString().slice(0, 10), ...counts })),
    bad: shown.bad.map(sloEventJson),
    alerts: shown.alerts.map(raisedAlertJson),
  };
}

/** What a body holds that can be stored. @throws CisloError bad_slo with every problem */
function read(body: string) {
  const { name, objectives, problems } = readStoredDocument(body);
  if (name === null) throw badSlo(problems);
  return { name, content: { document: body, objectives } };
}

function badSlo(problems: StoredDocument['problems']): CisloError {
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new CisloError('bad_slo', `the document has ${count}; mend it and send it again`, { problems });
}

function stored(name: string) {
  return { id: name, backfill: `/api/slos/${name}/backfill` };
}

/** SLOs that are kept in the database. */
export const storedSloRoutes: readonly Route<ApiContext>[] = [createSlo, preview, replaceSlo, deleteSlo];

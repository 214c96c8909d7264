import { z } from '@hono/zod-openapi';
import { explainRevisionById } from '../../explain/explain-revision-by-id.ts';
import { explainRunById } from '../../explain/explain-run-by-id.ts';
import { CisloError } from '../../model/error.ts';
import { defineRoute } from '../route/define-route.ts';
import type { Route } from '../route/route.ts';
import type { ApiContext } from './api-context.ts';
import { explainedRevisionJson } from './explained-revision-json.ts';
import { explainedRunJson } from './explained-run-json.ts';
import { revisionExplanationSchema, runExplanationSchema } from './explanation-schemas.ts';

const params = z.object({ id: z.string() });

const explainRun = defineRoute({
  path: '/api/runs/{id}/explain',
  operationId: 'explainRun',
  summary: 'Which reports, which lines of rules and which definitions led to a run and its verdicts',
  access: 'private',
  params,
  answer: { type: 'json', schema: runExplanationSchema, fresh: 'headers' },
  handle: async ({ read, definitions, clock }: ApiContext, { viewer, params: { id } }) => {
    const explained = isId(id) ? await explainRunById(read, viewer, await definitions(), id, clock()) : null;
    if (explained === null) throw unknown('run', id);
    return explainedRunJson(explained);
  },
});

const explainRevision = defineRoute({
  path: '/api/revisions/{id}/explain',
  operationId: 'explainRevision',
  summary: 'Who owed a revision an answer, which reports were looked at, and which definitions led to its verdicts',
  access: 'private',
  params,
  answer: { type: 'json', schema: revisionExplanationSchema, fresh: 'headers' },
  handle: async ({ read, definitions, clock }: ApiContext, { viewer, params: { id } }) => {
    const explained = isId(id) ? await explainRevisionById(read, viewer, await definitions(), id, clock()) : null;
    if (explained === null) throw unknown('revision', id);
    return explainedRevisionJson(explained);
  },
});

function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

function unknown(what: 'run' | 'revision', id: string): CisloError {
  const shown = id.slice(0, 100);
  return new CisloError(
    'not_found',
    isId(id)
      ? `there is no ${what} '${shown}'; take the id from /api/${what}s`
      : `the id of a ${what} is 32 hexadecimal digits in lower case, got '${shown}'; take it from /api/${what}s`,
  );
}

/** The endpoints that say why. They show lines of the configuration, so they are not public. */
export const explainRoutes: readonly Route<ApiContext>[] = [explainRun, explainRevision];

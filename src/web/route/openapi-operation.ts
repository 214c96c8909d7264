import { createRoute, z } from '@hono/zod-openapi';
import type { Route } from './route.ts';
import { waitParameter } from './wait-parameter.ts';

const problem = z
  .object({
    error: z.string(),
    parameter: z.string().optional(),
    allowed: z.union([z.string(), z.array(z.string())]).optional(),
    hint: z.string().optional().openapi({ description: 'What to do about it.' }),
  })
  .openapi('Error');

/** A route as Hono registers it and as the OpenAPI document describes it. */
export function openapiOperation(route: Omit<Route, 'handle'>) {
  const { method, path, operationId, summary, params, body, answer } = route;
  const json = answer.type === 'json' || answer.type === 'json-stream' ? answer.schema : null;
  return createRoute({
    method: method.toLowerCase() as 'get' | 'post' | 'put' | 'delete',
    path,
    operationId,
    summary,
    request: {
      params,
      query: isFresh(route) ? route.query.extend({ wait: waitParameter }) : route.query,
      ...(body === null ? {} : { body: { required: true, content: bodyOf(body) } }),
    },
    responses: {
      200: { description: 'As asked for.', ...(json === null ? {} : content(json)) },
      400: { description: 'A parameter is unknown, repeated or not allowed.', ...content(problem) },
      ...(route.access === 'open'
        ? {}
        : { 403: { description: 'Whoever asks may not see this.', ...content(problem) } }),
      ...(path.includes('{') ? { 404: { description: 'There is no such thing.', ...content(problem) } } : {}),
      ...(body !== null && 'media' in body ? refusedDocument : {}),
      503: { description: 'The database does not answer; try again.', ...content(problem) },
    },
  });
}

const refusedDocument = {
  409: { description: 'Another SLO has this name.', ...content(problem) },
  415: { description: 'The body has no media type that is taken here.', ...content(problem) },
  422: {
    description: 'The document is wrong: all problems.',
    ...content(
      z.object({
        error: z.string(),
        problems: z.array(
          z.object({
            line: z.number(),
            column: z.number(),
            path: z.string(),
            rule: z.string(),
            message: z.string(),
          }),
        ),
      }),
    ),
  },
};

/** A body that is text is described and not parsed: what is wrong with it is told with line and column. */
function bodyOf(body: NonNullable<Route['body']>) {
  if ('form' in body) return { 'application/x-www-form-urlencoded': { schema: body.form } };
  if (!('media' in body)) return { 'application/json': { schema: body } };
  const [media = ''] = body.media;
  return { [media]: { schema: z.string().openapi({ description: `Also as ${body.media.slice(1).join(', ')}.` }) } };
}

function isFresh({ answer }: Pick<Route, 'answer'>): boolean {
  return answer.type === 'json' && answer.fresh !== null;
}

function content(schema: z.ZodType) {
  return { content: { 'application/json': { schema } } };
}

import type { Parameter } from './parameter.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { type SchemaName, schemas } from './schemas.ts';

/** The description of the API, OpenAPI 3.1: https://spec.openapis.org/oas/v3.1.0 */
export function openapiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'cislo',
      version: '1',
      summary: 'Service levels of CI',
      description:
        'Times are ISO 8601 in UTC, durations are seconds, lists are pages of `items` with a `next` cursor. More fields may follow.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(routes.map((route) => [route.path, { get: operation(route) }])),
    components: { schemas },
  };
}

function operation({ path, operationId, summary, parameters, answers }: Route) {
  const segments = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return {
    operationId,
    summary,
    parameters: [
      ...segments,
      ...Object.entries(parameters).map(([name, parameter]) => queryParameter(name, parameter)),
    ],
    responses: {
      200: answer('As asked for.', answers.list ? pageOf(answers.schema) : reference(answers.schema)),
      400: answer('A parameter is unknown, repeated or not allowed.', reference('Error')),
      ...(segments.length > 0 ? { 404: answer('There is no such thing.', reference('Error')) } : {}),
      503: answer('The database does not answer; try again.', reference('Error')),
    },
  };
}

function queryParameter(name: string, { description, schema }: Parameter<unknown>) {
  return { name, in: 'query', required: false, description, schema };
}

function answer(description: string, schema: object) {
  return { description, content: { 'application/json': { schema } } };
}

function reference(name: SchemaName) {
  return { $ref: `#/components/schemas/${name}` };
}

function pageOf(name: SchemaName) {
  return {
    type: 'object',
    required: ['items', 'next'],
    properties: {
      items: { type: 'array', items: reference(name) },
      next: { type: ['string', 'null'], description: 'The `cursor` of the next page; null on the last one.' },
    },
  };
}

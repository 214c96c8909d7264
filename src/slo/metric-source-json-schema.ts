import { z } from 'zod';
import { metricSourceShapes } from './metric-sources.ts';

/** The JSON Schema (draft 2020-12) of the `spec` of metric sources of type `cislo`, made from what checks it; committed as cislo-metric-source.schema.json. */
export function metricSourceJsonSchema(): Readonly<Record<string, unknown>> {
  const shapes = Object.entries(metricSourceShapes).map(([role, shape]) => ({
    ...schemaOf(shape),
    title: role,
  }));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'cislo metric source',
    description:
      'What stands under spec of a metricSource of type cislo in an OpenSLO file: what is good or bad (outcome), what is counted (total), a threshold, the state of subjects (point-in-time) or a journey.',
    anyOf: shapes,
  };
}

function schemaOf(shape: z.ZodType): object {
  const { $schema: _draft, ...rest } = z.toJSONSchema(shape, { io: 'input', unrepresentable: 'any' });
  return rest;
}

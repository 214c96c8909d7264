import { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** The JSON Schema (draft 2020-12) of the file that `CISLO_CONFIG` names, made from what checks it; committed as cislo.schema.json. */
export function configJsonSchema(): Readonly<Record<string, unknown>> {
  return {
    ...z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }),
    title: 'cislo configuration',
    description:
      'Provider rules, kinds of jobs, expected providers, labels, retention: the YAML file that CISLO_CONFIG names.',
  };
}

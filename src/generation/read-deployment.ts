import { z } from 'zod';
import { readStoredRules } from '../config/read-stored-rules.ts';
import { readStored } from '../model/read-stored.ts';
import { readStoredObjective } from '../slo/read-stored-objective.ts';
import type { Deployment, Versions } from './deployment.ts';

const headSchema = z.object({ versions: z.object({ fold: z.number().int(), judge: z.number().int() }) });
const schema = headSchema.extend({
  rules: z.unknown(),
  objectives: z.array(z.unknown()),
  graceMs: z.number().min(0),
});

/** The versions of deployed settings, which every version of cislo can read. @throws CisloError bad_stored_definition */
export function readDeployedVersions(definition: unknown): Versions {
  return readStored(headSchema, definition, 'settings').versions;
}

/**
 * Deployed settings, checked whole.
 * @param definition what `JSON.parse` gave
 * @throws CisloError bad_stored_definition when a version of cislo wrote them that this one does not know
 */
export function readDeployment(definition: unknown): Deployment {
  const { versions, rules, objectives, graceMs } = readStored(schema, definition, 'settings');
  return { versions, rules: readStoredRules(rules), objectives: objectives.map(readStoredObjective), graceMs };
}

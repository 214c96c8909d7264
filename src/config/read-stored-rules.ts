import { z } from 'zod';
import { jobStates, kinds, roles } from '../model/job-run.ts';
import { jobSources } from '../model/observation.ts';
import { readStored } from '../model/read-stored.ts';
import type { RulesData } from '../model/rules.ts';
import { compilePattern } from './pattern.ts';

const place = z.strictObject({ file: z.string(), line: z.number().int().nonnegative() });
const pattern = z.string().refine(isPattern, { error: 'must be a regular expression' });
const texts = z.array(z.string());
const ms = z.number().nonnegative();

const kindRules = z.array(
  z.strictObject({ name: pattern, kind: z.enum(kinds), role: z.enum(roles).nullable(), place }),
);
const stateRules = z.array(
  z.strictObject({
    text: pattern.nullable(),
    name: pattern.nullable(),
    source: z.enum(jobSources).nullable(),
    when: texts.nullable(),
    steps: z.enum(['none', 'cut_off']).nullable(),
    ran: z.strictObject({ fromMs: ms, toMs: ms }).nullable(),
    state: z.enum([...jobStates, 'ignore']),
    reason: z.string().nullable(),
    place,
  }),
);

const rulesDataSchema: z.ZodType<RulesData> = z.strictObject({
  providers: z.array(
    z.strictObject({
      name: z.string().min(1),
      role: z.enum(roles),
      place,
      apps: texts,
      senders: texts,
      contexts: z.array(pattern),
      texts: z.array(pattern),
      kinds: kindRules,
      states: stateRules,
    }),
  ),
  kinds: kindRules,
  states: stateRules,
  expected: z.array(
    z.strictObject({ repository: z.string().regex(/^(\*|[\w.-]+\/(\*|[\w.-]+))$/), providers: texts, place }),
  ),
});

/**
 * Rules that were stored as JSON, checked whole. `compileRules` makes them ready to use.
 * @param value what `JSON.parse` gave
 * @throws CisloError `bad_stored_definition` when they are not rules as this version knows them
 */
export function readStoredRules(value: unknown): RulesData {
  return readStored(rulesDataSchema, value, 'rules');
}

function isPattern(text: string): boolean {
  try {
    compilePattern(text);
    return true;
  } catch {
    return false;
  }
}

import { z } from '@hono/zod-openapi';
import type { Pair } from '../../compare/cohorts.ts';
import { CisloError } from '../../model/error.ts';
import { jobStates, kinds } from '../../model/job-run.ts';
import { allowedValues } from '../route/allowed-values.ts';
import { parseInstant } from './parse-instant.ts';

/** `owner/name`. */
export const repositoryParameter = text(
  'Only this repository, as `owner/name`.',
  /^[^/\s]{1,100}\/[^/\s]{1,100}$/u,
  'owner/name',
);
export const providerParameter = text(
  'Only this CI system, by name.',
  /^\S(.{0,98}\S)?$/u,
  'a provider of at most 100 characters, such as github-actions',
);
export const kindParameter = oneOf('Only jobs of this kind.', kinds);
export const stateParameter = oneOf('Only runs in this state.', jobStates);
export const verdictParameter = oneOf('Only revisions that the first objective about them judges so.', [
  'good',
  'bad',
  'excluded',
  'pending',
] as const);
export const headShaParameter = text(
  'Only this commit, by its full id in lower case.',
  /^([0-9a-f]{40}|[0-9a-f]{64})$/u,
  '40 or 64 hexadecimal digits in lower case',
);
export const cursorParameter = text(
  '`next` of the page before.',
  /^[\w.~=-]{1,500}$/u,
  'the value of `next` in the answer before, unchanged',
);
export const sinceParameter = time('At or after this time.');
export const untilParameter = time('Before this time.');
export const atParameter = time('As it was at this time.');
export const stepParameter = text(
  'The length of a step: a whole number and m, h, d or w; a day when not given.',
  /^[1-9]\d{0,5}[mhdw]$/u,
  'a length such as 1h or 1d',
);
export const serviceParameter = text('Only SLOs of this service.', /^\S{1,100}$/u, 'the name of a service');
export const labelParameter = text(
  'Only SLOs that have this label, as `name:value`.',
  /^[^:\s]{1,100}:\S{1,100}$/u,
  'name:value',
);
export const eventVerdictParameter = oneOf('Only events that were judged so.', ['good', 'bad', 'excluded'] as const);
export const instanceParameter = text(
  'Only this instance of the SLO, as `repository=octo/hello`; two columns with a comma between.',
  /^[^=]{1,200}=.{0,1000}$/su,
  'COLUMN=VALUE by the columns of group_by, as in the list of instances',
);
export const instanceSortParameter = oneOf(
  'The order: `budget` (the worst first) when not given, or by SLI, by the burn rate of the last hour, by the number of events, by name.',
  ['budget', 'sli', 'burn', 'events', 'name'] as const,
);
export const dimensionParameter = text(
  'Only bad events with this `value` of a column, of `hour` or of `weekday`.',
  /^\S{1,200}$/u,
  'a name, such as runner_labels',
);
export const valueParameter = text('The value of `dimension`.', /^.{0,1000}$/su, 'a text of at most 1,000 characters');
export const compareParameter = oneOf('Compares bad events with good ones.', ['yes'] as const);
export const limitParameter = integer('Items a page; 100 when not given.', 1, 1000);
export const csvLimitParameter = integer('At most so many rows; 1,000 when not given.', 1, 10_000);
export const pullRequestParameter = integer('Only this pull request, by number.', 1, 2_147_483_647);

/** The same parameter where a form sends it: a field that was left empty is as if it were not there. */
export function fromForm<Schema extends z.ZodType>(schema: Schema) {
  const read = z.preprocess((given) => (given === '' ? undefined : given), schema).optional();
  const allowed = allowedValues.get(schema);
  return allowed === undefined ? read : read.register(allowedValues, allowed);
}

/** The same of a field for a date and a time, which browsers send without an offset: it is meant in UTC. */
export function fromTimeField<Schema extends z.ZodType>(schema: Schema) {
  const isLocal = (given: unknown): given is string =>
    typeof given === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(given);
  const read = fromForm(z.preprocess((given) => (isLocal(given) ? `${given}Z` : given), schema));
  const allowed = allowedValues.get(schema);
  return allowed === undefined ? read : read.register(allowedValues, allowed);
}

/**
 * The value that a query filters by; undefined for none.
 * @throws CisloError bad_request when only one of the two is given
 */
export function pairOf(query: {
  readonly dimension?: string | undefined;
  readonly value?: string | undefined;
}): Pair | undefined {
  const { dimension, value } = query;
  if (dimension === undefined && value === undefined) return undefined;
  if (dimension !== undefined && value !== undefined) return { dimension, value };
  const [given, parameter] = dimension === undefined ? ['value', 'dimension'] : ['dimension', 'value'];
  throw new CisloError('bad_request', `'${given}' is given without '${parameter}'; give both`, {
    wrong: { parameter, allowed: `a text, because '${given}' is given` },
  });
}

/** `until` must be after `since`, where a query has both. */
export function inOrder<Query extends z.ZodObject>(query: Query): Query {
  return query.check(({ value, issues }) => {
    const { since, until } = value as { readonly since?: number; readonly until?: number };
    if (since !== undefined && until !== undefined && until <= since)
      issues.push({
        code: 'custom',
        path: ['until'],
        message: `'until' is not after 'since'`,
        input: until,
        params: { allowed: 'a time after since' },
      });
  });
}

function text(description: string, pattern: RegExp, allowed: string) {
  return z.string().regex(pattern).openapi({ description }).optional().register(allowedValues, { allowed });
}

function oneOf<const Values extends readonly [string, ...string[]]>(description: string, values: Values) {
  return z.enum(values).openapi({ description }).optional().register(allowedValues, { allowed: values });
}

function integer(description: string, minimum: number, maximum: number) {
  return z
    .string()
    .regex(/^[0-9]{1,10}$/)
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum)
    .openapi({ type: 'integer', minimum, maximum, description })
    .optional()
    .register(allowedValues, { allowed: `an integer from ${minimum} to ${maximum}` });
}

function time(description: string) {
  return z
    .string()
    .transform((given, { issues }) => {
      const at = parseInstant(given);
      if (at !== undefined) return at;
      issues.push({ code: 'custom', message: 'not a time', input: given });
      return z.NEVER;
    })
    .openapi({
      type: 'string',
      description: `${description} ISO 8601 with an offset, such as 2026-10-01T12:00:00Z, or a day (UTC), such as 2026-10-01.`,
    })
    .optional()
    .register(allowedValues, {
      allowed: 'an ISO 8601 time with an offset, such as 2026-10-01T12:00:00Z, or a day, such as 2026-10-01',
    });
}

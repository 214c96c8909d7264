import { jobStates, kinds } from '../model/job-run.ts';
import type { Parameter } from './parameter.ts';
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
export const limitParameter = integer('Items a page; 100 when not given.', 1, 1000);
export const pullRequestParameter = integer('Only this pull request, by number.', 1, 2_147_483_647);

function text(description: string, pattern: RegExp, allowed: string): Parameter<string> {
  return {
    description,
    allowed,
    schema: { type: 'string', pattern: pattern.source },
    parse: (given) => (pattern.test(given) ? given : undefined),
  };
}

function oneOf<const Value extends string>(description: string, values: readonly Value[]): Parameter<Value> {
  return {
    description,
    allowed: values,
    schema: { type: 'string', enum: values },
    parse: (given) => values.find((value) => value === given),
  };
}

function integer(description: string, minimum: number, maximum: number): Parameter<number> {
  return {
    description,
    allowed: `an integer from ${minimum} to ${maximum}`,
    schema: { type: 'integer', minimum, maximum },
    parse: (given) => {
      const value = Number(given);
      return /^[0-9]{1,10}$/.test(given) && value >= minimum && value <= maximum ? value : undefined;
    },
  };
}

function time(description: string): Parameter<number> {
  return {
    description: `${description} ISO 8601 with an offset, or a day (UTC).`,
    allowed: 'an ISO 8601 time with an offset, such as 2026-10-01T12:00:00Z, or a day, such as 2026-10-01',
    schema: {
      anyOf: [
        { type: 'string', format: 'date-time' },
        { type: 'string', format: 'date' },
      ],
    },
    parse: parseInstant,
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../src/model/observation.ts';
import {
  checkRunPayload,
  doneJobPayload,
  type Json,
  jobPayload,
  pullRequestPayload,
  read,
  repository,
  runPayload,
  statusPayload,
} from './support/payloads.ts';

const events = [
  'pull_request',
  'status',
  'check_run',
  'workflow_job',
  'workflow_run',
  'check_suite',
  'push',
  'delete',
  'repository',
  'merge_group',
  'deployment_review',
  'deployment_protection_rule',
  'ping',
  'issues',
] as const;
const payloads = [
  pullRequestPayload(),
  statusPayload(),
  checkRunPayload(),
  jobPayload(),
  doneJobPayload(),
  runPayload(),
];
const odd = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    1e308,
    2 ** 53,
    -1,
    '2024-05-01T12:00:00+14:00',
    '0000-00-00T00:00:00Z',
    'completed',
    'success',
  ),
);

/** Every path to a value in the payload. */
function paths(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => paths(inner, [...path, key]))];
}

function replace(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy: Record<string, unknown> = { ...(value as Json) };
  copy[key] = replace(copy[key], rest, by);
  return copy;
}

const mutated = fc
  .constantFrom(...payloads)
  .chain((payload) =>
    fc
      .array(fc.tuple(fc.constantFrom(...paths(payload)), odd), { minLength: 1, maxLength: 4 })
      .map((changes) => changes.reduce<unknown>((changed, [path, by]) => replace(changed, path, by), payload)),
  );

function isSound(observation: Observation): boolean {
  const times = Object.entries(observation).filter(([key]) => key === 'at' || key.endsWith('At'));
  return (
    Number.isSafeInteger(observation.at) &&
    times.every(([, time]) => time === null || (Number.isSafeInteger(time) && time > 0)) &&
    (!('phase' in observation) ||
      ((observation.phase === 'final') === (observation.conclusion !== null) &&
        (observation.phase === 'final') === (observation.finishedAt !== null))) &&
    (!('headSha' in observation) || observation.headSha !== '') &&
    !JSON.stringify(observation).includes('\\u0000')
  );
}

function holds(event: string, payload: unknown): void {
  const normalized = read(event, payload);

  if (normalized.result === 'ignored') return;
  expect(Number.isSafeInteger(normalized.repository.id)).toBe(true);
  expect(normalized.repository.fullName).not.toBe('');
  expect(new Set(normalized.quirks).size).toBe(normalized.quirks.length);
  expect(normalized.result).toBe(normalized.observation === null ? 'recorded' : 'observed');
  expect(normalized.observation === null || isSound(normalized.observation)).toBe(true);
  expect(read(event, payload)).toEqual(normalized);
}

describe('normalize', () => {
  it('gives a sound answer to any JSON', () => {
    fc.assert(fc.property(fc.constantFrom(...events), fc.jsonValue({ maxDepth: 4 }), holds));
  });

  it('gives a sound answer to any JSON in the repository’s place and beside it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...events), fc.jsonValue(), fc.jsonValue(), (event, one, other) => {
        holds(event, { repository: one, sender: other });
        holds(event, {
          repository,
          action: one,
          check_run: other,
          workflow_job: other,
          workflow_run: other,
          pull_request: other,
          check_suite: other,
          head_commit: other,
          merge_group: other,
          deployment: other,
        });
      }),
    );
  });

  it('gives a sound answer to payloads with odd values anywhere', () => {
    fc.assert(fc.property(fc.constantFrom(...events), mutated, holds), { numRuns: 500 });
  });
});

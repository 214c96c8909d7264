import { describe, expect, it } from 'vitest';
import { limitedUntil, restUntil } from '../../src/github/rate-limit.ts';

const now = Date.UTC(2026, 0, 5, 12);

describe('the rest after an answer', () => {
  it.each([
    ['nothing is said', {}, null],
    ['something is left', { 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '1' }, null],
    ['a time to wait is named', { 'retry-after': '7' }, now + 7_000],
    ['nothing is left and no time is named', { 'x-ratelimit-remaining': 0 }, now + 60_000],
    ['the reset is past', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' }, now + 1_000],
    [
      'the reset is years ahead',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 1e8) },
      now + 3_660_000,
    ],
  ])('when %s', (_, headers, expected) => {
    expect(restUntil(headers, now)).toBe(expected);
  });
});

describe('a refusal', () => {
  it.each([
    [500, 'rate limit', null],
    [403, 'Resource not accessible', null],
    [403, 'You have exceeded a secondary rate limit', now + 60_000],
    [429, '', now + 60_000],
  ])('with %i %s', (status, message, expected) => {
    expect(limitedUntil(status, message, {}, now)).toBe(expected);
  });
});

import { expect, test } from 'vitest';
import { keepUnits } from '../../../src/web/page/keep-units.ts';

test.each([
  ['57.1 % of it', '57.1\u00a0% of it'],
  ['−∞ %', '−∞\u00a0%'],
  ['3 d 4 h', '3\u00a0d 4\u00a0h'],
  ['for 1 min 30 s.', 'for 1\u00a0min 30\u00a0s.'],
  ['since 2026-01-01 00:00 UTC', 'since 2026-01-01 00:00\u00a0UTC'],
])('in %j a line never ends between a number and its unit', (text, kept) => {
  expect(keepUnits(text)).toBe(kept);
});

test.each(['1,200 job runs', '2 docs', '9 of 12 deliveries', 'build s', '2 minutes', '4 healthy'])(
  '%j has no unit, so a line may end after each word',
  (text) => {
    expect(keepUnits(text)).toBe(text);
  },
);

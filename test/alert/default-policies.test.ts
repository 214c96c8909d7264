import { describe, expect, test } from 'vitest';
import { defaultPolicies, hyperdxPolicies } from '../../src/alert/default-policies.ts';
import { toNumber } from '../../src/model/fraction.ts';
import { day, exact } from './burn-condition.ts';

function told(target: string, days: number): readonly string[] {
  return defaultPolicies(exact(target), days * day).map(
    ({ name, severity, condition: { threshold } }) => `${name} ${toNumber(threshold)} ${severity}`,
  );
}

describe('an SLO that names no policy', () => {
  test.each([
    ['0.99', 30, ['burn-1h-5m 14.4 page', 'burn-6h-30m 6 page', 'burn-24h-2h 3 ticket', 'burn-3d-6h 1 ticket']],
    ['0.99', 7, ['burn-1h-5m 16.8 page', 'burn-6h-30m 5.6 page', 'burn-24h-2h 2.8 ticket']],
    ['0.99', 14, ['burn-1h-5m 6.72 page', 'burn-6h-30m 2.8 page', 'burn-24h-2h 1.4 ticket']],
    // 14.4 is unreachable below a 93.06 % target; at 0.9305 burn rates end at 14.388.
    ['0.9305', 30, ['burn-6h-30m 6 page', 'burn-24h-2h 3 ticket', 'burn-3d-6h 1 ticket']],
    ['0.9306', 30, ['burn-1h-5m 14.4 page', 'burn-6h-30m 6 page', 'burn-24h-2h 3 ticket', 'burn-3d-6h 1 ticket']],
    // A threshold below 1 would fire for ever on a healthy SLO.
    ['0.99', 28, ['burn-1h-5m 13.44 page', 'burn-6h-30m 5.6 page', 'burn-24h-2h 2.8 ticket']],
    ['0.99', 1, ['burn-1h-5m 2.4 page']],
    ['0.99', 2, ['burn-1h-5m 4.8 page', 'burn-6h-30m 1.6 page']],
    ['0.5', 30, ['burn-3d-6h 1 ticket']],
  ])('at a target of %s over %i days alerts by %j', (target, days, expected) => {
    expect(told(target, days)).toEqual(expected);
  });

  test('is told of a page after 2 minutes and of a ticket after 15, and of both no more after 5', () => {
    const lengths = defaultPolicies(exact('0.99'), 30 * day).map(({ condition }) => [
      condition.alertAfterMs / 60_000,
      condition.resolveAfterMs / 60_000,
      condition.minBad,
    ]);

    expect(lengths).toEqual([
      [2, 5, 3],
      [2, 5, 3],
      [15, 5, 3],
      [15, 5, 3],
    ]);
  });
});

test('the preset hyperdx has two long windows alone, as far as the target reaches', () => {
  const told = (target: string) =>
    hyperdxPolicies(exact(target)).map(({ name, condition }) => [name, condition.shortMs]);

  expect(told('0.99')).toEqual([
    ['hyperdx-2h', null],
    ['hyperdx-24h', null],
  ]);
  expect(told('0.75')).toEqual([['hyperdx-24h', null]]);
});

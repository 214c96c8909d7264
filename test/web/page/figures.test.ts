import { expect, test } from 'vitest';
import { budget, count, duration, percent, times, utc } from '../../../src/web/page/figures.ts';

test.each([
  [null, 2, 'no data'],
  [1, 2, '100\u00a0%'],
  [0.99999, 2, '99.99\u00a0%'],
  [0.98, 4, '98\u00a0%'],
  [0.995, 4, '99.5\u00a0%'],
  [0, 1, '0\u00a0%'],
  [0.29, 2, '29\u00a0%'],
])('the ratio %d with %d digits is %s', (ratio, digits, expected) => {
  expect(percent(ratio, digits)).toBe(expected);
});

test.each([
  [null, 'no data'],
  [1, '100\u00a0%'],
  [0.6906, '69.1\u00a0%'],
  [0, '0\u00a0%'],
  [-0.0001, '−0.1\u00a0%'],
  [-0.4, '−40\u00a0%'],
  [-0.7207, '−72.1\u00a0%'],
])('the budget left %d is %s', (ratio, expected) => {
  expect(budget(ratio)).toBe(expected);
});

test('per cent have two digits unless more are asked for', () => {
  expect(percent(0.12345)).toBe('12.35\u00a0%');
});

test.each([
  [null, '–'],
  [undefined, '–'],
  [0, '0×'],
  [1.234, '1.23×'],
  [14.44, '14.4×'],
  [123.4, '123×'],
])('the burn rate %s is %s', (rate, expected) => {
  expect(times(rate)).toBe(expected);
});

test.each([
  [0, '0\u00a0s'],
  [8000, '8\u00a0s'],
  [90_000, '1\u00a0min 30\u00a0s'],
  [120_000, '2\u00a0min'],
  [3 * 86_400_000 + 4 * 3_600_000 + 5, '3\u00a0d 4\u00a0h'],
])('%d ms are %s', (ms, expected) => {
  expect(duration(ms)).toBe(expected);
});

test('counts have groups, times are in UTC', () => {
  expect(count(1_234_567)).toBe('1,234,567');
  expect(utc(Date.UTC(2026, 0, 5, 12, 3))).toBe('2026-01-05 12:03\u00a0UTC');
});

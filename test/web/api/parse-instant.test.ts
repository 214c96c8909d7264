import { expect, test } from 'vitest';
import { parseInstant } from '../../../src/web/api/parse-instant.ts';

test.each([
  ['2026-10-01', Date.UTC(2026, 9, 1)],
  ['2026-10-01T12:00Z', Date.UTC(2026, 9, 1, 12)],
  ['2026-10-01t12:00:01.5z', Date.UTC(2026, 9, 1, 12, 0, 1, 500)],
  ['2026-10-01T12:00:00+02:00', Date.UTC(2026, 9, 1, 10)],
  ['2026-10-01T12:00:00 02:00', Date.UTC(2026, 9, 1, 10)],
  ['2026-10-01T12:00:00-02:00', Date.UTC(2026, 9, 1, 14)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
])('%s is read', (text, expected) => {
  expect(parseInstant(text)).toBe(expected);
});

test.each([
  '',
  'yesterday',
  '1700000000',
  '2026-10',
  '2026-02-30',
  '2026-13-01',
  '2026-10-01T12:00:00',
  '2026-10-01T25:00:00Z',
  '2026-10-01 12:00:00Z',
])('%j is refused', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

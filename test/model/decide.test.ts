import { expect, test } from 'vitest';
import { decide } from '../../src/model/decide.ts';

test('a decision is its id and its sentence, with times and words put in', () => {
  expect(decide('answered', { provider: 'jenkins', at: Date.UTC(2026, 0, 5, 12) })).toEqual({
    id: 'answered',
    text: 'jenkins answered first, at 2026-01-05T12:00:00.000Z.',
  });
});

test('what is not known is said to be unknown', () => {
  expect(decide('superseded').text).toBe('Another commit replaced it at unknown.');
});

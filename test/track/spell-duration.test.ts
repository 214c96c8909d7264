import { expect, test } from 'vitest';
import { spellDuration } from '../../src/track/explain/spell-duration.ts';

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [61_000, '1 min 1 s'],
  [50_996_000, '14 h 9 min 56 s'],
  [86_400_000, '1 d'],
])('%i ms are %s', (ms, spelled) => {
  expect(spellDuration(ms)).toBe(spelled);
});

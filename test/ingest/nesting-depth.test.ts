import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nestsDeeperThan } from '../../src/ingest/nesting-depth.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

it('is the depth of the parsed value, whatever the strings hold', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }), fc.integer({ min: 0, max: 6 }), (value, limit) => {
      expect(nestsDeeperThan(Buffer.from(JSON.stringify(value)), limit)).toBe(depthOf(value) > limit);
    }),
  );
});

it.each([
  ['{"a":"[[[[[["}', 1, false],
  ['{"a":"\\"[[[["}', 1, false],
  ['{"a":"\\\\","b":[[]]}', 2, true],
  ['[[[],[]],[],{}]', 3, false],
  ['[[[],[]],[],{}]', 2, true],
])('of %s over %d is %s', (json, limit, deeper) => {
  expect(nestsDeeperThan(Buffer.from(json), limit)).toBe(deeper);
});

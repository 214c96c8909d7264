import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/track/canonical-json.ts';

test('equal values give equal text in whatever order their keys stand', () => {
  const one = { b: [{ y: null, x: 1 }], a: 'text' };
  const other = { a: 'text', b: [{ x: 1, y: null }] };

  expect(canonicalJson(one)).toBe(canonicalJson(other));
  expect(canonicalJson(one)).toBe('{"a":"text","b":[{"x":1,"y":null}]}');
});

test('the order of a list is part of the value', () => {
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
});

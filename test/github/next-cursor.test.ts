import { expect, it } from 'vitest';
import { nextCursor } from '../../src/github/next-cursor.ts';

const base = 'https://api.github.com/app/hook/deliveries?per_page=100';

it.each([
  ['no header', undefined, null],
  ['an empty one', '', null],
  ['a next page', `<${base}&cursor=v1_12>; rel="next"`, 'v1_12'],
  ['a next page among others', `<${base}&cursor=a>; rel="prev", <${base}&cursor=b>; rel="next"`, 'b'],
  ['no next page', `<${base}&cursor=a>; rel="prev"`, null],
  ['a next page without a cursor', `<${base}>; rel=next`, null],
  ['something else than a URL', '<nowhere>; rel="next"', null],
])('the cursor in %s', (_, link, expected) => {
  expect(nextCursor(link)).toBe(expected);
});

import { expect, it } from 'vitest';
import { readLink } from '../../src/normalize/read-link.ts';

it.each([
  ['https://ci.example/1', 'https://ci.example/1'],
  ['HTTP://ci.example/1', 'HTTP://ci.example/1'],
  [' https://ci.example/1 ', 'https://ci.example/1'],
  ['javascript:alert(1)', null],
  [' javascript:alert(1)//https://ci.example', null],
  ['data:text/html,x', null],
  ['/job/1', null],
  ['', null],
  [null, null],
  [7, null],
])('the link %j is %j', (value, link) => {
  expect(readLink(value, [])).toBe(link);
});

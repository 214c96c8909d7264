import { expect, it } from 'vitest';
import { webUrl } from '../../src/model/web-url.ts';

it.each(['https://github.com/o/r', 'http://ci.example', 'HTTPS://CI.EXAMPLE/x?y#z'])(
  '%s is an address of the web',
  (url) => {
    expect(webUrl(url)).toBe(url);
  },
);

it.each([
  null,
  '',
  'javascript:alert(1)',
  'JavaScript:alert(1)//https://x',
  ' https://x',
  'data:text/html,x',
  '//ci.example',
  '/runs',
  'https://',
  'https:///x',
  'https://[',
])('%j is none', (url) => {
  expect(webUrl(url)).toBeNull();
});

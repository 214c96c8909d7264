import { expect, it } from 'vitest';
import { isLoopback } from '../../src/model/is-loopback.ts';

it.each([
  '127.0.0.1',
  '127.9.9.9',
  '127.1',
  '::1',
  '[::1]',
  '0:0:0:0:0:0:0:1',
  '::ffff:127.0.0.1',
  '[::FFFF:127.0.0.1]',
  '::ffff:7f00:1',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'cislo.localhost',
])('%s reaches only this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

it.each([
  '',
  '0.0.0.0',
  '::',
  '::ffff:10.0.0.1',
  '10.0.0.1',
  'example.com',
  '127.example.com',
  '127.0.0.1.example.com',
  'localhost.example.com',
  'notlocalhost',
  'localhost:3000',
  'evil@localhost',
  'localhost/x',
  '127.0.0.256',
  ' localhost',
])('%j reaches other machines, or is no host', (host) => {
  expect(isLoopback(host)).toBe(false);
});

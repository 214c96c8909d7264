import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/web/server/address-of.ts';
import { createRequestLimit } from '../../../src/web/server/request-limit.ts';

describe('the limit on requests', () => {
  it('lets so many of each asker through, and tells the others how long to wait', async () => {
    const limit = createRequestLimit(2, 60);

    const first = [await limit.take('a'), await limit.take('a')];
    const third = await limit.take('a');

    expect(first).toEqual([null, null]);
    expect(third).toBeGreaterThan(0);
    expect(third).toBeLessThanOrEqual(60);
    expect(await limit.take('b')).toBeNull();
  });
});

describe('the address that a request came from', () => {
  it.each([
    [undefined, '10.0.0.1', 0, '10.0.0.1'],
    ['1.1.1.1', '10.0.0.1', 0, '10.0.0.1'],
    ['6.6.6.6, 1.1.1.1', '10.0.0.1', 1, '1.1.1.1'],
    ['6.6.6.6, 1.1.1.1, 10.0.0.2', '10.0.0.1', 2, '1.1.1.1'],
    ['1.1.1.1', '10.0.0.1', 2, '10.0.0.1'],
    ['', '10.0.0.1', 1, '10.0.0.1'],
    [undefined, undefined, 1, 'unknown'],
  ])('by %j, seen from %s through %i proxies, is %s', (forwarded, socket, proxies, expected) => {
    expect(addressOf(forwarded, socket, proxies)).toBe(expected);
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { noTraffic, type Rush, watchRush } from '../../src/worker/watch-rush.ts';

describe('a rush', () => {
  let now = 0;
  let answered = 0;
  let waiting = 0;
  let rush: Rush;
  beforeEach(() => {
    [now, answered, waiting] = [0, 0, 0];
    rush = watchRush({ answered: () => answered, waiting: () => waiting }, 10_000, () => now);
  });
  function pass(ms: number, deliveries: number): void {
    now += ms;
    answered += deliveries;
  }

  it('is on while many deliveries are answered a second, and over when few are', () => {
    pass(1_000, 299);
    expect(rush.isOn()).toBe(false);
    pass(1_000, 300);
    expect(rush.isOn()).toBe(true);
    pass(1_000, 10);
    expect(rush.isOn()).toBe(false);
  });

  it('is on while many wait, although few are answered', () => {
    waiting = 24;
    pass(1_000, 1);
    expect(rush.isOn()).toBe(true);
    waiting = 23;
    pass(1_000, 1);
    expect(rush.isOn()).toBe(false);
  });

  it('is not judged by a moment', () => {
    pass(99, 1_000);
    expect(rush.isOn()).toBe(false);
    pass(1, 0);
    expect(rush.isOn()).toBe(true);
  });

  it('lets work wait, but not longer than asked since it last began', () => {
    pass(1_000, 1_000);
    rush.begin();
    pass(9_999, 10_000);
    expect(rush.mayWait()).toBe(true);
    pass(1, 1);
    expect(rush.mayWait()).toBe(false);
    rush.begin();
    pass(5_000, 5_000);
    expect(rush.mayWait()).toBe(true);
    pass(1_000, 0);
    expect(rush.mayWait()).toBe(false);
  });

  it('never is where nobody counts', () => {
    const quiet = watchRush(noTraffic, 10_000, () => now);
    now += 60_000;
    expect([quiet.isOn(), quiet.mayWait()]).toEqual([false, false]);
  });
});

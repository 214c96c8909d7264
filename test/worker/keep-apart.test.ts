import { beforeEach, describe, expect, it } from 'vitest';
import type { Batch } from '../../src/generation/next-batch.ts';
import type { RepositoryChoice } from '../../src/store/repository-choice.ts';
import { keepApart } from '../../src/worker/keep-apart.ts';

const log = { info: () => undefined, warn: () => undefined };

/** Repositories 1 to `count`, of which some fail; every act does one row a repository that it is about. */
function repositories(count: number) {
  const all = Array.from({ length: count }, (_, n) => n + 1);
  const failing = new Set<number>();
  const acts: RepositoryChoice[] = [];
  const done: number[] = [];
  return {
    all,
    failing,
    acts,
    done,
    act: async (choice: RepositoryChoice): Promise<Batch> => {
      acts.push(choice);
      const own = (choice.only ?? all).filter((id) => !choice.except.includes(id));
      if (own.some((id) => failing.has(id))) throw new Error('the server is away');
      done.push(...own);
      return { rows: own.length } as Batch;
    },
    waiting: async (except: readonly number[]) => all.filter((id) => !except.includes(id)),
  };
}

describe('work of which a part fails', () => {
  let now: number;
  beforeEach(() => {
    now = 0;
  });
  const clock = (): number => now;

  it('is one batch of everything while nothing fails', async () => {
    const world = repositories(8);
    const run = keepApart('work', world.act, world.waiting, log, clock);

    expect((await run()).rows).toBe(8);
    expect(world.acts).toEqual([{ only: null, except: [] }]);
  });

  it('is done for the others, with few tries where neighbours fail together', async () => {
    const world = repositories(1_000);
    for (let id = 1; id <= 500; id += 1) world.failing.add(id);
    const run = keepApart('work', world.act, world.waiting, log, clock);

    expect((await run()).rows).toBe(500);
    expect(world.done.sort((a, b) => a - b)).toEqual(world.all.slice(500));
    expect(world.acts.length).toBeLessThan(80);
  });

  it('goes on beside what was put aside, without trying that each time', async () => {
    const world = repositories(8);
    world.failing.add(3);
    const run = keepApart('work', world.act, world.waiting, log, clock);
    await run();
    world.acts.length = 0;

    expect((await run()).rows).toBe(7);
    expect(world.acts).toEqual([{ only: null, except: [3] }]);
  });

  it('takes up again what was put aside once it does not fail any more', async () => {
    const world = repositories(8);
    world.failing.add(3);
    const run = keepApart('work', world.act, world.waiting, log, clock);
    await run();
    world.failing.clear();
    now += 5_000;
    world.acts.length = 0;

    await run();

    expect(world.acts).toEqual([
      { only: [3], except: [] },
      { only: null, except: [] },
    ]);
  });

  it('waits twice as long each time before it tries again', async () => {
    const world = repositories(8);
    world.failing.add(3);
    const run = keepApart('work', world.act, world.waiting, log, clock);
    const tries = async (): Promise<number> => {
      world.acts.length = 0;
      await run();
      return world.acts.filter(({ only }) => only?.length === 1).length;
    };
    await run();
    const seen: number[] = [];
    for (const pause of [5_000, 5_000, 5_000, 20_000, 40_000, 60_000]) {
      now += pause;
      seen.push(await tries());
    }

    expect(seen).toEqual([1, 0, 1, 1, 1, 1]);
  });

  it('fails as a whole, and puts nothing aside, when nothing can be done', async () => {
    const world = repositories(4);
    for (const id of world.all) world.failing.add(id);
    const run = keepApart('work', world.act, world.waiting, log, clock);

    await expect(run()).rejects.toThrow('the server is away');
    world.failing.clear();

    expect((await run()).rows).toBe(4);
  });

  it('fails as a whole when nobody can say what waits', async () => {
    const world = repositories(4);
    world.failing.add(1);
    const run = keepApart('work', world.act, () => Promise.reject(new Error('away too')), log, clock);

    await expect(run()).rejects.toThrow('the server is away');
  });

  it('stops telling apart after some time', async () => {
    const world = repositories(64);
    for (let id = 1; id < 64; id += 2) world.failing.add(id);
    const slowly = async (choice: RepositoryChoice): Promise<Batch> => {
      now += 3_000;
      return world.act(choice);
    };
    const run = keepApart('work', slowly, world.waiting, log, clock);

    await expect(run()).rejects.toThrow('the server is away');
    expect(world.acts.length).toBeLessThan(8);
  });
});

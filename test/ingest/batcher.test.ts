import { describe, expect, it } from 'vitest';
import { createBatcher } from '../../src/ingest/batcher.ts';
import { doorLimits } from '../../src/ingest/door-limits.ts';
import type { LogEntry } from '../../src/model/delivery.ts';
import { CisloError } from '../../src/model/error.ts';
import { memoryLog, memoryStore } from '../support/door-server.ts';

function entry(guid: string): LogEntry {
  return {
    repository: { host: 'github.com', id: 1, fullName: 'o/r', private: null, installationId: null },
    guid,
    event: 'push',
    action: null,
    receivedAt: 0,
    sentAt: null,
    observation: null,
    quirks: [],
  };
}

function setUp(limits: Partial<typeof doorLimits> = {}) {
  const store = memoryStore();
  const log = memoryLog();
  const time = { now: 0 };
  const batcher = createBatcher({ store, log, clock: () => time.now, limits: { ...doorLimits, ...limits } });
  const add = (guid: string) => batcher.add([entry(guid)], Buffer.from(`body of ${guid}`));
  return { store, log, time, batcher, add };
}

const dataError = () => Object.assign(new Error('value too long'), { code: '22001' });

describe('a batch', () => {
  it('is what arrived while the last one was committed', async () => {
    const { store, add } = setUp();
    let open = (): void => {};
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    const first = add('1');
    await expect.poll(() => store.batches.length).toBe(1);
    const others = ['2', '3', '4', '5'].map(add);

    open();
    await Promise.all([first, ...others]);

    expect(store.batches).toEqual([1, 4]);
  });

  it('after a busy one waits for others, but not for long', async () => {
    const { store, add } = setUp({ busyBatch: 2, goodBatch: 10, lingerMs: 150 });
    await Promise.all([add('1'), add('2')]);

    const late = add('3');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(store.batches).toEqual([2]);
    await Promise.all([late, add('4')]);

    expect(store.batches).toEqual([2, 2]);
  });

  it('after a busy one waits no longer than until it is a good one', async () => {
    const { store, add } = setUp({ busyBatch: 2, goodBatch: 3, lingerMs: 60_000 });
    await Promise.all([add('1'), add('2')]);

    await Promise.all([add('3'), add('4'), add('5')]);

    expect(store.batches).toEqual([2, 3]);
  });

  it('after a small one waits for nobody', async () => {
    const { store, add } = setUp({ busyBatch: 2, lingerMs: 60_000 });

    await add('1');
    await add('2');

    expect(store.batches).toEqual([1, 1]);
  });

  it('is never larger than the limit', async () => {
    const { store, add } = setUp({ maxBatch: 3 });

    await Promise.all(['1', '2', '3', '4', '5', '6', '7'].map(add));

    expect(store.batches).toEqual([3, 3, 1]);
  });

  it('tells a duplicate from what is new', async () => {
    const { add } = setUp();
    await add('1');

    expect(await Promise.all([add('1'), add('2')])).toEqual(['duplicate', 'stored']);
  });
});

describe('a poisonous delivery', () => {
  it('is kept aside with its body and reason while its neighbours are stored', async () => {
    const { store, log, add } = setUp();
    store.failWith = (batch) => (batch.some(({ guid }) => guid === '5') ? dataError() : null);

    const results = await Promise.all(['1', '2', '3', '4', '5', '6', '7'].map(add));

    expect(results).toEqual(['stored', 'stored', 'stored', 'stored', 'kept_aside', 'stored', 'stored']);
    expect(store.aside).toEqual([{ guid: '5', body: 'body of 5', error: 'value too long' }]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { delivery: '5' } }]);
  });

  it('is asked to come back when it cannot be kept aside either', async () => {
    const { store, add } = setUp();
    store.failWith = dataError;
    store.keepAside = () => Promise.reject(new Error('disk full'));

    expect(await add('1')).toBe('unavailable');
  });

  it('is known by a type error too', async () => {
    const { store, add } = setUp();
    store.failWith = () => new TypeError('no such column type');

    expect(await add('1')).toBe('kept_aside');
  });
});

describe('a database that is away', () => {
  it.each([
    ['refused', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['shut down', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    [
      'unreachable',
      new CisloError('database_unreachable', 'the database does not answer', { cause: new TypeError('x') }),
    ],
    ['no error object', 'a string' as unknown as Error],
  ])('(%s) makes every delivery come back, and nothing is kept aside', async (_name, error) => {
    const { store, add } = setUp();
    store.failWith = () => error;

    expect(await Promise.all([add('1'), add('2')])).toEqual(['unavailable', 'unavailable']);
    expect(store.aside).toEqual([]);
  });

  it('is logged once when it goes and once when it is back', async () => {
    const { store, log, time, add } = setUp();
    store.failWith = () => new Error('Connection terminated');
    await add('1');
    await add('2');
    time.now = 60_000;
    store.failWith = null;

    await add('3');
    await add('4');

    expect(log.lines).toMatchObject([
      { level: 'error', fields: { count: 1, deliveries: ['1'] } },
      { level: 'info', fields: { seconds: 60 } },
    ]);
  });

  it('that hangs holds no answer longer than the limit, and what it commits later is a duplicate', async () => {
    const { store, time, batcher, add } = setUp({ answerWithinMs: 50 });
    let open = (): void => {};
    store.gate = new Promise((resolve) => {
      open = resolve;
    });
    const inFlight = add('1');
    await expect.poll(() => store.batches.length).toBe(1);
    const waiting = add('2');
    time.now = 20;
    const young = add('3');
    time.now = 50;

    expect(await inFlight).toBe('unavailable');
    expect(await waiting).toBe('unavailable');
    expect(batcher.waiting()).toBe(1);
    open();
    store.gate = null;
    expect(await young).toBe('stored');
    expect(await add('1')).toBe('duplicate');
    expect(store.entries.has('2')).toBe(false);
  });
});

describe('a full queue', () => {
  it('refuses at once what it cannot hold', async () => {
    const { add } = setUp({ maxWaiting: 2 });

    expect(await Promise.all([add('1'), add('2'), add('3')])).toEqual(['stored', 'stored', 'unavailable']);
  });
});

describe('closing', () => {
  it('finishes what waits and refuses what comes', async () => {
    const { batcher, add } = setUp();
    const before = add('1');

    await batcher.close();

    expect(await before).toBe('stored');
    expect(await add('2')).toBe('unavailable');
    expect(batcher.waiting()).toBe(0);
  });
});

describe('a database that cannot take the rows of some repositories', () => {
  const away = () =>
    Object.assign(new Error('connection to the remote node failed'), { severity: 'ERROR', code: '08006' });
  const of = (id: number, guid: string): LogEntry => ({
    ...entry(guid),
    repository: { host: 'github.com', id, fullName: `o/r${id}`, private: null, installationId: null },
  });

  function setUpWithout(missing: readonly number[], error: () => Error = away) {
    const log = memoryLog();
    const time = { now: 0 };
    const batches: (readonly number[])[] = [];
    const lost = new Set(missing);
    const store = {
      async append(entries: readonly LogEntry[]) {
        batches.push(entries.map(({ repository }) => repository.id));
        if (entries.some(({ repository }) => lost.has(repository.id))) throw error();
        return entries.map(() => true);
      },
      keepAside: async () => undefined,
    };
    const batcher = createBatcher({ store, log, clock: () => time.now, limits: doorLimits });
    const add = (id: number, guid: string) => batcher.add([of(id, guid)], Buffer.from(''));
    return { batches, lost, time, add };
  }

  it('takes those of the others', async () => {
    const { add } = setUpWithout([3, 7]);

    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((id) => add(id, `a${id}`)));

    expect(answers).toEqual(['stored', 'stored', 'unavailable', 'stored', 'stored', 'stored', 'unavailable', 'stored']);
  });

  it('is not asked again for a while, and then it is', async () => {
    const { batches, lost, time, add } = setUpWithout([3]);
    await Promise.all([add(1, 'a'), add(3, 'b')]);
    batches.length = 0;

    expect(await Promise.all([add(1, 'c'), add(3, 'd')])).toEqual(['stored', 'unavailable']);
    expect(batches).toEqual([[1]]);
    lost.clear();
    time.now += doorLimits.sickMs;

    expect(await add(3, 'e')).toBe('stored');
  });

  it('keeps the deliveries of one repository together, and answers each by its own', async () => {
    const { batches, add } = setUpWithout([2]);

    const answers = await Promise.all([add(2, 'a'), add(1, 'b'), add(2, 'c'), add(1, 'd')]);

    expect(answers).toEqual(['unavailable', 'stored', 'unavailable', 'stored']);
    expect(batches.slice(1)).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it.each([
    ['is away as a whole', () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['ends', () => Object.assign(new Error('terminating connection'), { severity: 'FATAL', code: '57P01' })],
  ])('is not tried in parts when it %s', async (_what, error) => {
    const { batches, add } = setUpWithout([3], error);

    expect(await Promise.all([add(1, 'a'), add(3, 'b')])).toEqual(['unavailable', 'unavailable']);
    expect(batches).toHaveLength(1);
  });

  it('is not tried in parts for longer than a sender waits', async () => {
    const { batches, time, add } = setUpWithout([1, 2, 3, 4, 5, 6, 7, 8], () => {
      time.now += 1_500;
      return away();
    });

    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map((id) => add(id, `a${id}`)));

    expect(answers).toEqual(Array.from({ length: 8 }, () => 'unavailable'));
    expect(batches.length).toBeLessThan(5);
  });
});

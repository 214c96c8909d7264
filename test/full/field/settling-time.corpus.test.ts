import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../src/demo/random.ts';
import type { Verification } from '../../../src/verify/verification.ts';
import { dumpRows } from '../../support/dump-rows.ts';
import { shuffled } from '../replicas/shuffled.ts';
import { ownCases } from './own-cases/own-cases.ts';
import { expectSameRows } from './support/expect-same-rows.ts';
import { longAfter } from './support/field-settings.ts';
import { readFieldCases } from './support/read-field-cases.ts';
import { readJson } from './support/read-json.ts';
import { startFieldApp } from './support/start-field-app.ts';
import { type TimedDelivery, timedDeliveries } from './support/timed-delivery.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const deliveries = [...readFieldCases(), ...ownCases].flatMap(timedDeliveries);
const firstMoment = Math.min(...deliveries.map(({ at }) => at));
const senders = 8;

/** What happens at a moment of the server's clock: some deliveries arrive, and everything that is due is settled. */
interface Moment {
  readonly at: number;
  readonly arriving: readonly TimedDelivery[];
}

/** Every delivery arrives up to `delayMs` after it was made, so neighbours overtake one another. */
function arriveWithin(delayMs: number, seed: string): readonly Moment[] {
  const random = createRandom(seed);
  return toMoments(deliveries.map((delivery) => ({ delivery, at: delivery.at + random.between(0, delayMs) })));
}

function toMoments(arrivals: readonly { readonly at: number; readonly delivery: TimedDelivery }[]): readonly Moment[] {
  const moments = new Map<number, TimedDelivery[]>();
  for (const { at, delivery } of [...arrivals].sort((a, b) => a.at - b.at))
    moments.set(at, [...(moments.get(at) ?? []), delivery]);
  return [...moments].map(([at, arriving]) => ({ at, arriving }));
}

/** The same, and the clock also stops when a deadline is over and when its grace is, for whatever was told. */
function withDeadlines(moments: readonly Moment[]): readonly Moment[] {
  const deadlines = deliveries.flatMap(({ at }) =>
    [15 * second, 75 * second, 12 * hour, 12 * hour + minute].map((wait) => at + wait),
  );
  const known = new Set(moments.map(({ at }) => at));
  const between = [...new Set(deadlines)].filter((at) => !known.has(at)).map((at) => ({ at, arriving: [] }));
  return [...moments, ...between].sort((a, b) => a.at - b.at);
}

/** Deliveries in any order at all, a few at a time, while the clock runs on by jumps. */
function shuffledWithJumps(seed: string): readonly Moment[] {
  const random = createRandom(seed);
  const order = shuffled(deliveries, seed);
  const moments: Moment[] = [];
  for (let from = 0, at = firstMoment; from < order.length; ) {
    const few = random.between(1, 12);
    moments.push({ at, arriving: order.slice(from, from + few) });
    from += few;
    const jump = [0, 16 * second, 2 * minute, 13 * hour, 2 * day][random.between(0, 4)] as number;
    at = Math.min(at + jump, longAfter);
  }
  return moments;
}

interface End {
  readonly rows: string;
  readonly differences: Verification['differences'];
  readonly errors: readonly string[];
}

async function endOf(moments: readonly Moment[], replicas: number): Promise<End> {
  let now = firstMoment;
  const app = await startFieldApp({ clock: () => now, replicas });
  try {
    for (const { at, arriving } of moments) {
      now = at;
      await app.send(arriving, senders);
      await app.drain();
    }
    now = longAfter;
    await app.drain();
    const { differences } = await readJson<Verification>(`${app.url}/api/verify`);
    return { rows: await dumpRows(app.db, 'without counters'), differences, errors: app.errors };
  } finally {
    await app.stop();
  }
}

describe('when verdicts are given does not matter', () => {
  let late: End;
  beforeAll(async () => {
    late = await endOf([{ at: longAfter, arriving: deliveries }], 1);
  });

  test('weeks later nothing differs from what the log says', () => {
    expect(late.differences).toEqual([]);
    expect(late.errors).toEqual([]);
  });

  test.each([
    ['right after each delivery, by one worker', arriveWithin(0, 'one'), 1],
    ['right after each delivery, which arrive in another order, by two workers', arriveWithin(5 * minute, 'two'), 2],
    ['at every deadline, by one worker', withDeadlines(arriveWithin(0, 'three')), 1],
    ['at every deadline, with deliveries a day late, by three workers', withDeadlines(arriveWithin(day, 'four')), 3],
    ['at any time, in any order, by one worker', shuffledWithJumps('five'), 1],
    ['at any time, in any order, by two workers', shuffledWithJumps('six'), 2],
    ['at any time, in any order, by three workers', shuffledWithJumps('seven'), 3],
    ['days later, in any order, by three workers', [{ at: longAfter, arriving: shuffled(deliveries, 'eight') }], 3],
  ] as const)('%s', async (_name, moments, replicas) => {
    const end = await endOf(moments, replicas);

    expect(end.differences).toEqual([]);
    expectSameRows(end.rows, late.rows);
    expect(end.errors).toEqual([]);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { shuffled } from '../replicas/shuffled.ts';
import { ownCases } from './own-cases/own-cases.ts';
import { failedLines } from './support/expect-lines.ts';
import { expectSameRows } from './support/expect-same-rows.ts';
import type { FieldDelivery } from './support/field-case.ts';
import { type Outcome, readOutcome } from './support/outcome.ts';
import { readFieldCases } from './support/read-field-cases.ts';
import { type FieldApp, startFieldApp } from './support/start-field-app.ts';

const cases = [...readFieldCases(), ...ownCases];
const deliveries = cases.flatMap((each) => each.deliveries);
const senders = 16;

/** Sends a few, folds and settles them, and so on: verdicts are given early and have to be corrected. */
async function sendAndSettle(app: FieldApp, order: readonly FieldDelivery[], few: number): Promise<void> {
  for (let from = 0; from < order.length; from += few) {
    await app.send(order.slice(from, from + few), senders);
    await app.drain();
  }
}

const ways: readonly (readonly [name: string, send: (app: FieldApp) => Promise<void>])[] = [
  ['16 senders at once', (app) => app.send(deliveries, senders)],
  ...['one', 'two', 'three'].map(
    (seed) => [`shuffled (${seed})`, (app: FieldApp) => app.send(shuffled(deliveries, seed), senders)] as const,
  ),
  ['backwards', (app) => app.send([...deliveries].reverse(), senders)],
  ...['four', 'five'].map(
    (seed) =>
      [
        `each twice, shuffled (${seed})`,
        (app: FieldApp) => app.send(shuffled([...deliveries, ...deliveries], seed), senders),
      ] as const,
  ),
  ...(
    [
      ['six', 3],
      ['seven', 11],
    ] as const
  ).map(
    ([seed, few]) =>
      [
        `shuffled and settled after every ${few} (${seed})`,
        (app: FieldApp) => sendAndSettle(app, shuffled(deliveries, seed), few),
      ] as const,
  ),
  [
    'each twice, shuffled and settled after every 7',
    (app) => sendAndSettle(app, shuffled([...deliveries, ...deliveries], 'eight'), 7),
  ],
];

async function outcomeOf(send: (app: FieldApp) => Promise<void>): Promise<Outcome> {
  const app = await startFieldApp();
  try {
    await send(app);
    await app.drain();
    expect(app.errors).toEqual([]);
    return await readOutcome(app, cases);
  } finally {
    await app.stop();
  }
}

describe('all cases together end as each does by itself', () => {
  let inOrder: Outcome;
  beforeAll(async () => {
    inOrder = await outcomeOf((app) => app.send(deliveries));
  });

  describe('sent in order, one after the other', () => {
    test('every case holds', () => expectEveryCase(inOrder));
    test('verification finds nothing', () => expect(inOrder.differences).toEqual([]));
  });

  describe.each(ways)('%s', (_name, send) => {
    let outcome: Outcome;
    beforeAll(async () => {
      outcome = await outcomeOf(send);
    });

    test('every case holds', () => expectEveryCase(outcome));
    test('verification finds nothing', () => expect(outcome.differences).toEqual([]));
    test('the rows are those of the first way', () => expectSameRows(outcome.rows, inOrder.rows));
    test('the gauges are those of the first way', () => {
      expect(Object.fromEntries(outcome.gauges)).toEqual(Object.fromEntries(inOrder.gauges));
    });
  });
});

function expectEveryCase({ lines }: Outcome): void {
  expect(lines.flatMap(([name, each]) => failedLines(name, each))).toEqual([]);
}

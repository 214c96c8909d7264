import { expect, test } from 'vitest';
import { ownCases } from './own-cases/own-cases.ts';
import { failedLines } from './support/expect-lines.ts';
import type { FieldDelivery } from './support/field-case.ts';
import { longAfter } from './support/field-settings.ts';
import { type Outcome, readOutcome } from './support/outcome.ts';
import { readFieldCases } from './support/read-field-cases.ts';
import { startFieldApp } from './support/start-field-app.ts';
import { timedDeliveries } from './support/timed-delivery.ts';

const minute = 60_000;
const cases = [...readFieldCases(), ...ownCases];

/** Every delivery, oldest first, and when GitHub made it. */
const made = cases
  .flatMap((each) =>
    timedDeliveries(each).map(({ at }, index) => ({ at, delivery: each.deliveries[index] as FieldDelivery })),
  )
  .sort((a, b) => a.at - b.at);

/** Everything arrives `delayMs` after it was made, and is settled once all deadlines are over. */
async function received(delayMs: number): Promise<Outcome> {
  let now = 0;
  const app = await startFieldApp({ clock: () => now });
  try {
    for (const { at, delivery } of made) {
      now = Math.min(at + delayMs, longAfter);
      await app.send([delivery]);
    }
    now = longAfter;
    await app.drain();
    return await readOutcome(app, cases);
  } finally {
    await app.stop();
  }
}

test('what no payload and no GUID tells the time of counts the same, whether it is received at once or weeks later', async () => {
  const atOnce = await received(1_000);
  const hoursLater = await received(13 * 60 * minute);
  const weeksLater = await received(30 * 24 * 60 * minute);

  const [first, ...others] = [atOnce, hoursLater, weeksLater].map(({ lines }) =>
    lines.flatMap(([name, each]) => failedLines(name, each)),
  );
  expect(others).toEqual([first, first]);
  expect([atOnce, hoursLater, weeksLater].flatMap(({ differences }) => differences)).toEqual([]);
  expect(first).toEqual([]);
});

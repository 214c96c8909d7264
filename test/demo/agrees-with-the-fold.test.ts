import { describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { measureMonth } from './measure-month.ts';

const end = Date.UTC(2026, 5, 17, 12);

describe('the truth of a month and what the product measures', () => {
  it.each(['cislo', 'one', 'two'])('agree on every count for the seed %s', (seed) => {
    const month = generateMonth({ seed, end, deliveries: 8_000 });
    const now = end + 90_000;

    const measured = measureMonth(month, now);

    const truth = month.truthAt(now);
    expect(measured.jobs).toEqual(truth.jobs);
    expect(byProvider(measured.revisions)).toEqual(byProvider(truth.revisions));
    expect(measured.slos).toEqual(truth.slos);
  });
});

function byProvider<
  T extends { readonly firstStatus: readonly { readonly provider: string; readonly count: number }[] },
>(revisions: T): T {
  const answered = revisions.firstStatus.filter(({ count }) => count > 0);
  return { ...revisions, firstStatus: answered.sort((one, other) => (one.provider < other.provider ? -1 : 1)) };
}

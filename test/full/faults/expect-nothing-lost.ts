import { expect } from 'vitest';
import type { SignedDelivery } from '../../support/deliver.ts';
import { inspect } from '../../support/undisturbed.ts';

/** Deliveries, and the rows that they give when nothing goes wrong. */
export interface Month {
  readonly deliveries: readonly SignedDelivery[];
  readonly expected: string;
}

/** Each delivery of the month is stored and counted once, and verification finds nothing. */
export async function expectNothingLost(databaseUrl: string, month: Month): Promise<void> {
  const found = await inspect({ databaseUrl, dataDir: '' });
  // A month holds a few deliveries twice, as GitHub sends them.
  expect(found.deliveries).toBe(new Set(month.deliveries.map(({ guid }) => guid)).size);
  expect(found.rows === month.expected).toBe(true);
  expect(found.differences).toEqual([]);
}

import { afterAll, beforeAll, it } from 'vitest';
import { type EmbeddedStore, openEmbeddedStore } from '../support/embedded-store.ts';
import { checkOrderProperty } from '../support/order-property.ts';

let embedded: EmbeddedStore;
beforeAll(async () => {
  embedded = await openEmbeddedStore();
});
afterAll(() => embedded.remove());

it('the embedded database gives the same rows, verdicts and counters for any order, repetition and batch split of the same deliveries', async () => {
  await checkOrderProperty(embedded.store, 25);
}, 120_000);

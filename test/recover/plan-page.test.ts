import { describe, expect, it } from 'vitest';
import type { ListedDelivery } from '../../src/github/listed-delivery.ts';
import { planPage } from '../../src/recover/plan-page.ts';

const now = Date.UTC(2026, 0, 5, 12);
const at = (secondsAgo: number, id = `${secondsAgo}`): ListedDelivery => ({
  id,
  guid: `g${id}`,
  at: now - secondsAgo * 1_000,
  redelivery: false,
  seconds: 0,
  statusCode: 200,
  event: 'push',
  action: null,
  repositoryId: 1,
});
const bounds = { watermark: null, horizon: now - 86_400_000, now, eager: false };
const ids = (plan: { readonly items: readonly ListedDelivery[] }) => plan.items.map(({ id }) => id);

describe('a page of the list', () => {
  it('is taken but for what GitHub may still wait for an answer to', () => {
    const plan = planPage([at(5), at(61), at(300)], bounds);

    expect(ids(plan)).toEqual(['61', '300']);
    expect(plan).toMatchObject({ newest: { id: '61', at: now - 61_000 }, reachedEnd: false });
  });

  it('is taken whole in pull mode, and the mark stays behind what is not final', () => {
    const plan = planPage([at(5), at(61)], { ...bounds, eager: true });

    expect(ids(plan)).toEqual(['5', '61']);
    expect(plan.newest).toEqual({ id: '61', at: now - 61_000 });
  });

  it('has no newest one when nothing of it is final', () => {
    expect(planPage([at(1)], bounds)).toEqual({ items: [], newest: null, reachedEnd: false });
    expect(planPage([], bounds)).toEqual({ items: [], newest: null, reachedEnd: false });
  });

  it.each([
    ['at the delivery that an earlier pass began with', { id: '300', at: now - 300_000 }, true],
    ['past it, when that one has gone from the list', { id: 'x', at: now - 200_000 }, true],
    ['not a moment past it: neighbours may be out of order', { id: 'x', at: now - 250_000 }, false],
    ['not before it', { id: 'x', at: now - 400_000 }, false],
  ])('is the end %s', (_, watermark, expected) => {
    expect(planPage([at(200), at(300)], { ...bounds, watermark }).reachedEnd).toBe(expected);
  });

  it('is the end where GitHub or we forget, and nothing older is taken', () => {
    const plan = planPage([at(200), at(90_000)], bounds);

    expect(ids(plan)).toEqual(['200']);
    expect(plan.reachedEnd).toBe(true);
  });
});

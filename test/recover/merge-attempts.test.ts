import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedDelivery } from '../../src/github/listed-delivery.ts';
import { acceptedAt, firstAttempt } from '../../src/model/hook-delivery.ts';
import { mergeAttempts } from '../../src/recover/merge-attempts.ts';

const now = Date.UTC(2026, 0, 5, 12);
const options = { host: 'github.com', judged: true, held: false, now };
const attempt = (id: number, statusCode: number, redelivery = id > 1, event = 'status'): ListedDelivery => ({
  id: String(id),
  guid: 'g',
  at: now - 100_000 + id * 1_000,
  redelivery,
  seconds: 0.5,
  statusCode,
  event,
  action: null,
  repositoryId: null,
});

describe('a delivery on the list', () => {
  it.each([
    ['wanted when the log has it not', 'status', false, 'wanted', now],
    ['held when the log has it', 'status', true, 'held', null],
    ['of no use when its event leaves nothing in the log', 'installation', false, 'unused', null],
  ])('is %s', (_, event, held, fetch, fetchAt) => {
    expect(mergeAttempts(null, [attempt(1, 502, false, event)], { ...options, held })).toMatchObject({
      fetch,
      fetchAt,
      repositoryId: -1,
    });
  });

  it('is accepted at its first attempt, whatever redeliveries do', () => {
    const delivery = mergeAttempts(null, [attempt(3, 200), attempt(2, 500), attempt(1, 502)], options);

    expect(firstAttempt(delivery)).toMatchObject({ id: '1', statusCode: 502 });
    expect(acceptedAt(delivery)).toBe(now - 97_000 + 500);
  });

  it('has no first attempt while only redeliveries are known', () => {
    const later = mergeAttempts(null, [attempt(2, 502)], options);
    const both = mergeAttempts(later, [attempt(1, 504)], options);

    expect(firstAttempt(later)).toBeNull();
    expect(acceptedAt(later)).toBeNull();
    expect(firstAttempt(both)).toMatchObject({ id: '1' });
  });

  it('that is known already changes nothing', () => {
    const known = mergeAttempts(null, [attempt(1, 502)], options);

    expect(mergeAttempts(known, [attempt(1, 502)], { ...options, held: true, judged: false })).toBe(known);
  });

  it('that was given up is wanted again when GitHub tries again, and only then', () => {
    const lost = {
      ...mergeAttempts(null, [attempt(1, 502)], options),
      fetch: 'lost',
      refusals: 4,
      fetchAt: null,
    } as const;

    expect(mergeAttempts(lost, [attempt(1, 502)], options)).toBe(lost);
    expect(mergeAttempts(lost, [attempt(2, 502)], options)).toMatchObject({
      fetch: 'wanted',
      refusals: 0,
      fetchAt: now,
    });
    expect(mergeAttempts(lost, [attempt(2, 200)], { ...options, held: true })).toMatchObject({
      fetch: 'held',
      fetchAt: null,
    });
  });

  it('is the same in whatever order, with whatever repetition and over however many pages it is listed', () => {
    const attempts = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 30 }), status: fc.constantFrom(0, 200, 202, 401, 502) }),
      {
        selector: ({ id }) => id,
        minLength: 1,
      },
    );
    fc.assert(
      fc.property(
        attempts.chain((list) => fc.tuple(fc.constant(list), fc.array(fc.constantFrom(...list), { maxLength: 60 }))),
        ([list, repeats]) => {
          const all = list.map(({ id, status }) => attempt(id, status));
          const whole = mergeAttempts(null, all, options);
          let merged = mergeAttempts(null, [attempt(list[0]!.id, list[0]!.status)], options);
          for (const { id, status } of [...repeats, ...list])
            merged = mergeAttempts(merged, [attempt(id, status)], options);

          expect(merged).toEqual(whole);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { HookDelivery } from '../../src/model/hook-delivery.ts';
import { applyOutcome, type FetchOutcome } from '../../src/recover/apply-outcome.ts';
import { parseProgress } from '../../src/recover/progress.ts';

const now = Date.UTC(2026, 0, 5, 12);
const horizon = now - 3 * 86_400_000;
const wanted = (statusCode = 502, at = now - 3_600_000): HookDelivery => ({
  id: 'g',
  host: 'github.com',
  repositoryId: 1,
  event: 'status',
  action: null,
  attempts: [{ id: '1', at, statusCode, seconds: 1, redelivery: false }],
  judged: true,
  fetch: 'wanted',
  fetches: 0,
  refusals: 0,
  fetchAt: now,
  fetchError: null,
});

describe('a wanted delivery', () => {
  it.each([
    ['recovered once it is stored', 502, 'stored', 'recovered'],
    ['recovered when it is kept aside', 502, 'kept_aside', 'recovered'],
    ['recovered when only the note of it was lost', 502, 'duplicate', 'recovered'],
    ['held when an attempt had brought it', 200, 'duplicate', 'held'],
    ['ignored when it is of no use', 200, 'ignored', 'ignored'],
  ] as const)('is %s', (_, statusCode, stored, fetch) => {
    expect(applyOutcome(wanted(statusCode), { type: 'ingested', stored }, now, horizon)).toMatchObject({
      fetch,
      fetchAt: null,
      fetchError: null,
    });
  });

  it('is asked for four times when GitHub has it not, then lost', () => {
    const waits: (number | null)[] = [];
    let delivery = wanted();
    while (delivery.fetch === 'wanted') {
      delivery = applyOutcome(delivery, { type: 'refused', reason: 'gone' }, now, horizon);
      waits.push(delivery.fetchAt === null ? null : (delivery.fetchAt - now) / 60_000);
    }

    expect(waits).toEqual([1, 10, 60, null]);
    expect(delivery).toMatchObject({ fetch: 'lost', fetches: 4, refusals: 4, fetchError: 'gone' });
  });

  it('is asked for ever more rarely while there is no answer, at least once an hour', () => {
    const failed: FetchOutcome = { type: 'failed', reason: 'timeout' };
    let delivery = wanted();
    const waits = Array.from({ length: 40 }, () => {
      delivery = applyOutcome(delivery, failed, now, horizon);
      return ((delivery.fetchAt ?? 0) - now) / 1_000;
    });

    expect(waits.slice(0, 8)).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600]);
    expect(waits.at(-1)).toBe(3600);
    expect(delivery).toMatchObject({ fetch: 'wanted', fetches: 40, refusals: 0 });
  });

  it('is lost when there was no answer before GitHub forgot it', () => {
    expect(applyOutcome(wanted(502, horizon - 1), { type: 'failed', reason: 'network' }, now, horizon)).toMatchObject({
      fetch: 'lost',
      fetchAt: null,
    });
  });

  it('that another replica has fetched meanwhile stays as it is', () => {
    const recovered = { ...wanted(), fetch: 'recovered' } as const;

    expect(applyOutcome(recovered, { type: 'refused', reason: 'gone' }, now, horizon)).toBe(recovered);
  });
});

describe('progress', () => {
  it.each([null, '', 'no json', '{}', 'null'])('that was written as %s is none', (text) => {
    expect(parseProgress(text)).toEqual({ watermark: null, pass: null, pausedUntil: null });
  });

  it('is read as it was written', () => {
    const progress = { watermark: { id: '1', at: 2 }, pass: { newest: null, cursor: 'v1_3' }, pausedUntil: 4 };

    expect(parseProgress(JSON.stringify(progress))).toEqual(progress);
  });
});

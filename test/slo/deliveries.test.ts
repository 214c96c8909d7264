import { describe, expect, it } from 'vitest';
import { columns } from '../../src/event/columns.ts';
import { eventOfDelivery } from '../../src/event/event-of-delivery.ts';
import type { HookAttempt, HookDelivery } from '../../src/model/hook-delivery.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { judge } from '../../src/slo/judge.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { objectiveIn, textOf } from './built-in-objective.ts';

const at = Date.UTC(2026, 0, 5, 12);
const file = 'slos/webhook-acceptance.yaml';
const objective = objectiveIn(file);
const indicator = compileIndicator(objective.indicator);

function delivery(attempts: readonly Partial<HookAttempt>[], changes: Partial<HookDelivery> = {}): HookDelivery {
  return {
    id: 'g',
    host: 'github.com',
    repositoryId: 7,
    event: 'status',
    action: null,
    attempts: attempts.map((attempt, index) => ({
      id: String(index),
      at: at + index * 5_000,
      statusCode: 200,
      seconds: 0.25,
      redelivery: index > 0,
      ...attempt,
    })),
    judged: true,
    fetch: 'held',
    fetches: 0,
    refusals: 0,
    fetchAt: null,
    fetchError: null,
    ...changes,
  };
}

describe('a delivery as conditions see it', () => {
  it('has every documented column and no other', () => {
    expect(Object.keys(eventOfDelivery(delivery([{}]), 'octo/hello'))).toEqual(
      columns.delivery.map(({ name }) => name),
    );
  });

  it('says what came of the first attempt and when any was accepted', () => {
    expect(eventOfDelivery(delivery([{ statusCode: 502 }, {}], { fetch: 'recovered' }), 'octo/hello')).toMatchObject({
      repository: 'octo/hello',
      repository_id: 7,
      delivered_at: at,
      accepted_at: at + 5_250,
      status_code: 502,
      attempts: 2,
      recovered: true,
    });
  });

  it('says nothing of a first attempt that is not known, nor of a repository that there is not', () => {
    expect(eventOfDelivery(delivery([{ redelivery: true, statusCode: 0 }], { repositoryId: -1 }), '')).toMatchObject({
      repository: '',
      repository_id: null,
      delivered_at: null,
      accepted_at: null,
      status_code: null,
      recovered: false,
    });
  });
});

describe('the built-in objective of acceptance', () => {
  it('promises 99.9 % over 30 days', () => {
    expect(objective).toMatchObject({
      name: 'webhook-acceptance',
      indicator: { eventType: 'delivery' },
      targetRatio: 0.999,
      window: { type: 'rolling', ms: 30 * 86_400_000 },
    });
  });

  it.each([
    ['an accepted one is good', [{}], 0, { verdict: 'good', at: at + 250 }],
    ['one that is of no use to us is good', [{ statusCode: 202 }], 0, { verdict: 'good', at: at + 250 }],
    ['a redelivery makes nothing good', [{ statusCode: 500 }, {}], 10, { verdict: 'bad', at: at + 5_250 }],
    ['one without an answer is pending', [{ statusCode: 0 }], 90, { verdict: 'pending', dueAt: at + 120_000 }],
    ['and then bad', [{ statusCode: 0 }], 120, { verdict: 'bad', at: at + 60_000 }],
  ])('%s', (_, attempts, secondsLater, expected) => {
    const event = eventOfDelivery(delivery(attempts), 'octo/hello');

    expect(indicator.matches(event)).toBe(true);
    expect(judge(indicator, event, at + secondsLater * 1_000, 60_000)).toMatchObject(expected);
  });

  it('counts from the first attempt to the acceptance when a file does not say so', () => {
    const text = textOf(file).replace(/ +(from|until): .*\n/g, '');

    expect(readObjectives([{ file, text }]).objectives).toMatchObject([
      { indicator: { from: 'delivered_at', until: 'accepted_at' } },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JourneyEvent, type JourneyFacts, judgeJourney } from '../../src/budget/source/journey.ts';

const rule = {
  steps: [
    { name: 'status', withinMs: 10 },
    { name: 'build', withinMs: null },
    { name: 'test', withinMs: 50 },
  ],
  withinMs: 100,
};
const event = (step: string, at: number, good = true): JourneyEvent => ({ step, at, good });
const judged = (events: readonly JourneyEvent[], now = 10_000, change: Partial<JourneyFacts> = {}) =>
  judgeJourney(rule, { start: 1000, events, abandonedAt: null, ...change }, now, 5);
const begun = [event('status', 1005), event('build', 1030)];

describe('a journey', () => {
  it('is good when every step was, in order and in time', () => {
    expect(judged([...begun, event('test', 1080)])).toEqual({
      verdict: 'good',
      step: 'test',
      reason: 'good',
      at: 1080,
      dueAt: null,
    });
  });

  it.each([
    ['a step of its own limit', [event('status', 1011)], 'status', 1010],
    ['a step that never came', [], 'status', 1010],
    ['a step that is late after the one before', [...begun, event('test', 1081)], 'test', 1080],
    ['the whole', [event('status', 1005), event('build', 1060), event('test', 1101)], 'test', 1100],
    ['a step without a limit of its own', [event('status', 1005)], 'build', 1100],
  ] as const)('is bad at the limit of %s', (_, events, step, at) => {
    expect(judged(events)).toEqual({ verdict: 'bad', step, reason: 'late', at, dueAt: null });
  });

  it('is bad at the first event of a step that is not good', () => {
    const events = [event('status', 1005), event('build', 1030, false), event('build', 1040)];

    expect(judged(events)).toMatchObject({ verdict: 'bad', step: 'build', reason: 'not-good', at: 1030 });
    expect(judged([...begun, event('build', 1030, false)])).toMatchObject({ verdict: 'bad', at: 1030 });
  });

  it('leaves out events that came before their turn', () => {
    expect(judged([event('test', 1010), ...begun, event('test', 1070)])).toMatchObject({ verdict: 'good', at: 1070 });
  });

  it('is pending until a limit and the grace after it are over', () => {
    expect(judged(begun, 1084)).toEqual({
      verdict: 'pending',
      step: 'test',
      reason: 'waiting',
      at: null,
      dueAt: 1085,
    });
    expect(judged(begun, 1085)).toMatchObject({ verdict: 'bad', at: 1080 });
  });

  it('that was abandoned before it failed is excluded', () => {
    expect(judged(begun, 10_000, { abandonedAt: 1079 })).toMatchObject({ verdict: 'excluded', step: 'test', at: 1080 });
    expect(judged(begun, 10_000, { abandonedAt: 1081 })).toMatchObject({ verdict: 'bad' });
    const failed = [...begun, event('test', 1070, false)];
    expect(judged(failed, 10_000, { abandonedAt: 1060 })).toMatchObject({ verdict: 'excluded', reason: 'not-good' });
    expect(judged([...begun, event('test', 1070)], 10_000, { abandonedAt: 1060 })).toMatchObject({ verdict: 'good' });
  });

  it('without any limit waits until something happens or it is abandoned', () => {
    const free = { steps: [{ name: 'deploy', withinMs: null }], withinMs: null };
    const judgeFree = (abandonedAt: number | null, now: number) =>
      judgeJourney(free, { start: 1000, events: [], abandonedAt }, now, 5);

    expect(judgeFree(null, 9000)).toMatchObject({ verdict: 'pending', step: 'deploy', dueAt: null });
    expect(judgeFree(2000, 1999)).toMatchObject({ verdict: 'pending' });
    expect(judgeFree(2000, 2000)).toMatchObject({ verdict: 'excluded', at: 2000 });
  });

  it('is judged the same in whatever order its events came and however often, and moves with time', () => {
    const some = fc.record({
      step: fc.constantFrom('status', 'build', 'test'),
      at: fc.integer({ min: 990, max: 1110 }),
      good: fc.boolean(),
    });
    const abandoned = fc.option(fc.integer({ min: 990, max: 1110 }));
    fc.assert(
      fc.property(
        fc.array(some),
        abandoned,
        fc.integer({ min: 1000, max: 1200 }),
        fc.nat(1000),
        (events, at, now, shift) => {
          const facts = { start: 1000, events, abandonedAt: at };
          const expected = judgeJourney(rule, facts, now, 5);
          const moved = {
            start: 1000 + shift,
            events: [...events, ...events].reverse().map((one) => ({ ...one, at: one.at + shift })),
            abandonedAt: at === null ? null : at + shift,
          };

          expect(judgeJourney(rule, moved, now + shift, 5)).toEqual({
            ...expected,
            at: expected.at === null ? null : expected.at + shift,
            dueAt: expected.dueAt === null ? null : expected.dueAt + shift,
          });
        },
      ),
    );
  });
});

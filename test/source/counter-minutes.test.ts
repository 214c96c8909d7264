import { describe, expect, it } from 'vitest';
import { counterMinutes } from '../../src/source/prometheus/counter-minutes.ts';

const minute = 60_000;
const series = (key: string, values: Readonly<Record<number, number>>) => ({
  key,
  values: new Map(Object.entries(values).map(([at, value]) => [Number(at) * minute, value])),
});
const grown = (before: ReturnType<typeof series>[], during: ReturnType<typeof series>[], to: number) =>
  Object.fromEntries([...counterMinutes(before, during, 0, to * minute)].map(([at, value]) => [at / minute, value]));

describe('minutes of counters', () => {
  it('compare the end of a minute with the end of the one before', () => {
    expect(grown([series('a', { 0: 5 })], [series('a', { 1: 7, 2: 7, 3: 10 })], 3)).toEqual({ 0: 2, 1: 0, 2: 3 });
  });

  it('a smaller value is a restart, which began at 0', () => {
    expect(grown([series('a', { 0: 5 })], [series('a', { 1: 9, 2: 2 })], 2)).toEqual({ 0: 4, 1: 2 });
  });

  it('a series that is born beside another counts from 0', () => {
    const during = [series('ok', { 1: 5, 2: 6 }), series('failed', { 2: 1 })];

    expect(grown([series('ok', { 0: 5 })], during, 2)).toEqual({ 0: 0, 1: 2 });
  });

  it('the first series that there is only sets the mark', () => {
    expect(grown([], [series('a', { 1: 1_000, 2: 1_001 })], 2)).toEqual({ 0: 0, 1: 1 });
  });

  it('what grew while nothing answered counts in the minute in which it answers again', () => {
    expect(grown([series('a', { 0: 5 })], [series('a', { 1: 6, 4: 16 })], 4)).toEqual({ 0: 1, 3: 10 });
  });

  it('minutes without any value are left out', () => {
    expect(grown([series('a', { 0: 5 })], [], 3)).toEqual({});
  });

  it('the same minutes in two parts are the same as in one', () => {
    const values = { 1: 6.4, 2: 7.9, 3: 1.2, 4: 3.6 };
    const whole = grown([series('a', { 0: 5.5 })], [series('a', values)], 4);
    const later = counterMinutes([series('a', { 2: 7.9 })], [series('a', values)], 2 * minute, 4 * minute);

    expect([...later].map(([at, value]) => [String(at / minute), value])).toEqual(Object.entries(whole).slice(2));
  });
});

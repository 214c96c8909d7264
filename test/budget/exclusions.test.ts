import { describe, expect, it } from 'vitest';
import { excludeBad } from '../../src/budget/exclusion/exclude-bad.ts';
import { excludedStretches } from '../../src/budget/exclusion/exclusion.ts';
import { readExclusions } from '../../src/budget/exclusion/read-exclusions.ts';

const hour = (text: string): number => Date.parse(`2026-03-01T${text}:00Z`);
const weekly = 'DTSTART;TZID=Europe/Berlin:20260104T020000 RRULE:FREQ=WEEKLY;BYDAY=SU';

describe('a list of exclusions', () => {
  it('is read, and gives its stretches in the order of time', () => {
    const { exclusions, problems } = readExclusions([
      { rrule: weekly, duration: '2h', reason: 'backup' },
      { from: '2026-03-01', to: '2026-03-01T00:30:00+00:00', reason: 'move' },
    ]);

    expect(problems).toEqual([]);
    expect(excludedStretches(exclusions, hour('00:00'), Date.parse('2026-03-09'))).toEqual([
      { from: hour('00:00'), to: hour('00:30'), reason: 'move' },
      { from: hour('01:00'), to: hour('03:00'), reason: 'backup' },
      { from: Date.parse('2026-03-08T01:00Z'), to: Date.parse('2026-03-08T03:00Z'), reason: 'backup' },
    ]);
  });

  it('gives a stretch that began before the time that is asked for', () => {
    const { exclusions } = readExclusions([{ rrule: weekly, duration: '2h', reason: 'backup' }]);

    expect(excludedStretches(exclusions, hour('02:59'), hour('04:00'))).toHaveLength(1);
    expect(excludedStretches(exclusions, hour('03:00'), hour('04:00'))).toEqual([]);
  });

  it('tells everything that is wrong, and keeps what is right', () => {
    const { exclusions, problems } = readExclusions([
      'sunday',
      { from: '2026-03-01T02:00:30Z', to: 7, reason: ' ' },
      { from: '2026-03-01T02:00Z', to: '2026-03-01T02:00Z', reason: 'r', why: 'x' },
      { rrule: weekly, duration: '2h', reason: 'right' },
      { rrule: 7, duration: '90s', from: '2026-03-01', reason: 'r' },
      { rrule: weekly, reason: 'r' },
      { reason: 'r' },
    ]);

    expect(exclusions.map(({ reason }) => reason)).toEqual(['right']);
    expect(problems.map(({ path, message }) => [path.join('.'), message])).toEqual([
      ['0', 'must be {from, to, reason} or {rrule, duration, reason}'],
      ['1.reason', 'must say in words why this is excluded'],
      ['1.from', 'must be a time on a whole minute, such as 2026-03-01T02:00Z, got "2026-03-01T02:00:30Z"'],
      ['1.to', 'must be a time on a whole minute, such as 2026-03-01T02:00Z, got 7'],
      ['2.why', 'is not known here; allowed are from, to, reason'],
      ['2.to', 'must be later than from, got 2026-03-01T02:00Z'],
      ['4.from', 'is not known here; allowed are rrule, duration, reason'],
      ['4.rrule', expect.stringContaining('needs one DTSTART and one RRULE')],
      ['4.duration', 'must be whole minutes, hours, days or weeks, such as 2h, got "90s"'],
      ['5.duration', 'must be whole minutes, hours, days or weeks, such as 2h, got none'],
      ['6.from', 'must be a time on a whole minute, such as 2026-03-01T02:00Z, got none'],
      ['6.to', 'must be a time on a whole minute, such as 2026-03-01T02:00Z, got none'],
    ]);
    expect(readExclusions('sunday').problems).toEqual([
      { path: [], message: expect.stringContaining('must be a list') },
    ]);
  });
});

describe('in an exclusion', () => {
  it('bad events are excluded and good ones stay; its end is outside', () => {
    const minute = (text: string) => ({ at: hour(text), good: 2, bad: 1, excluded: 1 });
    const quiet = { ...minute('02:30'), bad: 0 };

    const minutes = excludeBad(
      [minute('01:59'), minute('02:00'), quiet, minute('03:00')],
      [{ from: hour('02:00'), to: hour('03:00') }],
    );

    expect(minutes).toEqual([minute('01:59'), { ...minute('02:00'), bad: 0, excluded: 2 }, quiet, minute('03:00')]);
  });
});

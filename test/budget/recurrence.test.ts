import fc from 'fast-check';
import rrule from 'rrule';
import { describe, expect, it } from 'vitest';
import { excludedStretches } from '../../src/budget/exclusion/exclusion.ts';
import { occurrenceDays } from '../../src/budget/exclusion/occurrence-days.ts';
import { parseRecurrence } from '../../src/budget/exclusion/parse-recurrence.ts';
import { type Recurrence, weekDayNames } from '../../src/budget/exclusion/recurrence.ts';

const dayMs = 86_400_000;

function ruleOf(text: string): Recurrence {
  const parsed = parseRecurrence(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.recurrence;
}

function starts(text: string, from: string, to: string): readonly string[] {
  const exclusions = [{ type: 'recurring', recurrence: ruleOf(text), durationMs: 60_000, reason: 'r' }] as const;
  return excludedStretches(exclusions, Date.parse(from), Date.parse(to)).map((stretch) =>
    new Date(stretch.from).toISOString().slice(0, 16),
  );
}

describe('a recurrence', () => {
  it.each([
    ['every second Tuesday of the month', 'RRULE:FREQ=MONTHLY;BYDAY=2TU', ['01-13', '02-10', '03-10']],
    ['the last weekday of the month', 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['01-30', '02-27', '03-31']],
    ['the 31st, where there is one', 'FREQ=MONTHLY;BYMONTHDAY=31', ['01-31', '03-31']],
    ['the last day of the month', 'FREQ=MONTHLY;BYMONTHDAY=-1', ['01-31', '02-28', '03-31']],
    ['three times', 'FREQ=WEEKLY;COUNT=3', ['01-01', '01-08', '01-15']],
    ['up to a day, included', 'FREQ=DAILY;INTERVAL=2;UNTIL=20260105', ['01-01', '01-03', '01-05']],
    ['up to a time', 'FREQ=DAILY;UNTIL=20260102T015959', ['01-01']],
    ['the first Monday of the year', 'FREQ=YEARLY;BYDAY=1MO', ['01-05']],
    ['the day of DTSTART in chosen months', 'FREQ=YEARLY;BYMONTH=2,3', ['02-01', '03-01']],
    ['the day of DTSTART each year', 'FREQ=YEARLY', ['01-01']],
    ['the first of two days of each week', 'FREQ=WEEKLY;BYDAY=SA,MO;BYSETPOS=1;COUNT=2', ['01-05', '01-12']],
  ])('is %s', (_, rule, expected) => {
    const found = starts(`DTSTART:20260101T020000Z ${rule}`, '2026-01-01T00:00Z', '2026-04-01T00:00Z');

    expect(found).toEqual(expected.map((day) => `2026-${day}T02:00`));
  });

  it('keeps its local time over changes of clocks, and moves behind a gap', () => {
    const text = 'DTSTART;TZID=Europe/Berlin:20260328T023000\nRRULE:FREQ=DAILY';

    expect(starts(text, '2026-03-28T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:30',
      '2026-03-30T00:30',
    ]);
    expect(starts(text, '2026-10-24T12:00Z', '2026-10-26T12:00Z')).toEqual(['2026-10-25T00:30', '2026-10-26T01:30']);
  });

  it('reads an UNTIL in UTC as the local time there', () => {
    const text = 'DTSTART;TZID=America/New_York:20260101T200000 RRULE:FREQ=DAILY;UNTIL=20260103T010000Z';

    expect(starts(text, '2026-01-01T00:00Z', '2026-02-01T00:00Z')).toEqual(['2026-01-02T01:00', '2026-01-03T01:00']);
  });

  it('that never comes true ends all the same', () => {
    expect(starts('DTSTART:20000101T020000Z FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01', '2026-04-01')).toEqual(
      [],
    );
  });
});

describe('the days of a rule', () => {
  const { RRule } = rrule;
  const list = <T>(item: fc.Arbitrary<T>) => fc.option(fc.uniqueArray(item, { minLength: 1, maxLength: 3 }));
  const text = fc
    .record({
      frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 5 }),
      months: list(fc.integer({ min: 1, max: 12 })),
      monthDays: list(fc.integer({ min: -31, max: 31 }).filter((day) => day !== 0)),
      // Numbered or not, never both: of MO and 5MO together the other implementation takes the numbered one alone.
      days: fc.oneof(
        list(fc.tuple(fc.constant<string>(''), fc.constantFrom(...weekDayNames))),
        list(fc.tuple(fc.constantFrom<string>('1', '2', '5', '-1', '-2'), fc.constantFrom(...weekDayNames))),
      ),
      // One only, and −1 only from the end: the other implementation gives a day that two choose twice, and takes the last day
      // of those that are there for a position that is not.
      positions: fc.option(fc.constantFrom(-1, 1, 2, 3, 4)),
      count: fc.option(fc.integer({ min: 1, max: 20 })),
      weekStart: fc.option(fc.constantFrom(...weekDayNames)),
    })
    .map(({ frequency, interval, months, monthDays, days, positions, count, weekStart }) =>
      [
        `FREQ=${frequency}`,
        `INTERVAL=${interval}`,
        months && `BYMONTH=${months}`,
        monthDays && `BYMONTHDAY=${monthDays}`,
        days && `BYDAY=${days.map(([nth, name]) => `${nth}${name}`)}`,
        positions && `BYSETPOS=${positions}`,
        count && `COUNT=${count}`,
        weekStart && `WKST=${weekStart}`,
      ]
        .filter((part) => typeof part === 'string')
        .join(';'),
    )
    // The other implementation begins the positions of the first week with DTSTART, not with the week.
    .filter((rule) => !/WEEKLY.*BYSETPOS/.test(rule))
    .filter((rule) => 'recurrence' in parseRecurrence(`DTSTART:20240101T020000Z ${rule}`));

  it('are those of another implementation, over two years', () => {
    const first = fc.integer({ min: 0, max: 800 }).map((day) => Date.UTC(2024, 0, 1) + day * dayMs);
    fc.assert(
      fc.property(text, first, (rule, from) => {
        const start = `${new Date(from).toISOString().slice(0, 10).replaceAll('-', '')}T000000`;
        const until = from + 730 * dayMs;
        // A rule that never comes true keeps the other one busy up to the year 9999.
        const bounded = rule.includes('COUNT') ? rule : `${rule};UNTIL=20290101T000000Z`;

        const ours = occurrenceDays(ruleOf(`DTSTART:${start} ${rule}`), until);

        fc.pre(ours.length > 0);
        const other = new RRule({ ...RRule.parseString(bounded), dtstart: new Date(from) });
        expect(ours).toEqual(other.between(new Date(from), new Date(until), true).map((date) => date.getTime()));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the text of a recurrence that is wrong is refused:', () => {
  const good = 'DTSTART:20260101T020000Z';
  it.each([
    ['', 'needs one DTSTART and one RRULE'],
    ['RRULE:FREQ=DAILY', 'needs one DTSTART and one RRULE'],
    [`${good} FREQ=DAILY FREQ=DAILY`, 'needs one DTSTART and one RRULE'],
    ['DTSTART:20260101 FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART:20260101T020030Z FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART:20260231T020000Z FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART:20261331T020000Z FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART;VALUE=DATE:20260101 FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART;TZID=Europe/Berlin:20260101T020000Z FREQ=DAILY', 'DTSTART is a time on a whole minute'],
    ['DTSTART;TZID=Europe/Nowhere:20260101T020000 FREQ=DAILY', 'TZID must be UTC or a name'],
    ['DTSTART;TZID=EST:20260101T020000 FREQ=DAILY', 'TZID must be UTC or a name'],
    [`${good} FREQ=HOURLY`, 'FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY, got HOURLY'],
    [`${good} INTERVAL=2`, 'FREQ is one of DAILY, WEEKLY, MONTHLY, YEARLY, got none'],
    [`${good} FREQ=DAILY;BYHOUR=3`, 'an RRULE is made of FREQ, INTERVAL'],
    [`${good} FREQ=DAILY;`, 'got nothing'],
    [`${good} FREQ=DAILY;FREQ=DAILY`, 'FREQ stands twice'],
    [`${good} FREQ=DAILY;INTERVAL=0`, 'INTERVAL is a whole number from 1 to 1000, got 0'],
    [`${good} FREQ=DAILY;INTERVAL=x`, 'INTERVAL is a whole number from 1 to 1000, got X'],
    [`${good} FREQ=DAILY;BYMONTH=-1`, 'BYMONTH is a whole number from 1 to 12, got -1'],
    [
      `${good} FREQ=MONTHLY;BYMONTHDAY=32`,
      'BYMONTHDAY is a whole number from 1 to 31, or from the end below 0, got 32',
    ],
    [`${good} FREQ=WEEKLY;BYMONTHDAY=3`, 'BYMONTHDAY has no meaning with FREQ=WEEKLY'],
    [`${good} FREQ=WEEKLY;BYDAY=2TU`, 'a number before a day (2TU) has no meaning with FREQ=WEEKLY'],
    [`${good} FREQ=DAILY;BYDAY=2TU`, 'a number before a day (2TU) has no meaning with FREQ=DAILY'],
    [`${good} FREQ=MONTHLY;BYDAY=2TU;BYMONTHDAY=3`, 'cannot stand beside BYMONTHDAY'],
    [`${good} FREQ=WEEKLY;BYDAY=XX`, 'BYDAY is made of MO, TU, WE, TH, FR, SA, SU, got XX'],
    [`${good} FREQ=WEEKLY;BYDAY=2`, 'got none'],
    [`${good} FREQ=WEEKLY;BYDAY=?`, 'got none'],
    [`${good} FREQ=WEEKLY;WKST=XX`, 'WKST is made of'],
    [`${good} FREQ=DAILY;BYSETPOS=1`, 'BYSETPOS chooses among'],
    [`${good} FREQ=DAILY;COUNT=2;UNTIL=20270101`, 'COUNT and UNTIL say the same thing'],
    [`${good} FREQ=DAILY;UNTIL=tomorrow`, 'UNTIL is a time such as'],
  ])('%s', (rule, message) => {
    expect(parseRecurrence(rule)).toEqual({ problem: expect.stringContaining(message) });
  });

  it('anything at all, without an accident', () => {
    fc.assert(
      fc.property(fc.string(), (noise) => {
        parseRecurrence(`DTSTART:20260101T020000Z FREQ=DAILY;${noise}`);
        parseRecurrence(noise);
      }),
    );
  });
});

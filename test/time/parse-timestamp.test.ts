import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from '../../src/time/parse-timestamp.ts';

const noon = Date.UTC(2024, 4, 1, 12, 0, 0);

describe('a timestamp', () => {
  it.each([
    ['2024-05-01T12:00:00Z'],
    ['2024-05-01t12:00:00z'],
    ['2024-05-01T12:00:00+00:00'],
    ['2024-05-01T14:00:00+02:00'],
    ['2024-05-01T14:00:00+0200'],
    ['2024-05-01T14:00:00+02'],
    ['2024-05-01T06:30:00-05:30'],
    ['2024-05-01T12:00Z'],
    ['2024-05-01T12:00:00'],
    ['2024-05-01 12:00:00 UTC'],
    ['2024/05/01 05:00:00 -0700'],
    [' 2024-05-01T12:00:00Z '],
    ['2024-05-01T11:59:60Z'],
    [1_714_564_800],
    [1_714_564_800_000],
    ['1714564800'],
    ['1714564800000'],
  ])('written as %s is read', (written) => {
    expect(parseTimestamp(written)).toBe(noon);
  });

  it.each([
    ['2024-05-01T12:00:00.5Z', 500],
    ['2024-05-01T12:00:00,25Z', 250],
    ['2024-05-01T12:00:00.123456789Z', 123],
    ['2024-05-01T12:00:00.0009+00:00', 0],
    [1_714_564_800.25, 250],
    ['1714564800.25', 250],
  ])('keeps the milliseconds of %s', (written, milliseconds) => {
    expect(parseTimestamp(written)).toBe(noon + milliseconds);
  });

  it.each([
    ['0001-01-01T00:00:00Z'],
    ['1970-01-01T00:00:00Z'],
    ['2006-12-31T23:59:59Z'],
    ['2100-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59Z'],
    ['2024-02-30T12:00:00Z'],
    ['2024-00-10T12:00:00Z'],
    ['2024-13-01T12:00:00Z'],
    ['2024-05-00T12:00:00Z'],
    ['2024-05-01T24:00:00Z'],
    ['2024-05-01T12:00:00+24:00'],
    ['2024-05-01T12:00:00+01:60'],
    ['2024-05-01T12:60:00Z'],
    ['2024-05-01T12:00:61Z'],
    ['2024-05-01'],
    ['yesterday'],
    [''],
    [0],
    [-1],
    [1e300],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [undefined],
    [true],
    [[]],
    [{}],
  ])('is not %j', (written) => {
    expect(parseTimestamp(written)).toBeNull();
  });

  it('begins in 2007 and ends before 2100', () => {
    expect(parseTimestamp('2007-01-01T00:00:00Z')).toBe(Date.UTC(2007, 0, 1));
    expect(parseTimestamp('2099-12-31T23:59:59.999Z')).toBe(Date.UTC(2100, 0, 1) - 1);
  });

  it('comes back from its ISO form', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2007-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });

  it('is a whole number of milliseconds in range, or null, whatever is given', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.string()), (value) => {
        const ms = parseTimestamp(value);

        expect(
          ms === null || (Number.isSafeInteger(ms) && ms >= Date.UTC(2007, 0, 1) && ms < Date.UTC(2100, 0, 1)),
        ).toBe(true);
      }),
    );
  });
});

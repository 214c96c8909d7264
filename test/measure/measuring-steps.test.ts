import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MeasuringStep, newestEnd, nextMeasuringStep } from '../../src/measure/measuring-steps.ts';
import { minuteChanges } from '../../src/measure/minute-changes.ts';

const minute = 60_000;
const hour = 60 * minute;
const now = 1_000 * hour + 30_000;

type Reach = Parameters<typeof nextMeasuringStep>[0];
const unswept = { sweptTo: null, sweptAt: null };

/** Every step until nothing is left, from a beginning with nothing read. */
function steps(begin: number, earliest: number, at: number): readonly MeasuringStep[] {
  const done: MeasuringStep[] = [];
  for (let progress: Reach = { ...unswept, doneFrom: begin, doneTo: begin }; ; ) {
    const step = nextMeasuringStep(progress, earliest, at, false);
    if (step === null) return done;
    done.push(step);
    progress = step;
  }
}

describe('what is read next', () => {
  it('is the past, newest first, in steps of six hours, when all that is new has been read', () => {
    const newest = newestEnd(now);

    expect(
      steps(newest, newest - 13 * hour, now).map(({ from, to }) => [(newest - to) / hour, (newest - from) / hour]),
    ).toEqual([
      [0, 6],
      [6, 12],
      [12, 13],
    ]);
  });

  it('is what is new, with the ten minutes before it once more', () => {
    const newest = newestEnd(now);

    expect(
      nextMeasuringStep(
        { ...unswept, doneFrom: newest - 9 * hour, doneTo: newest - 3 * minute },
        newest - 9 * hour,
        now,
        false,
      ),
    ).toEqual({
      ...unswept,
      from: newest - 13 * minute,
      to: newest,
      doneFrom: newest - 9 * hour,
      doneTo: newest,
    });
  });

  it('leaves no minute out, whenever it is asked and however long the source was away', () => {
    const spans = fc.array(fc.integer({ min: 1, max: 40 * 60 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(spans, fc.integer({ min: 1, max: 3_000 }), (waits, back) => {
        let at = now;
        let progress: Reach = { ...unswept, doneFrom: newestEnd(at), doneTo: newestEnd(at) };
        const earliest = progress.doneFrom - back * minute;
        const read = new Set<number>();
        for (const wait of waits) {
          at += wait * minute;
          for (
            let step = nextMeasuringStep(progress, earliest, at, true);
            step !== null;
            step = nextMeasuringStep(progress, earliest, at, true)
          ) {
            for (let one = step.from; one < step.to; one += minute) read.add(one);
            progress = step;
          }
        }

        expect(read.size).toBe((newestEnd(at) - earliest) / minute);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a sweep', () => {
  const newest = newestEnd(now);
  const whole = { doneFrom: newest - 13 * hour, doneTo: newest, sweptTo: null };

  it('begins an hour after the last one, reads the window newest first, and ends', () => {
    const early = nextMeasuringStep({ ...whole, sweptAt: now - hour + 1 }, newest - 13 * hour, now, true);
    const read: number[][] = [];
    let progress: Reach = { ...whole, sweptAt: now - hour };
    for (
      let step = nextMeasuringStep(progress, newest - 13 * hour, now, true);
      step !== null;
      step = nextMeasuringStep(progress, newest - 13 * hour, now, true)
    ) {
      read.push([(newest - step.to) / hour, (newest - step.from) / hour]);
      progress = step;
    }

    expect(early).toBeNull();
    expect(read).toEqual([
      [0, 6],
      [6, 12],
      [12, 13],
    ]);
    expect(progress).toMatchObject({ ...whole, sweptAt: now });
  });

  it('ends where the start of the window has passed what is left of it', () => {
    expect(
      nextMeasuringStep({ ...whole, sweptTo: newest - 12 * hour, sweptAt: 0 }, newest - 11 * hour, now, true),
    ).toEqual({
      ...whole,
      from: newest - 12 * hour,
      to: newest - 12 * hour,
      sweptAt: now,
    });
  });

  it('is not made of what another system measures', () => {
    expect(nextMeasuringStep({ ...whole, sweptAt: null }, newest - 13 * hour, now, false)).toBeNull();
  });
});

describe('changes of minutes', () => {
  it('are what makes the measured minutes of the counted ones', () => {
    const counted = [
      { at: 0, good: 5, bad: 1, excluded: 0 },
      { at: minute, good: 2, bad: 0, excluded: 0 },
      { at: 2 * minute, good: 1, bad: 1, excluded: 3 },
    ];
    const measured = [
      { at: 0, good: 5, total: 6 },
      { at: 2 * minute, good: 1, total: 4 },
      { at: 3 * minute, good: 0, total: 1, excluded: 2 },
    ];

    expect(minuteChanges(counted, measured)).toEqual([
      { at: minute, good: -2, bad: 0, excluded: 0 },
      { at: 2 * minute, good: 0, bad: 2, excluded: -3 },
      { at: 3 * minute, good: 0, bad: 1, excluded: 2 },
    ]);
  });
});

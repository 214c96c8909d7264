import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import { eventOfRevision } from '../../src/event/event-of-revision.ts';
import type { Indicator } from '../../src/model/objective.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { judge } from '../../src/slo/judge.ts';
import { objectiveIn } from './built-in-objective.ts';
import { jobRun, noon, revision } from './sample-events.ts';

const graceMs = 60_000;
const hour = 3_600_000;
const deadline = noon + 12 * hour;
const build = objectiveIn('slos/build-completion.yaml').indicator;
const first = objectiveIn('slos/first-status.yaml').indicator;
const open = { startedAt: null, finishedAt: null, queueMs: null, runMs: null, durationMs: null } as const;

function judgeRun(overrides: Parameters<typeof jobRun>[0], now: number, indicator: Indicator = build) {
  return judge(compileIndicator(indicator), eventOfJobRun(jobRun(overrides), 'o/r'), now, graceMs);
}

function judgeRevision(overrides: Parameters<typeof revision>[0], now: number) {
  return judge(compileIndicator(first), eventOfRevision(revision(overrides), 'o/r'), now, graceMs);
}

describe('a build', () => {
  it.each(['success', 'failure'] as const)('is good when it ends in %s, at the time it ended', (state) => {
    expect(judgeRun({ state }, noon + hour)).toEqual({ verdict: 'good', at: noon + 61_500, dueAt: null });
  });

  it('is bad when the infrastructure stopped it', () => {
    expect(judgeRun({ state: 'error' }, noon + hour)).toEqual({ verdict: 'bad', at: noon + 61_500, dueAt: null });
  });

  it.each(['cancelled', 'skipped'] as const)('is left out when it was %s', (state) => {
    expect(judgeRun({ state }, noon + hour).verdict).toBe('excluded');
  });

  it('is pending until the grace after its deadline is over, and then bad at the deadline', () => {
    const run = { ...open, state: 'started' } as const;

    const before = judgeRun(run, deadline + graceMs - 1);
    const after = judgeRun(run, deadline + graceMs);

    expect(before).toEqual({ verdict: 'pending', at: null, dueAt: deadline + graceMs });
    expect(after).toEqual({ verdict: 'bad', at: deadline, dueAt: null });
  });

  it('is good when it ends exactly at its deadline, and bad a millisecond later', () => {
    expect(judgeRun({ finishedAt: deadline }, deadline + graceMs).verdict).toBe('good');
    expect(judgeRun({ finishedAt: deadline + 1 }, deadline + graceMs)).toEqual({
      verdict: 'bad',
      at: deadline,
      dueAt: null,
    });
  });

  it('that was cancelled after its deadline is bad', () => {
    expect(judgeRun({ state: 'cancelled', finishedAt: deadline + 1 }, deadline + graceMs).verdict).toBe('bad');
  });

  it('without a result is left out when its pull request moved on', () => {
    const run = { ...open, state: 'started', abandonedAt: noon + 1000, abandonedBy: 'new_head' } as const;

    expect(judgeRun(run, deadline + graceMs)).toEqual({ verdict: 'excluded', at: deadline, dueAt: null });
  });

  // New: an abandoned run is left out from then on, unless it was overdue before.
  it('that nobody waited for any more is left out up to its deadline, and stays bad after it', () => {
    const gone = (at: number) => ({ ...open, state: 'started', abandonedAt: at, abandonedBy: 'closed' }) as const;

    expect(judgeRun(gone(deadline), deadline + graceMs).verdict).toBe('excluded');
    expect(judgeRun(gone(deadline + 1), deadline + graceMs).verdict).toBe('bad');
  });

  // New: what became of a job whose end was lost, nobody knows.
  it('whose end was lost is left out, however late it was', () => {
    const lost = (finishedAt: number) => judgeRun({ state: 'unknown', finishedAt }, deadline + graceMs).verdict;

    expect([noon + 1000, deadline + 1].map(lost)).toEqual(['excluded', 'excluded']);
  });

  // New: the clock of a build does not run while a person has to act first, and only a CI owes an end.
  it.each([
    ['waits for a person', { state: 'waiting', finishedAt: null }],
    ['is a merge queue’s own check', { role: 'gate' }],
  ] as const)('that %s does not count', (_what, run) => {
    expect(compileIndicator(build).matches(eventOfJobRun(jobRun(run), 'o/r'))).toBe(false);
  });

  it('that ended before it was queued, by its clocks, counts when it was queued', () => {
    expect(judgeRun({ finishedAt: noon - 27_000 }, noon + hour)).toEqual({ verdict: 'good', at: noon, dueAt: null });
  });

  it('without a deadline counts when it ends, and waits for that only', () => {
    const patient = { ...build, withinMs: null };

    expect(judgeRun({ ...open, state: 'queued' }, deadline * 2, patient)).toEqual({
      verdict: 'pending',
      at: null,
      dueAt: null,
    });
    expect(judgeRun({ state: 'error', finishedAt: deadline * 2 }, noon, patient)).toEqual({
      verdict: 'bad',
      at: deadline * 2,
      dueAt: null,
    });
  });

  it('whose clock never began is judged by its result alone', () => {
    const running = { ...build, from: 'started_at' };

    expect(judgeRun({ startedAt: null }, noon, running)).toEqual({ verdict: 'good', at: noon + 61_500, dueAt: null });
  });
});

describe('a revision', () => {
  const due = noon + 15_000;
  const silent = { firstStatusAt: null, firstStatusMs: null, firstStatusBy: null } as const;

  it('is good with a status within 15 s', () => {
    expect(judgeRevision({}, noon + 4000)).toEqual({ verdict: 'good', at: noon + 4000, dueAt: null });
    expect(judgeRevision({ firstStatusAt: due }, due + graceMs).verdict).toBe('good');
  });

  it('is bad at its deadline with a later status or none', () => {
    expect(judgeRevision({ firstStatusAt: due + 1000 }, due + graceMs)).toEqual({
      verdict: 'bad',
      at: due,
      dueAt: null,
    });
    expect(judgeRevision(silent, due + graceMs)).toEqual({ verdict: 'bad', at: due, dueAt: null });
  });

  it('is pending while a slow delivery may still bring its status', () => {
    expect(judgeRevision(silent, due)).toEqual({ verdict: 'pending', at: null, dueAt: due + graceMs });
  });

  it.each(['closedAt', 'supersededAt'] as const)(
    'without a status is left out when %s is before the deadline',
    (column) => {
      expect(judgeRevision({ ...silent, [column]: due }, due + graceMs).verdict).toBe('excluded');
      expect(judgeRevision({ ...silent, [column]: due + 1 }, due + graceMs).verdict).toBe('bad');
    },
  );

  // New: whom nobody owes an answer, or whose commit had its answers before, is left out.
  it.each([
    { nobodyExpected: true },
    { answeredBefore: true },
    { abandonedAt: due, abandonedBy: 'app_removed' },
  ] as const)('without a status is left out with %j', (fact) => {
    expect(judgeRevision({ ...silent, ...fact }, due + graceMs).verdict).toBe('excluded');
  });

  it('that was answered late is bad, although nobody could answer any more later', () => {
    const late = { firstStatusAt: due + 1000, abandonedAt: due + 1, abandonedBy: 'repository_deleted' } as const;

    expect(judgeRevision(late, due + graceMs).verdict).toBe('bad');
  });

  it('whose commit had a status just before counts when it changed', () => {
    expect(judgeRevision({ firstStatusAt: noon - 5000, firstStatusMs: 0 }, noon)).toEqual({
      verdict: 'good',
      at: noon,
      dueAt: null,
    });
  });

  it('of one provider does not count for the built-in objective', () => {
    expect(compileIndicator(first).matches(eventOfRevision(revision(), 'o/r'))).toBe(true);
    expect(compileIndicator(first).matches(eventOfRevision(revision({ provider: 'jenkins' }), 'o/r'))).toBe(false);
  });
});

const offset = fc.option(fc.integer({ min: -hour, max: 20 * hour }), { nil: null });
const state = fc.constantFrom(
  'waiting',
  'queued',
  'started',
  'unknown',
  'success',
  'failure',
  'error',
  'cancelled',
  'skipped',
);

describe('any run', () => {
  it('has one verdict that never changes back to pending, and shifts with the clock', () => {
    fc.assert(
      fc.property(
        offset,
        offset,
        state,
        fc.integer({ min: 0, max: 30 * hour }),
        fc.integer(),
        (ended, abandoned, word, wait, shift) => {
          const make = (by: number) =>
            eventOfJobRun(
              jobRun({
                state: word as 'success',
                queuedAt: noon + by,
                finishedAt: ended === null ? null : noon + by + ended,
                abandonedAt: abandoned === null ? null : noon + by + abandoned,
              }),
              'o/r',
            );

          const here = judge(compileIndicator(build), make(0), noon + wait, graceMs);
          const later = judge(compileIndicator(build), make(0), noon + wait + hour, graceMs);
          const shifted = judge(compileIndicator(build), make(shift), noon + shift + wait, graceMs);

          if (here.verdict !== 'pending') expect(later).toEqual(here);
          expect(shifted.verdict).toBe(here.verdict);
          expect(shifted.at).toBe(here.at === null ? null : here.at + shift);
          expect(here.dueAt === null || here.dueAt > noon + wait).toBe(true);
        },
      ),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { judgeJob, judgeRevision } from '../../src/demo/judge-truth.ts';
import { createMonthScript, type ScriptedJob } from '../../src/demo/month-script.ts';
import { viewJobs, viewRevisions } from '../../src/demo/view-script.ts';

const at = Date.UTC(2026, 0, 5, 9);
const hourMs = 3_600_000;
const job: ScriptedJob = {
  provider: 'jenkins',
  kind: 'build',
  commit: 'a/b@1',
  queuedAt: at,
  startedAt: at + 1000,
  finishedAt: at + 2000,
  outcome: 'success',
  replacedAt: null,
  heardAt: [at, at + 1000, at + 2000],
  measured: true,
};

function view(own: Partial<ScriptedJob>, horizon = at + 100 * hourMs) {
  const script = createMonthScript(horizon);
  script.jobs.push({ ...job, ...own });
  return viewJobs(script)[0];
}

describe('what is known of a job at the horizon', () => {
  it('is nothing before it is heard of, and no end before it ends', () => {
    expect(view({}, at - 1)).toBeUndefined();
    expect(view({}, at + 1000)).toMatchObject({
      startedAt: at + 1000,
      finishedAt: null,
      outcome: null,
      superseded: false,
    });
    expect(view({}, at + 2000)).toMatchObject({ finishedAt: at + 2000, outcome: 'success' });
  });

  it('is superseded when its head was replaced while it was open and nothing was heard since', () => {
    const open = { finishedAt: null, outcome: null, heardAt: [at, at + 1000] };

    expect(view({ ...open, replacedAt: at + 1000 })?.superseded).toBe(true);
    expect(view({ ...open, replacedAt: at + 999 })?.superseded).toBe(false);
    expect(view({ replacedAt: at + 1000 })?.superseded).toBe(false);
  });
});

describe('the true verdict', () => {
  it.each([
    ['success in time is good', {}, { verdict: 'good', at: at + 2000 }],
    ['failure in time is good', { outcome: 'failure' }, { verdict: 'good', at: at + 2000 }],
    ['error is bad', { outcome: 'error' }, { verdict: 'bad', at: at + 2000 }],
    ['skipped is excluded', { outcome: 'skipped' }, { verdict: 'excluded', at: at + 2000 }],
    ['too late is bad at the deadline', { finishedAt: at + 13 * hourMs }, { verdict: 'bad', at: at + 12 * hourMs }],
    [
      'open and superseded is excluded at the deadline',
      { finishedAt: null, outcome: null, heardAt: [at], replacedAt: at + 5000 },
      { verdict: 'excluded', at: at + 12 * hourMs },
    ],
  ] as const)('of a job: %s', (_, own, verdict) => {
    const seen = view(own);

    expect(seen && judgeJob(seen, at + 50 * hourMs)).toEqual(verdict);
  });

  it('of a job is pending until its deadline and the grace have passed', () => {
    const seen = view({ finishedAt: null, outcome: null, heardAt: [at] });

    expect(seen && judgeJob(seen, at + 12 * hourMs + 59_999)).toEqual({ verdict: 'pending', at: null });
    expect(seen && judgeJob(seen, at + 12 * hourMs + 60_000)).toEqual({ verdict: 'bad', at: at + 12 * hourMs });
  });

  it.each([
    ['answered in time is good', { queuedAt: at + 15_000 }, {}, { verdict: 'good', at: at + 15_000 }],
    ['answered late is bad at the deadline', { queuedAt: at + 16_000 }, {}, { verdict: 'bad', at: at + 15_000 }],
    [
      'closed before anyone answered is excluded',
      null,
      { closedAt: at + 9_000 },
      { verdict: 'excluded', at: at + 15_000 },
    ],
    [
      'replaced before anyone answered is excluded',
      null,
      { replacedAt: at + 15_000 },
      { verdict: 'excluded', at: at + 15_000 },
    ],
    ['replaced after the deadline is bad', null, { replacedAt: at + 15_001 }, { verdict: 'bad', at: at + 15_000 }],
  ] as const)('of a revision: %s', (_, answer, own, verdict) => {
    const script = createMonthScript(at + hourMs);
    if (answer !== null) script.jobs.push({ ...job, ...answer, heardAt: [answer.queuedAt] });
    script.revisions.push({
      action: 'opened',
      commit: job.commit,
      changedAt: at,
      replacedAt: null,
      closedAt: null,
      endedAt: null,
      ...own,
    });
    const [revision] = viewRevisions(script, viewJobs(script));

    expect(revision && judgeRevision(revision, at + hourMs)).toEqual(verdict);
    expect(revision && judgeRevision({ ...revision, firstStatusAt: null }, at + 60_000)).toEqual({
      verdict: 'pending',
      at: null,
    });
  });
});

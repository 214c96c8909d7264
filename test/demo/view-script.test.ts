import { describe, expect, it } from 'vitest';
import { judgeJob, judgeRevision } from '../../src/demo/judge-truth.ts';
import { createMonthScript, type ScriptedJob, type ScriptedRevision } from '../../src/demo/month-script.ts';
import { viewJobs, viewRevisions } from '../../src/demo/view-script.ts';

const at = Date.UTC(2026, 0, 5, 9);
const hourMs = 3_600_000;
const job: ScriptedJob = {
  provider: 'jenkins',
  role: 'ci',
  kind: 'build',
  commit: 'a/b@1',
  queuedAt: at,
  startedAt: at + 1000,
  finishedAt: at + 2000,
  outcome: 'success',
  endings: [],
  heardAt: [at, at + 1000, at + 2000],
  measured: true,
};

const change: ScriptedRevision = {
  action: 'opened',
  repositoryId: 1,
  commit: job.commit,
  changedAt: at,
  replacedAt: null,
  askedAgainAt: null,
  closedAt: null,
  endedAt: null,
  draft: false,
  needsNoAnswer: false,
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
      abandonedBy: null,
    });
    expect(view({}, at + 2000)).toMatchObject({ finishedAt: at + 2000, outcome: 'success' });
  });

  it.each([
    ['when its head was replaced after it had begun', [{ at: at + 1000, by: 'new_head' }], 'new_head'],
    [
      'for the first reason there is',
      [
        { at, by: 'closed' },
        { at: at + 9, by: 'new_head' },
      ],
      'closed',
    ],
    ['by nothing that came before it had begun', [{ at: at - 1, by: 'new_head' }], null],
    ['by nothing that is not known yet', [{ at: at + 200 * hourMs, by: 'closed' }], null],
    ['by no close that was taken back', [{ at: at + 1000, by: 'closed', undoneAt: at + 5000 }], null],
    ['by a close that is taken back later', [{ at: at + 1000, by: 'closed', undoneAt: at + 200 * hourMs }], 'closed'],
  ] as const)('is abandoned %s', (_, endings, reason) => {
    const open = { finishedAt: null, outcome: null, heardAt: [at, at + 1000] };

    expect(view({ ...open, endings })?.abandonedBy).toBe(reason);
    expect(view({ endings })?.abandonedBy).toBeNull();
  });

  it('is queued when its waiting for a person is over', () => {
    const guarded = { decidedAt: at + 60_000, startedAt: at + 70_000, finishedAt: at + 90_000 };

    expect(view(guarded, at + 59_999)).toMatchObject({ waiting: true, waitedSeconds: null, queuedAt: at });
    expect(view(guarded)).toMatchObject({ waiting: false, waitedSeconds: 60, queuedAt: at + 60_000 });
    expect(view({ ...guarded, decidedAt: null })).toMatchObject({ waiting: true, waitedSeconds: null });
    expect(view({})).toMatchObject({ waiting: false, waitedSeconds: null });
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
      'abandoned in time is excluded at the deadline',
      { finishedAt: null, outcome: null, heardAt: [at], endings: [{ at: at + 12 * hourMs, by: 'new_head' }] },
      { verdict: 'excluded', at: at + 12 * hourMs },
    ],
    [
      'abandoned when it was overdue already is bad',
      { finishedAt: null, outcome: null, heardAt: [at], endings: [{ at: at + 12 * hourMs + 1, by: 'new_head' }] },
      { verdict: 'bad', at: at + 12 * hourMs },
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
    script.revisions.push({ ...change, commit: 'a/b@0', changedAt: at - hourMs });
    script.signs.push({ provider: 'jenkins', commit: 'a/b@0', at: at - hourMs });
    script.revisions.push({
      ...change,
      ...own,
    });
    const revision = viewRevisions(script, viewJobs(script)).at(-1);

    expect(revision && judgeRevision(revision, at + hourMs)).toEqual(verdict);
    expect(revision && judgeRevision({ ...revision, firstStatusAt: null }, at + 60_000)).toEqual({
      verdict: 'pending',
      at: null,
    });
  });
});

describe('the answer to a change', () => {
  function answers(own: Partial<ScriptedRevision>, reports: readonly Partial<ScriptedJob>[]) {
    const script = createMonthScript(at + 100 * hourMs);
    for (const report of reports) script.jobs.push({ ...job, ...report });
    script.revisions.push({ ...change, ...own });
    return viewRevisions(script, viewJobs(script))[0];
  }

  it('comes after it, or at most 5 s before', () => {
    expect(answers({}, [{ heardAt: [at - 4_999] }])).toMatchObject({
      firstStatusAt: at - 4_999,
      answeredBefore: false,
    });
    expect(answers({}, [{ heardAt: [at - 5_000] }])).toMatchObject({ firstStatusAt: null, answeredBefore: true });
  });

  it('is any report of a job; one more word about a job that was known before is nothing new', () => {
    const known = { heardAt: [at - hourMs, at + 7_000] };

    expect(answers({}, [known])).toMatchObject({ firstStatusAt: at + 7_000, answeredBefore: true });
    expect(answers({}, [known, { heardAt: [at + 9_000] }])).toMatchObject({
      firstStatusAt: at + 7_000,
      answeredBefore: false,
    });
  });

  it('does not come from a gate', () => {
    const view = answers({}, [{ provider: 'dco', role: 'gate', heardAt: [at + 1000] }]);

    expect(view).toMatchObject({ firstStatusAt: null, answeredBefore: false, nobodyExpected: true });
    expect(view?.answers).toEqual(new Map([['dco', at + 1000]]));
  });

  it('belongs to a later change on the same commit once there is one', () => {
    expect(answers({ askedAgainAt: at + hourMs }, [{ heardAt: [at + hourMs] }])?.firstStatusAt).toBeNull();
  });

  it('is a workflow that waits for permission, too', () => {
    const script = createMonthScript(at + hourMs);
    script.signs.push({ provider: 'github-actions', commit: job.commit, at: at + 2000 });
    script.signs.push({ provider: 'github-actions', commit: job.commit, at: at + 2 * hourMs });
    script.revisions.push(change);

    expect(viewRevisions(script, [])[0]?.firstStatusAt).toBe(at + 2000);
  });
});

import { describe, expect, it } from 'vitest';
import { generateMonth } from '../../src/demo/generate-month.ts';
import { scenes } from '../../src/demo/scene/scenes.ts';

const end = Date.UTC(2026, 5, 17, 12);

// biome-ignore lint/suspicious/noExplicitAny: bodies of a known shape that no type describes
type Json = any;

const month = [...generateMonth({ seed: 'cislo', end, deliveries: 6_000, repositories: 20 }).deliveries];

function bodies(event: string): readonly Json[] {
  const first = new Map(month.filter((one) => one.event === event).map(({ guid, payload }) => [guid, payload]));
  return JSON.parse(JSON.stringify([...first.values()])) as readonly Json[];
}

function group<T>(list: readonly T[], key: (one: T) => unknown): ReadonlyMap<unknown, readonly T[]> {
  const groups = new Map<unknown, T[]>();
  for (const one of list) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

describe('what happens a few times in the month', () => {
  it('is a small part of it', () => {
    const times = scenes.reduce((sum, scene) => sum + scene.times, 0);

    expect(times).toBeGreaterThan(40);
    expect(times / (60_000 / 63)).toBeLessThan(0.1);
  });

  it('is left out of a month that is too small, and of one without a fitting repository', () => {
    const events = (deliveries: number): readonly string[] =>
      [...generateMonth({ seed: 'cislo', end, deliveries, repositories: 1 }).deliveries].map(({ event }) => event);

    expect(events(2_000)).not.toContain('deployment_review');
    expect(events(3_000)).not.toContain('deployment_review');
    expect(events(3_000)).toContain('delete');
  });

  it('has Actions jobs that wait, are queued at the approval, or end without a runner when a person refuses', () => {
    const jobs = bodies('workflow_job').map(({ workflow_job: job }) => job);
    const guarded = [...group(jobs, (job) => job.id).values()].filter((told) => told.some(isWaiting));
    const approved = guarded.filter((told) => told.some(({ status }) => status === 'queued'));
    const refused = guarded.filter((told) => told.some(({ conclusion }) => conclusion === 'failure'));

    expect(guarded.length - approved.length - refused.length).toBe(1);
    for (const told of approved) {
      const queued = told.find(({ status }) => status === 'queued');
      expect(Date.parse(queued.started_at) - Date.parse(queued.created_at)).toBeGreaterThan(3_600_000 - 1);
    }
    for (const told of refused) {
      expect(told.at(-1)).toMatchObject({ status: 'completed', runner_name: null, steps: [] });
    }
    expect(approved.length * refused.length).toBeGreaterThan(0);
    expect(new Set(bodies('deployment_review').map(({ action }) => action))).toEqual(
      new Set(['requested', 'approved', 'rejected']),
    );
  });

  it("has a fork's workflow run that ends before any job, and has jobs hours later", () => {
    const runs = bodies('workflow_run').map(({ workflow_run: run }) => run);
    const asking = runs.filter(({ conclusion }) => conclusion === 'action_required');
    const jobs = bodies('workflow_job').map(({ workflow_job: job }) => job);

    expect(asking.length).toBeGreaterThan(0);
    for (const run of asking) {
      const own = jobs.filter(({ run_id: id }) => id === run.id);
      expect(run.status).toBe('completed');
      expect(own.length).toBeGreaterThan(0);
      for (const job of own) expect(Date.parse(job.created_at) - Date.parse(run.updated_at)).toBeGreaterThan(3_600_000);
    }
  });

  it('has merge groups on branches of the queue, all destroyed, and one of them not because it was merged', () => {
    const groups = bodies('merge_group');
    const reasons = groups.filter(({ action }) => action === 'destroyed').map(({ reason }) => reason);

    expect(groups.filter(({ action }) => action === 'checks_requested').length).toBe(reasons.length);
    expect(reasons.filter((reason) => reason !== 'merged')).toEqual(['dequeued']);
    for (const { merge_group: one } of groups)
      expect(one.head_ref).toMatch(/^refs\/heads\/gh-readonly-queue\/main\/pr-/);
  });

  it('has a job that ran six hours and was cancelled, one whose last step has no end, and one that never ends', () => {
    const jobs = bodies('workflow_job').map(({ workflow_job: job }) => job);
    const runsFor = (job: Json): number => (Date.parse(job.completed_at) - Date.parse(job.started_at)) / 1000;
    const ended = new Set(jobs.filter(({ status }) => status === 'completed').map(({ id }) => id));
    const runsEnded = new Set(
      bodies('workflow_run').flatMap(({ action, workflow_run: run }) => (action === 'completed' ? [run.id] : [])),
    );

    expect(jobs.some((job) => job.conclusion === 'cancelled' && runsFor(job) >= 21_600 && runsFor(job) <= 21_700)).toBe(
      true,
    );
    expect(jobs.some((job) => job.conclusion === 'failure' && job.steps.at(-1)?.conclusion === null)).toBe(true);
    expect(jobs.some((job) => job.status === 'in_progress' && !ended.has(job.id) && runsEnded.has(job.run_id))).toBe(
      true,
    );
  });

  it('has what asks CI for nothing: a commit message, a bot, and documents', () => {
    const pushes = bodies('push').map(({ head_commit: commit }) => commit.message as string);
    const opened = bodies('pull_request').filter(({ action }) => action === 'opened');

    expect(pushes.some((message) => message.includes('[skip ci]'))).toBe(true);
    expect(opened.map(({ pull_request: one }) => one.user).filter(({ type }) => type === 'Bot')).toContainEqual(
      expect.objectContaining({ login: 'github-actions[bot]' }),
    );
    expect(opened.some(({ repository }) => repository.name === 'handbook')).toBe(true);
  });

  it('has a branch that is deleted', () => {
    expect(bodies('delete')).toContainEqual(expect.objectContaining({ ref_type: 'branch', pusher_type: 'user' }));
  });

  it("has Jenkins's own words, and they do not call an infrastructure problem an error", () => {
    const words = new Set(bodies('status').map(({ state, description }) => `${state}: ${description}`));

    expect([...words].sort()).toEqual([
      'error: The build of this commit was aborted',
      'error: This commit cannot be built',
      'failure: This commit failed tests or other validations',
      'pending: This commit is being built',
      'pending: This commit is scheduled to be built',
      'success: This commit looks good',
    ]);
  });
});

function isWaiting({ status }: Json): boolean {
  return status === 'waiting';
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Normalized } from '../../../src/model/delivery.ts';
import type { JobObservation, Observation } from '../../../src/model/observation.ts';
import { normalize } from '../../../src/normalize/normalize.ts';
import { type RecordedDelivery, readPayload, readRecordings, readReplay, readSequences } from '../../support/corpus.ts';

const hosts = ['github.com'];
const receivedAt = Date.parse('2024-05-01T12:00:00Z');

function read(event: string, payload: unknown): Normalized {
  return normalize({ guid: 'recorded', event, payload, receivedAt }, { hosts });
}

function observations(deliveries: readonly RecordedDelivery[]): readonly Observation[] {
  return deliveries.flatMap(({ event, payload }) => {
    const normalized = read(event, payload);
    return normalized.result === 'ignored' || normalized.observation === null ? [] : [normalized.observation];
  });
}

function jobs(deliveries: readonly RecordedDelivery[], source: JobObservation['source']): readonly JobObservation[] {
  return observations(deliveries).filter((each) => each.type === 'job' && each.source === source) as JobObservation[];
}

function ms(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

const recordings = readRecordings();
const understood = recordings.map((recording) => ({
  ...recording,
  payload: readPayload(recording.file),
  normalized: read(recording.event, readPayload(recording.file)),
}));

describe('recorded bodies', () => {
  it('are each understood, recorded or ignored for a reason', () => {
    const counts: Record<string, number> = {};
    for (const { normalized } of understood) {
      const name = normalized.result === 'ignored' ? normalized.reason : normalized.result;
      counts[name] = (counts[name] ?? 0) + 1;
    }

    // New: what happens to branches, repositories and deployments is understood, and what commits and merge groups say of themselves.
    expect(counts).toEqual({ observed: 341, recorded: 267, event: 1108, no_repository: 130, forge: 124 });
  });

  it('of other forges are all ignored as such, and no others are', () => {
    const asForge = understood.filter(
      ({ normalized }) => normalized.result === 'ignored' && normalized.reason === 'forge',
    );

    expect(asForge.map(({ file }) => file)).toEqual(
      recordings.filter(({ quality }) => quality === 'lookalike').map(({ file }) => file),
    );
  });

  it('of checks, jobs, runs and statuses from GitHub itself all give an observation', () => {
    const events = ['check_run', 'workflow_job', 'workflow_run', 'status'];
    const silent = understood.filter(
      ({ event, quality, normalized }) =>
        events.includes(event) && quality === 'real' && normalized.result !== 'observed',
    );

    expect(silent.map(({ file }) => file)).toEqual([]);
  });

  it('from GitHub itself need no made-up times or ids', () => {
    const quirks = understood
      .filter(({ quality }) => quality === 'real')
      .flatMap(({ normalized }) => (normalized.result === 'ignored' ? [] : normalized.quirks));

    expect(new Set(quirks)).toEqual(new Set(['action_status_disagree']));
  });

  it('are understood the same with any field removed', () => {
    const used = understood.filter(({ normalized }) => normalized.result === 'observed');
    fc.assert(
      fc.property(fc.constantFrom(...used), fc.nat(), fc.nat(), fc.jsonValue(), (recording, first, second, by) => {
        const payload = structuredClone(recording.payload) as Record<string, unknown>;
        const parts = Object.values(payload).filter((part) => typeof part === 'object' && part !== null);
        const part = parts[first % parts.length] as Record<string, unknown>;
        const keys = Object.keys(part);
        part[keys[second % Math.max(1, keys.length)] ?? 'x'] = by;

        const normalized = read(recording.event, payload);

        expect(read(recording.event, payload)).toEqual(normalized);
      }),
      { numRuns: 2000 },
    );
  });
});

interface Expected {
  readonly repository: string;
  readonly head_sha: string;
  readonly pr_changes: readonly { pr: number; action: string; at_payload: string | null }[];
  readonly status_contexts: Readonly<
    Record<
      string,
      { deliveries: number; first_at: string; last_state: string; cycles: readonly { terminal?: string }[] }
    >
  >;
  readonly check_runs: readonly {
    id: string;
    name: string;
    app: string;
    conclusion: string;
    final_started_at: string;
    completed_at: string;
  }[];
  readonly workflow_runs: readonly { id: string; workflow: string; event: string; conclusion: string | null }[];
  readonly workflow_jobs: readonly {
    id: string;
    name: string;
    run_id: number;
    run_attempt: number;
    labels: readonly string[];
    created_at: string;
    started_at: string | null;
    completed_at: string | null;
    conclusion: string | null;
    runner: string | null;
  }[];
}

describe.each(readSequences<Expected>())('the recorded sequence $name', ({ deliveries, expected: all }) => {
  it.each(all)('tells its pull request changes', ({ head_sha, pr_changes }) => {
    const actions = ['opened', 'synchronize', 'reopened', 'ready_for_review'];
    const changes = observations(deliveries).filter(
      (each) => each.type === 'pull_request' && each.headSha === head_sha,
    );

    expect(changes.filter((each) => each.type === 'pull_request' && actions.includes(each.action))).toMatchObject(
      pr_changes.map(({ pr, action, at_payload }) => ({ pullRequest: pr, action, at: ms(at_payload) ?? receivedAt })),
    );
  });

  it.each(all)('tells its statuses', ({ head_sha, status_contexts }) => {
    const statuses = jobs(deliveries, 'status').filter(({ headSha }) => headSha === head_sha);

    expect(new Set(statuses.map(({ name }) => name))).toEqual(new Set(Object.keys(status_contexts)));
    for (const [context, expected] of Object.entries(status_contexts)) {
      const own = statuses.filter(({ name }) => name === context);
      expect(own).toHaveLength(expected.deliveries);
      expect(Math.min(...own.map(({ at }) => at))).toBe(ms(expected.first_at));
      const ends = own.filter(({ phase }) => phase === 'final').map(({ finishedAt }) => finishedAt);
      for (const { terminal } of expected.cycles) expect(ends).toContain(ms(terminal ?? null) ?? ends[0]);
    }
  });

  it.each(all)('tells its check runs', ({ head_sha, check_runs }) => {
    const ends = jobs(deliveries, 'check_run').filter(
      ({ headSha, phase }) => headSha === head_sha && phase === 'final',
    );

    expect(ends).toMatchObject(
      check_runs.map(({ id, name, app, conclusion, final_started_at, completed_at }) => ({
        externalId: Number(id),
        name,
        app,
        conclusion,
        startedAt: ms(final_started_at),
        finishedAt: ms(completed_at),
      })),
    );
  });

  it.each(all)('tells its Actions jobs', ({ head_sha, workflow_jobs }) => {
    const seen = jobs(deliveries, 'workflow_job').filter(({ headSha }) => headSha === head_sha);

    expect(new Set(seen.map(({ externalId }) => externalId))).toEqual(
      new Set(workflow_jobs.map(({ id }) => Number(id))),
    );
    for (const expected of workflow_jobs) {
      const own = seen.filter(({ externalId }) => externalId === Number(expected.id));
      expect(own.every(({ queuedAt }) => queuedAt === ms(expected.created_at))).toBe(true);
      expect(own.findLast(({ startedAt }) => startedAt !== null)?.startedAt ?? null).toBe(ms(expected.started_at));
      expect(own.find(({ phase }) => phase === 'final')?.finishedAt ?? null).toBe(ms(expected.completed_at));
      expect(own.find(({ phase }) => phase === 'final')?.conclusion ?? null).toBe(expected.conclusion);
      expect(own.at(-1)).toMatchObject({
        name: expected.name,
        runId: expected.run_id,
        runAttempt: expected.run_attempt,
        runnerLabels: expected.labels,
        runnerName: expected.runner,
      });
    }
  });

  it.each(all)('tells its workflow runs', ({ head_sha, workflow_runs }) => {
    const seen = observations(deliveries).flatMap((each) =>
      each.type === 'workflow_run' && each.headSha === head_sha
        ? [{ id: `${each.runId}#${each.runAttempt}`, workflow: each.workflow, event: each.event }]
        : [],
    );

    for (const { id, workflow, event } of workflow_runs) expect(seen).toContainEqual({ id, workflow, event });
  });
});

describe('the recorded stream devlake-ants', () => {
  const { deliveries, expected } = readReplay<{
    job_seconds: { n: number; sum: number };
    run_seconds: { n: number; sum: number };
  }>('devlake-ants');
  const seconds = (from: number | null, to: number | null) => ((to ?? Number.NaN) - (from ?? Number.NaN)) / 1000;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

  it('tells how long each job ran, also where its status was altered upstream', () => {
    const ran = jobs(deliveries, 'workflow_job')
      .filter(({ phase }) => phase === 'final')
      .map(({ startedAt, finishedAt }) => seconds(startedAt, finishedAt));

    expect({ n: ran.length, sum: sum(ran) }).toEqual({ n: expected.job_seconds.n, sum: expected.job_seconds.sum });
  });

  it('tells how long each attempt of a run took', () => {
    const took = observations(deliveries).flatMap((each) =>
      each.type === 'workflow_run' && each.phase === 'final' ? [seconds(each.queuedAt, each.finishedAt)] : [],
    );

    expect({ n: took.length, sum: sum(took) }).toEqual({ n: expected.run_seconds.n, sum: expected.run_seconds.sum });
  });
});

describe('the recorded stream packit-ogr-pr278-statuses', () => {
  it('tells every status with the app that sent it', () => {
    const { deliveries } = readReplay('packit-ogr-pr278-statuses');

    const statuses = jobs(deliveries, 'status');

    expect(statuses).toHaveLength(29);
    expect(statuses.every(({ sender, quirks }) => sender !== null && quirks.join() === 'missing_repository_id')).toBe(
      true,
    );
  });
});

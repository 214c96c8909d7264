import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldRepository } from '../../src/track/fold-repository.ts';
import { observationLog, rearranged } from './support/arbitrary-observation.ts';
import { fold } from './support/fold.ts';
import { foldInBatches } from './support/incremental-fold.ts';
import { status } from './support/observations.ts';
import { noRules, someRules } from './support/rules.ts';

const many = { numRuns: 1000 };
const anyRules = fc.constantFrom(noRules, someRules);

test('any order and any repetition of a log give identical rows', () => {
  const logs = observationLog().chain((log) => fc.tuple(fc.constant(log), rearranged(log)));

  fc.assert(
    fc.property(logs, anyRules, ([log, other], rules) => {
      expect(JSON.stringify(fold(other, rules))).toBe(JSON.stringify(fold(log, rules)));
    }),
    many,
  );
});

test('a log whose keys were reordered by a database gives identical rows', () => {
  const reversed = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).reverse()) as T;

  fc.assert(
    fc.property(observationLog(12), (log) => {
      const stored = log.map(reversed).reverse();

      expect(JSON.stringify(fold(stored, someRules))).toBe(JSON.stringify(fold(log, someRules)));
    }),
  );
});

test('any split into batches, each folded by what it changed, gives the rows of the whole', () => {
  const batches = fc.array(observationLog(8), { maxLength: 6 });

  fc.assert(
    fc.property(batches, anyRules, (parts, rules) => {
      const whole = fold(parts.flat(), rules);

      const rows = [...whole.jobRuns, ...whole.workflowRuns, ...whole.revisions];

      expect(foldInBatches(parts, rules)).toEqual(new Map(rows.map((row) => [row.id, JSON.stringify(row)])));
    }),
    many,
  );
});

test('no row contradicts itself', () => {
  fc.assert(
    fc.property(observationLog(), anyRules, (log, rules) => {
      const { jobRuns, workflowRuns, revisions } = fold(log, rules);

      for (const run of jobRuns) {
        const isOpen = run.state === 'waiting' || run.state === 'queued' || run.state === 'started';
        expect(run.finishedAt === null).toBe(isOpen);
        // A wait that nobody goes on with is cancelled, and tells why.
        expect(run.abandonedAt === null || isOpen || (run.state === 'cancelled' && run.waitingMs !== null)).toBe(true);
        expect(run.abandonedAt === null).toBe(run.abandonedBy === null);
        const isSuperseded = run.abandonedBy === 'new_head' || run.abandonedBy === 'retriggered';
        expect(run.supersededAt).toBe(isSuperseded ? run.abandonedAt : null);
        expect(run.state !== 'waiting' || run.waitingMs === null).toBe(true);
        expect(run.quirks.includes('end_lost')).toBe(run.state === 'unknown');
        expect(run.errorReason !== null).toBe(run.state === 'error');
        for (const length of [run.queueMs, run.runMs, run.durationMs, run.waitingMs])
          expect(length ?? 0).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(run.queuedAt)).toBe(true);
      }
      for (const run of workflowRuns) {
        expect(run.finishedAt === null).toBe(['waiting', 'queued', 'started'].includes(run.state));
        expect(run.durationMs ?? 0).toBeGreaterThanOrEqual(0);
      }
      for (const row of revisions) {
        expect(row.firstStatusAt === null).toBe(row.firstStatusMs === null);
        expect(row.firstStatusMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(row.firstStatusAt === null || !(row.nobodyExpected || row.abandonedAt !== null)).toBe(true);
        expect((row.firstStatusAt ?? row.changedAt) >= row.changedAt - 5_000).toBe(true);
        expect(row.provider === 'any' || !row.nobodyExpected).toBe(true);
        expect(row.provider === 'any' ? row.expected : row.expected || row.firstStatusAt !== null).toBe(true);
      }
    }),
    many,
  );
});

test('every run and revision is one row, numbered without gaps', () => {
  fc.assert(
    fc.property(observationLog(), anyRules, (log, rules) => {
      const { jobRuns, workflowRuns, revisions } = fold(log, rules);

      const ids = [...jobRuns, ...workflowRuns, ...revisions].map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const actions = jobRuns.filter((run) => run.provider === 'github-actions' && run.externalId !== null);
      const actionsIds = actions.map((run) => `${run.headSha}/${run.externalId}`);
      const withoutId = log.some((each) => each.type === 'job' && each.externalId === null);
      expect(withoutId || new Set(actionsIds).size === actionsIds.length).toBe(true);
      for (const run of jobRuns) {
        const namesakes = jobRuns.filter(
          (o) => o.headSha === run.headSha && o.provider === run.provider && o.name === run.name,
        );
        expect(namesakes.map(({ occurrence }) => occurrence).sort((a, b) => a - b)).toEqual(
          namesakes.map((_, i) => i + 1),
        );
      }
    }),
  );
});

test('observations only add: a commit that reported has a row and an answer, unless all of it were copies or Actions', () => {
  fc.assert(
    fc.property(observationLog(), (log) => {
      const reported = log.flatMap((each) =>
        each.type === 'job' && each.source !== 'workflow_job' && each.app !== 'github-actions' ? [each.headSha] : [],
      );

      const rows = fold(log);

      for (const headSha of reported) {
        expect(rows.jobRuns.some((run) => run.headSha === headSha)).toBe(true);
        expect(rows.answers.some((commit) => commit.headSha === headSha && commit.answers.length > 0)).toBe(true);
      }
    }),
  );
});

test('runs that were queued at once come in order of their ids', () => {
  const { jobRuns } = fold(['c', 'b', 'a'].map((letter) => status('success', 0, { headSha: letter.repeat(40) })));

  expect(jobRuns.map(({ id }) => id)).toEqual(jobRuns.map(({ id }) => id).sort());
});

test('two hosts that reuse ids have different rows', () => {
  const input = { repositoryId: 1, fullName: 'octo/watched', observations: [status('success', 0)], rules: noRules };

  const ids = ['github.com', 'git.example.org'].map((host) => foldOf(host, input));

  expect(new Set(ids).size).toBe(2);
});

function foldOf(host: string, input: Omit<Parameters<typeof foldRepository>[0], 'host'>): string | undefined {
  return foldRepository({ host, ...input }).jobRuns[0]?.id;
}

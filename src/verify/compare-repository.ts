import type { FoldGeneration } from '../fold/fold-generation.ts';
import { noFold } from '../model/generation.ts';
import type { SettledVerdict } from '../model/objective.ts';
import type { Contribution } from '../settle/contributions.ts';
import type { Derived } from '../settle/plan-row.ts';
import {
  customEventSettler,
  deliverySettler,
  jobRunSettler,
  revisionSettler,
  type Settler,
} from '../settle/settlers.ts';
import type { SloGeneration } from '../settle/slo-generation.ts';
import { judge } from '../slo/judge.ts';
import type { ListedRepository, StoredRepository } from '../store/verify/read-stored-repository.ts';
import { foldRepository, type RepositoryRows } from '../track/fold-repository.ts';
import type { CommitAnswers } from '../track/revision/answers-by-commit.ts';
import { decidedRevisions } from './decided-revisions.ts';
import type { Difference, Verification } from './verification.ts';

/** The generations that the numbers are made with. */
export interface CurrentGenerations {
  readonly fold: FoldGeneration;
  /** The current generations of objectives. */
  readonly slos: readonly SloGeneration[];
  readonly graceMs: number;
}

/** Totals that are counted when something happens (a quirk, a correction). Rows do not show them, so they cannot be recomputed. */
const uncountable = new Set(['quirks', 'slo_corrections']);

/** Compares what is stored of one repository with what the pure fold makes of its whole log at `now` (ms). */
export function compareRepository(
  definitions: CurrentGenerations,
  repository: ListedRepository,
  stored: StoredRepository,
  now: number,
): Verification {
  const folded = foldRepository({
    host: repository.host,
    repositoryId: repository.repository_id,
    fullName: repository.full_name,
    observations: stored.observations,
    rules: definitions.fold.rules,
  });
  const rows = {
    ...folded,
    revisions: decidedRevisions(folded.revisions, stored.revisions, repository.forgotten_until),
  };
  const expected = expectedSums(definitions, repository.full_name, rows, stored, now);
  const slos = new Map(definitions.slos.map(({ id, slo }) => [id, slo]));
  const generations = new Set([noFold, definitions.fold.id, ...slos.keys()]);
  const totals = stored.totals.filter(({ generation }) => generations.has(generation));
  const hasFolded = totals.some((total) => total.folded !== 0);
  const sections: readonly (readonly [
    what: string,
    expected: ReadonlyMap<string, unknown>,
    found: ReadonlyMap<string, unknown>,
  ])[] = [
    ['job_run', byId(rows.jobRuns), byId(stored.jobRuns)],
    ['workflow_run', byId(rows.workflowRuns), byId(stored.workflowRuns)],
    ['revision', byId(rows.revisions), byId(stored.revisions)],
    [
      'answers',
      answersByCommit(rows.answers.map(({ headSha: head_sha, ...commit }) => ({ head_sha, ...commit }))),
      answersByCommit(stored.answers),
    ],
    [
      'verdict',
      expected.verdicts,
      new Map(
        stored.verdicts
          .filter(({ generation }) => slos.has(generation))
          .map((v) => [`${slos.get(v.generation)} ${v.event_id}`, verdictText(v.verdict, v.at, v.provider)]),
      ),
    ],
    ['total', expected.totals, storedTotals(totals)],
    // Buckets keep what retention has removed, so they can be recomputed only while nothing was removed.
    ...(hasFolded ? [] : ([['bucket', keptBuckets(expected.buckets, stored), storedBuckets(stored, slos)]] as const)),
  ];
  return {
    checked: sections.reduce((sum, [, wanted]) => sum + wanted.size, 0),
    differences: sections.flatMap(([what, wanted, found]) => differencesOf(repository.full_name, what, wanted, found)),
  };
}

function answersByCommit(
  commits: readonly (CommitAnswers & { readonly head_sha: string })[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    commits.map(({ head_sha, answers, skipsCi }) => [
      head_sha,
      [
        `skips CI: ${skipsCi}`,
        ...answers.map(({ provider, isCi, begins, at }) => `${provider} ${isCi} ${begins} ${at}`).sort(),
      ],
    ]),
  );
}

function differencesOf(
  repository: string,
  what: string,
  wanted: ReadonlyMap<string, unknown>,
  found: ReadonlyMap<string, unknown>,
): readonly Difference[] {
  return [...new Set([...wanted.keys(), ...found.keys()])].flatMap((key) => {
    const [a, b] = [wanted.get(key) ?? null, found.get(key) ?? null];
    return canonical(a) === canonical(b) ? [] : [{ repository, what, key, expected: a, found: b }];
  });
}

function verdictText(verdict: SettledVerdict, at: number, provider: string | null): string {
  return `${verdict} at ${at} of ${provider ?? 'no provider'}`;
}

interface Sums {
  readonly verdicts: Map<string, string>;
  readonly totals: Map<string, number>;
  readonly buckets: Map<string, string>;
}

function expectedSums(
  definitions: CurrentGenerations,
  fullName: string,
  rows: RepositoryRows,
  facts: Pick<StoredRepository, 'hookDeliveries' | 'customEvents'>,
  now: number,
): Sums {
  const counts = new Map<string, { good: number; bad: number; excluded: number }>();
  const sums: Sums = { verdicts: new Map(), totals: new Map(), buckets: new Map() };
  const add = (key: string, amount: number): Map<string, number> =>
    sums.totals.set(key, (sums.totals.get(key) ?? 0) + amount);

  function account<Row extends Derived>(settler: Settler<Row>, all: readonly Row[]): void {
    for (const row of all) {
      for (const contribution of settler.contributionsOf(row))
        if (!uncountable.has(contribution[0])) add(totalKey(contribution), contribution[4]);
      if (settler.isJudged?.(row) === false) continue;
      const event = settler.toEvent(row, fullName);
      for (const { slo, indicator } of settler.slos) {
        if (!indicator.matches(event)) continue;
        const { verdict, at } = judge(indicator, event, now, definitions.graceMs);
        if (verdict === 'pending' || at === null) continue;
        sums.verdicts.set(`${slo} ${row.id}`, verdictText(verdict, at, settler.providerOf(row)));
        add(totalKey(['slo_events', '', '', `${slo}/${verdict}`, 1]), 1);
        const bucket = `${slo} ${Math.floor(at / 60_000) * 60_000}`;
        const count = counts.get(bucket) ?? { good: 0, bad: 0, excluded: 0 };
        count[verdict] += 1;
        counts.set(bucket, count);
      }
    }
  }
  account(jobRunSettler(definitions.fold.id, definitions.slos), rows.jobRuns);
  account(revisionSettler(definitions.fold.id, definitions.slos), rows.revisions);
  account(deliverySettler(definitions.slos), facts.hookDeliveries);
  account(customEventSettler(definitions.slos), facts.customEvents);
  for (const [key, value] of sums.totals) if (value === 0) sums.totals.delete(key);
  for (const [key, { good, bad, excluded }] of counts) sums.buckets.set(key, `${good} ${bad} ${excluded}`);
  return sums;
}

function storedTotals(totals: StoredRepository['totals']): ReadonlyMap<string, number> {
  const own = totals.filter(({ name, value }) => value !== 0 && !uncountable.has(name));
  return new Map(
    own.map((total) => [
      totalKey([total.name as Contribution[0], total.kind, total.provider, total.label, 0]),
      total.value,
    ]),
  );
}

/** Without the minutes of which retention has left the hours alone. */
function keptBuckets(
  buckets: ReadonlyMap<string, string>,
  { minutesFrom }: Pick<StoredRepository, 'minutesFrom'>,
): ReadonlyMap<string, string> {
  return new Map([...buckets].filter(([key]) => Number(key.slice(key.lastIndexOf(' ') + 1)) >= minutesFrom));
}

function storedBuckets(stored: StoredRepository, slos: ReadonlyMap<number, string>): ReadonlyMap<string, string> {
  return new Map(
    stored.buckets
      .filter(({ generation }) => slos.has(generation))
      .map((b) => [`${slos.get(b.generation)} ${b.at}`, `${b.good} ${b.bad} ${b.excluded}`]),
  );
}

function totalKey([name, kind, provider, label]: Contribution): string {
  return [name, kind, provider, label].join(' ');
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): ReadonlyMap<string, Row> {
  return new Map(rows.map((row) => [row.id, row]));
}

/** Keys in one order, so that two equal values give equal text. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

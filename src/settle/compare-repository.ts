import type { HookDelivery } from '../model/hook-delivery.ts';
import type { Objective } from '../model/objective.ts';
import type { Rules } from '../model/rules.ts';
import { judge } from '../slo/judge.ts';
import type { RepositoryKey, StoredRepository } from '../store/verify/read-repository.ts';
import { foldRepository, type RepositoryRows } from '../track/fold-repository.ts';
import type { Contribution } from './contributions.ts';
import { deliverySettler, jobRunSettler, revisionSettler } from './settle-due.ts';
import type { Derived, Settler } from './settle-rows.ts';
import type { Difference, Verification } from './verification.ts';

interface Definitions {
  readonly objectives: readonly Objective[];
  readonly rules: Rules;
  readonly graceMs: number;
}

/** What is counted with a delivery or by history, and cannot be recomputed from rows. */
const uncountable = new Set(['quirks', 'slo_corrections']);

/** Compares what is stored of one repository with what the pure fold makes of its whole log at `now` (ms). */
export function compareRepository(
  definitions: Definitions,
  repository: RepositoryKey,
  stored: StoredRepository,
  now: number,
): Verification {
  const rows = foldRepository({
    host: repository.host,
    repositoryId: repository.repository_id,
    fullName: repository.full_name,
    observations: stored.observations,
    rules: definitions.rules,
  });
  const expected = expectedSums(definitions, repository.full_name, rows, stored.hookDeliveries, now);
  const names = new Set(definitions.objectives.map(({ name }) => name));
  const hasFolded = stored.totals.some(({ folded }) => folded !== 0);
  const sections: readonly (readonly [
    what: string,
    expected: ReadonlyMap<string, unknown>,
    found: ReadonlyMap<string, unknown>,
  ])[] = [
    ['job_run', byId(rows.jobRuns), byId(stored.jobRuns)],
    ['workflow_run', byId(rows.workflowRuns), byId(stored.workflowRuns)],
    ['revision', byId(rows.revisions), byId(stored.revisions)],
    [
      'first_status',
      new Map(rows.firstStatuses.map((s) => [`${s.headSha} ${s.provider}`, s.at])),
      new Map(stored.firstStatuses.map((s) => [`${s.headSha} ${s.provider}`, s.at])),
    ],
    [
      'verdict',
      expected.verdicts,
      new Map(
        stored.verdicts
          .filter(({ slo }) => names.has(slo))
          .map((v) => [`${v.slo} ${v.event_id}`, `${v.verdict} at ${v.at}`]),
      ),
    ],
    ['total', expected.totals, storedTotals(stored, names)],
    // Buckets keep what retention has removed, so they can be recomputed only while nothing was removed.
    ...(hasFolded ? [] : ([['bucket', expected.buckets, storedBuckets(stored, names)]] as const)),
  ];
  return {
    checked: sections.reduce((sum, [, wanted]) => sum + wanted.size, 0),
    differences: sections.flatMap(([what, wanted, found]) => differencesOf(repository.full_name, what, wanted, found)),
  };
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

interface Sums {
  readonly verdicts: Map<string, string>;
  readonly totals: Map<string, number>;
  readonly buckets: Map<string, string>;
}

function expectedSums(
  definitions: Definitions,
  fullName: string,
  rows: RepositoryRows,
  deliveries: readonly HookDelivery[],
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
      for (const objective of settler.objectives.filter(({ matches }) => matches(event))) {
        const { verdict, at } = judge(objective, event, now, definitions.graceMs);
        if (verdict === 'pending' || at === null) continue;
        sums.verdicts.set(`${objective.name} ${row.id}`, `${verdict} at ${at}`);
        add(totalKey(['slo_events', '', '', `${objective.name}/${verdict}`, 1]), 1);
        const bucket = `${objective.name} ${Math.floor(at / 60_000) * 60_000}`;
        const count = counts.get(bucket) ?? { good: 0, bad: 0, excluded: 0 };
        count[verdict] += 1;
        counts.set(bucket, count);
      }
    }
  }
  account(jobRunSettler(definitions.objectives), rows.jobRuns);
  account(revisionSettler(definitions.objectives), rows.revisions);
  account(deliverySettler(definitions.objectives), deliveries);
  for (const [key, value] of sums.totals) if (value === 0) sums.totals.delete(key);
  for (const [key, { good, bad, excluded }] of counts) sums.buckets.set(key, `${good} ${bad} ${excluded}`);
  return sums;
}

function storedTotals(stored: StoredRepository, objectives: ReadonlySet<string>): ReadonlyMap<string, number> {
  const own = stored.totals.filter(
    ({ name, label, value }) =>
      value !== 0 &&
      !uncountable.has(name) &&
      (name !== 'slo_events' || objectives.has(label.slice(0, label.lastIndexOf('/')))),
  );
  return new Map(
    own.map((total) => [
      totalKey([total.name as Contribution[0], total.kind, total.provider, total.label, 0]),
      total.value,
    ]),
  );
}

function storedBuckets(stored: StoredRepository, objectives: ReadonlySet<string>): ReadonlyMap<string, string> {
  return new Map(
    stored.buckets
      .filter(({ slo }) => objectives.has(slo))
      .map((b) => [`${b.slo} ${b.at}`, `${b.good} ${b.bad} ${b.excluded}`]),
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

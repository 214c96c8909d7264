import type { Verification } from '../../../../src/verify/verification.ts';
import { dumpRows } from '../../../support/dump-rows.ts';
import { readLists, readSums } from './answers.ts';
import { compareCounts, compareLists, type Line } from './compare-case.ts';
import { countsByRepository } from './counts-by-repository.ts';
import type { FieldCase } from './field-case.ts';
import { readJson } from './read-json.ts';
import type { FieldApp } from './start-field-app.ts';

/** Everything that many cases together left behind. */
export interface Outcome {
  /** Every derived row, verdict and sum, as one text. */
  readonly rows: string;
  /** What is open, overdue or unanswered now, as `/metrics` shows it. */
  readonly gauges: ReadonlyMap<string, number>;
  /** Every line of every case, but those about series: a series is of all cases together. */
  readonly lines: readonly (readonly [name: string, lines: readonly Line[]])[];
  readonly differences: Verification['differences'];
}

const gauge = /^cislo_(jobs_open|jobs_overdue|revisions_without_status)\{/;

/** Reads it over the HTTP API, and what the API does not split by repository from the database. */
export async function readOutcome(app: FieldApp, cases: readonly FieldCase[]): Promise<Outcome> {
  const counts = await countsByRepository(app.db);
  const lines: [string, readonly Line[]][] = [];
  for (const each of cases) {
    const own = each.repositories.map((name) => counts.get(name)).find((found) => found !== undefined) ?? {};
    lines.push([
      each.name,
      [...compareLists(each.expected, await readLists(app.url, each)), ...compareCounts(each.expected, own)],
    ]);
  }
  const { series } = await readSums(app.url);
  const { differences } = await readJson<Verification>(`${app.url}/api/verify`);
  return {
    rows: await dumpRows(app.db, 'without counters'),
    gauges: new Map([...series].filter(([name]) => gauge.test(name))),
    lines,
    differences,
  };
}

import type { FieldCase } from './field-case.ts';
import { type Item, readJson, readList } from './read-json.ts';
import { readSeries, type Series } from './series.ts';

/** Sums over everything that the server has seen. */
export interface Sums {
  readonly slos: Readonly<Record<string, Counts>>;
  readonly series: Series;
}

export interface Counts {
  readonly good: number;
  readonly bad: number;
  readonly excluded: number;
}

/** The built-in objectives that count what a case can bring. */
export const countedSlos = ['first-status', 'build-completion', 'test-completion'] as const;

/** What every objective counts and every series shows now. */
export async function readSums(url: string): Promise<Sums> {
  const slos: Record<string, Counts> = {};
  for (const slo of countedSlos) {
    const { good, bad, excluded } = await readJson<Counts>(`${url}/api/slos/${slo}/status?wait=30`);
    slos[slo] = { good, bad, excluded };
  }
  const metrics = await fetch(`${url}/metrics?wait=30`);
  const text = await metrics.text();
  if (!metrics.ok) throw new Error(`/metrics answered ${metrics.status}: ${text}`);
  return { slos, series: readSeries(text) };
}

/** What was added from one moment to another. */
export function added(before: Sums, after: Sums): Sums {
  const slos = Object.entries(after.slos).map(([slo, counts]): [string, Counts] => {
    const old = before.slos[slo] ?? { good: 0, bad: 0, excluded: 0 };
    return [slo, { good: counts.good - old.good, bad: counts.bad - old.bad, excluded: counts.excluded - old.excluded }];
  });
  const series = [...after.series].map(([name, value]): [string, number] => [
    name,
    value - (before.series.get(name) ?? 0),
  ]);
  return { slos: Object.fromEntries(slos), series: new Map(series) };
}

/** Everything the API lists about some repositories. */
export interface Lists {
  readonly runs: readonly Item[];
  readonly revisions: readonly Item[];
}

/** Reads a case's runs, and its revisions as `any` and every provider that it names sees them. */
export async function readLists(url: string, { repositories, expected }: FieldCase): Promise<Lists> {
  const named = (expected.revisions ?? []).map(({ match }) => String(match['provider'] ?? 'any'));
  const providers = new Set(['any', ...named]);
  const runs: Item[] = [];
  const revisions: Item[] = [];
  for (const name of repositories) {
    const filter = `repository=${encodeURIComponent(name)}`;
    runs.push(...(await readList(url, `/api/runs?${filter}`)));
    for (const provider of providers)
      revisions.push(...(await readList(url, `/api/revisions?${filter}&provider=${encodeURIComponent(provider)}`)));
  }
  return { runs, revisions };
}

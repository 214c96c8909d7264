import { isDeepStrictEqual } from 'node:util';
import type { Counts, Lists } from './answers.ts';
import type { Expectation, ExpectedItem } from './field-case.ts';
import type { Item } from './read-json.ts';
import { type Series, sortLabels } from './series.ts';

/** One line of an expectation, and what came out. */
export interface Line {
  /** Names the line as a person finds it: `runs[0] {"attempt":2}: queue_seconds`. */
  readonly line: string;
  readonly got: unknown;
  readonly wanted: unknown;
}

/** Every line about runs and revisions. */
export function compareLists(expected: Expectation, { runs, revisions }: Lists): readonly Line[] {
  const lines: Line[] = [];
  if (expected.runs_count !== undefined)
    lines.push({ line: 'runs_count', got: runs.length, wanted: expected.runs_count });
  if (expected.providers_count !== undefined) {
    const providers = new Set(runs.map(({ provider }) => provider));
    lines.push({ line: 'providers_count', got: providers.size, wanted: expected.providers_count });
  }
  for (const [index, item] of (expected.runs ?? []).entries()) lines.push(...compareItem(`runs[${index}]`, item, runs));
  for (const [index, item] of (expected.revisions ?? []).entries())
    lines.push(...compareItem(`revisions[${index}]`, item, revisions));
  return lines;
}

function compareItem(place: string, { match, want }: ExpectedItem, items: readonly Item[]): readonly Line[] {
  const found = items.filter((item) =>
    Object.entries(match).every(([field, value]) => isDeepStrictEqual(item[field], value)),
  );
  const name = `${place} ${JSON.stringify(match)}`;
  const count = { line: `${name}: items found`, got: found.length, wanted: 1 };
  // Fields of no item, or of one of many, would say nothing.
  if (found.length !== 1) return [count];
  return [
    count,
    ...Object.entries(want).map(([field, wanted]) => ({ line: `${name}: ${field}`, got: found[0]?.[field], wanted })),
  ];
}

/** Every line about objectives. */
export function compareCounts(expected: Expectation, slos: Readonly<Record<string, Counts>>): readonly Line[] {
  return Object.entries(expected.slos ?? {}).flatMap(([slo, counts]) =>
    Object.entries(counts).map(([word, wanted]) => ({
      line: `slos.${slo}.${word}`,
      got: slos[slo]?.[word as keyof Counts] ?? 0,
      wanted,
    })),
  );
}

/** Every line about series; one that is absent is 0. */
export function compareSeries(expected: Expectation, series: Series): readonly Line[] {
  return Object.entries(expected.metrics ?? {}).map(([name, wanted]) => ({
    line: `metrics ${name}`,
    got: series.get(sortLabels(name)) ?? 0,
    wanted,
  }));
}

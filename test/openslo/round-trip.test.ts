import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readOpenSlo } from '../../src/openslo/read-openslo.ts';
import { writeOpenSlo } from '../../src/openslo/write-openslo.ts';
import { documents } from './arbitrary-documents.ts';
import { editedSlo } from './read-text.ts';
import { withoutPlaces } from './without-places.ts';

const textOfAll = (all: readonly unknown[]): string =>
  all.map((one) => stringify(one, { aliasDuplicateObjects: false })).join('---\n');
const readOne = (text: string, strict = true) => readOpenSlo([{ file: 'x.yaml', text }], { strict, complete: true });

describe('any valid SLO', () => {
  it('is read without a problem, and is the same after writing and reading', () => {
    fc.assert(
      fc.property(documents, (all) => {
        const first = readOne(textOfAll(all));
        expect(first.problems.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
        const [slo] = readOne(textOfAll(all), false).slos;
        if (slo === undefined) throw new Error('the SLO was not resolved');

        const again = readOne(writeOpenSlo(slo));

        expect(again.problems).toEqual([]);
        expect(withoutPlaces(again.slos)).toEqual(withoutPlaces([slo]));
        expect(first.objects.length).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });

  it('with any of its values replaced is read without throwing, and its problems have places in the text', () => {
    const edit = fc.tuple(fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom('remove', 'rename', Number.NaN)));
    fc.assert(
      fc.property(documents, fc.array(edit, { minLength: 1, maxLength: 4 }), fc.boolean(), (all, edits, strict) => {
        const changed = edits.reduce<readonly unknown[]>((data, [at, value]) => mutated(data, at, value), all);
        const text = textOfAll(changed);

        const { problems, slos } = readOne(text, strict);

        const lines = text.split('\n').length;
        expect(problems.every(({ line, column }) => line >= 1 && line <= lines && column >= 1)).toBe(true);
        for (const slo of slos) expect(readOne(writeOpenSlo(slo), strict).problems).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('keeps its namespace as an annotation, and a query without a type, all strictly valid', () => {
    const untyped = ['{ type: prometheus, spec: { query: q } }', '{ spec: { query: q } }'] as const;
    const [slo] = readOne(
      editedSlo(untyped, ['name: x', 'name: x, namespace: prod, annotations: { a: b }']),
      false,
    ).slos;
    if (slo === undefined) throw new Error('the SLO was not resolved');

    const again = readOne(writeOpenSlo(slo));

    expect(again.problems).toEqual([]);
    expect(again.slos[0]?.metadata).toMatchObject({ namespace: 'prod', annotations: { a: 'b' } });
    expect(withoutPlaces(again.slos)).toEqual(withoutPlaces([slo]));
  });

  it('keeps every digit of its numbers', () => {
    const digits = '0.99500000000000000000000001';
    const text = textOfAll([
      {
        apiVersion: 'openslo/v1',
        kind: 'SLO',
        metadata: { name: 'a' },
        spec: {
          service: 'ci',
          indicator: {
            metadata: { name: 'a' },
            spec: { thresholdMetric: { metricSource: { type: 'x', spec: { query: 'q' } } } },
          },
          timeWindow: [{ duration: '30d', isRolling: true }],
          budgetingMethod: 'Occurrences',
          objectives: [{ op: 'lt', value: 'VALUE', target: 'TARGET' }],
        },
      },
    ])
      .replace('VALUE', '1e-7')
      .replace('TARGET', digits);
    const [slo] = readOne(text).slos;
    if (slo === undefined) throw new Error('the SLO was not resolved');

    const written = writeOpenSlo(slo);

    expect(slo.objectives[0]).toMatchObject({
      target: { decimal: digits, number: 0.995 },
      value: { decimal: '0.0000001' },
    });
    expect(written).toContain(`target: ${digits}\n`);
    expect(withoutPlaces(readOne(written).slos)).toEqual(withoutPlaces([slo]));
  });
});

/** The documents with the value at the nth place replaced, removed, or given another key. */
function mutated(all: readonly unknown[], at: number, value: unknown): readonly unknown[] {
  const copy = structuredClone(all) as unknown[];
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const collect = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return;
    for (const key of Object.keys(holder)) {
      places.push([holder as Record<string, unknown>, key]);
      collect((holder as Record<string, unknown>)[key]);
    }
  };
  collect(copy);
  const [holder, key] = places[at % places.length] as readonly [Record<string, unknown>, string];
  if (value === 'rename') holder[`${key}x`] = holder[key];
  if (value === 'remove' || value === 'rename') delete holder[key];
  else holder[key] = value;
  return copy.filter((one) => one !== undefined);
}

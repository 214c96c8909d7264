import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramSamples } from '../../src/metrics/histogram-samples.ts';
import { total } from '../support/fake-store.ts';

const bounds = [1, 15, 60];
const labelsOf = ({ provider }: { readonly provider: string }) => ({ provider });
const row = (label: string, value: number, provider = 'any') =>
  total({ name: 'revision_first_status', provider, label, value });

test('buckets of the store are apart, buckets of the exposition hold all below them', () => {
  const samples = histogramSamples(
    'h',
    bounds,
    [row('60', 2), row('1', 3), row('+Inf', 1), row('sum_ms', 90_500)],
    labelsOf,
    [],
  );

  expect(samples.map(({ metricName, labels, value }) => [metricName, labels['le'], value])).toEqual([
    ['h_bucket', '1', 3],
    ['h_bucket', '15', 3],
    ['h_bucket', '60', 5],
    ['h_bucket', '+Inf', 6],
    ['h_sum', undefined, 90.5],
    ['h_count', undefined, 6],
  ]);
});

test('a bound of an older release counts in the next bucket above it', () => {
  const samples = histogramSamples('h', bounds, [row('20', 2), row('600', 1)], labelsOf, []);

  expect(samples.map(({ value }) => value)).toEqual([0, 0, 2, 3, 0, 3]);
});

test('a seed is exported at 0', () => {
  const samples = histogramSamples('h', bounds, [], labelsOf, [{ provider: 'any' }]);

  expect(samples.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0]);
});

test('an exemplar stands on its own bucket', () => {
  const exemplar = { url: 'https://github.com/o/r/runs/1', value: 12.5, at: 1_700_000_000_500 };

  const samples = histogramSamples('h', bounds, [{ ...row('15', 1), exemplar }], labelsOf, []);

  expect(samples.map((sample) => sample.exemplar)).toEqual([
    undefined,
    { labelSet: { url: exemplar.url }, value: 12.5, timestamp: 1_700_000_000.5 },
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['javascript:alert(1)', ''],
  [`https://ci.example.org/${'x'.repeat(120)}`, ''],
  ['https://ci.example.org/1', 'other'],
])('an exemplar to %s of repository %j is left out', (url, repository) => {
  const samples = histogramSamples(
    'h',
    bounds,
    [{ ...row('15', 1), repository, exemplar: { url, value: 2, at: 0 } }],
    labelsOf,
    [],
  );

  expect(samples.some((sample) => sample.exemplar !== undefined)).toBe(false);
});

test('every histogram grows from bucket to bucket and ends at its count', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('1', '15', '60', '+Inf'), fc.nat(1000), fc.constantFrom('a', 'b')), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(rows, (given) => {
      const samples = histogramSamples(
        'h',
        bounds,
        given.map(([label, value, provider]) => row(label, value, provider)),
        labelsOf,
        [],
      );

      for (const provider of new Set(given.map(([, , name]) => name))) {
        const own = samples.filter(({ sharedLabels }) => sharedLabels?.['provider'] === provider);
        const values = own.filter(({ metricName }) => metricName === 'h_bucket').map(({ value }) => value);
        expect(values).toEqual([...values].sort((a, b) => a - b));
        expect(own.at(-1)?.value).toBe(values.at(-1));
        expect(values.at(-1)).toBe(
          given.filter(([, , name]) => name === provider).reduce((sum, [, value]) => sum + value, 0),
        );
      }
    }),
  );
});

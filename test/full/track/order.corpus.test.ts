import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Observation } from '../../../src/model/observation.ts';
import { readPayload, readRecordings, readReplay, readSequences } from '../../support/corpus.ts';
import { rearranged } from '../../track/support/arbitrary-observation.ts';
import { fold } from '../../track/support/fold.ts';
import { foldInBatches } from '../../track/support/incremental-fold.ts';
import { someRules } from '../../track/support/rules.ts';
import { observe } from './support.ts';

const bodies = readRecordings().map(({ file, event }) => ({ id: file, event, payload: readPayload(file) }));
const sequences = readSequences().flatMap(({ deliveries }) => deliveries);
const streams = ['devlake-ants', 'packit-ogr-pr278-statuses'].flatMap((name) => readReplay(name).deliveries);
const logs: readonly (readonly Observation[])[] = [
  ...observe(bodies).values(),
  ...observe(sequences).values(),
  ...observe(streams).values(),
];

/** Up to 40 observations of one recorded repository. */
const recorded = fc
  .constantFrom(...logs)
  .chain((log) => fc.shuffledSubarray([...log], { minLength: 1, maxLength: Math.min(40, log.length) }));

test('any order and any repetition of real deliveries give identical rows', () => {
  fc.assert(
    fc.property(
      recorded.chain((log) => fc.tuple(fc.constant(log), rearranged(log))),
      ([log, other]) => {
        expect(JSON.stringify(fold(other, someRules))).toBe(JSON.stringify(fold(log, someRules)));
      },
    ),
    { numRuns: 1000 },
  );
});

test('any split of real deliveries into batches gives the rows of the whole', () => {
  fc.assert(
    fc.property(recorded, fc.array(fc.nat({ max: 40 }), { maxLength: 4 }), (log, cuts) => {
      const ends = [...cuts.filter((cut) => cut < log.length).sort((a, b) => a - b), log.length];
      const batches = ends.map((end, index) => log.slice(ends[index - 1] ?? 0, end));

      const { jobRuns, workflowRuns, revisions } = fold(log, someRules);
      const rows = [...jobRuns, ...workflowRuns, ...revisions];

      expect(foldInBatches(batches, someRules)).toEqual(new Map(rows.map((row) => [row.id, JSON.stringify(row)])));
    }),
    { numRuns: 1000 },
  );
});

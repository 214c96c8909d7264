import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateFiles } from '../../src/config/validate-files.ts';
import { importSlos } from '../../src/foreign/import-slos.ts';
import { readOpenSlo } from '../../src/openslo/read-openslo.ts';
import { foreignSamples } from './samples.ts';

const told = (text: string) =>
  importSlos([{ file: 'a.yaml', text }]).notes.map(({ line, column, message }) => `${line}:${column} ${message}`);
const queries = (text: string) =>
  [...importSlos([{ file: 'a.yaml', text }]).text.matchAll(/query: (.*)/g)].map(([, query]) => query);

describe('importing SLOs', () => {
  it.each([
    ['sloth', 3],
    ['slothKubernetes', 1],
    ['pyrra', 3],
    ['sloDev', 5],
    ['alpha', 3],
  ] as const)('makes of %s files that are strictly valid and written by nobody else', (format, count) => {
    const { text } = importSlos([{ file: 'a.yaml', text: foreignSamples[format] }]);

    expect(validateFiles([{ file: 'o.yaml', text }], { strict: true }).files[0]?.problems).toEqual([]);
    expect(readOpenSlo([{ file: 'o.yaml', text }], { strict: true, complete: false }).slos).toHaveLength(count);
  });

  it('makes counters of the queries of Sloth', () => {
    expect(queries(foreignSamples.sloth)).toEqual([
      'checkouts_total{code=~"5.."}',
      'checkouts_total',
      'search:errors:ratio{w="5m"}',
      '( sum(wait_count) - sum(wait_bucket{le="1"}) )',
      'wait_count',
    ]);
    expect(queries(foreignSamples.slothKubernetes)).toEqual(['pay_failed_total', 'pay_total']);
  });

  it('makes selectors of the filters of slo.dev', () => {
    expect(queries(foreignSamples.sloDev).slice(0, 2)).toEqual([
      'orders_total{code!~"5..", path="/buy", code!~"4..", code=~"2..", zone="eu"}',
      'orders_total',
    ]);
    expect(queries(foreignSamples.sloDev).slice(4)).toEqual([
      'delay_minutes{line="critical"}',
      'wait_seconds_bucket{le=~"0.5([.]0)?"}',
      'wait_seconds_count',
      'ok_total',
      'all_total',
    ]);
  });

  it('names what Sloth says and OpenSLO cannot', () => {
    expect(told(foreignSamples.sloth)).toEqual([
      '19:7 a ratio does not say of how many events it is; it is counted by slices of 5 minutes (RatioTimeslices)',
      '23:7 the query sums series before cislo sees them; a restart of one series counts as a restart of all',
      '31:5 this SLI has no queries of its own, so the SLO is left out; write its two queries',
      '34:12 the queries do more than rate or increase over the window, so the SLO is left out; write queries of counters',
      '13:5 alerting has no equivalent and is left out',
      '31:5 sli has no equivalent and is left out',
    ]);
  });

  it('names what Pyrra and slo.dev say and OpenSLO cannot', () => {
    expect(told(foreignSamples.pyrra).filter((note) => !note.includes('names no service'))).toEqual([
      '11:7 grouping has no equivalent and is left out',
      '29:36 only ratio, latency and bool_gauge can be said in OpenSLO, so the SLO is left out',
      '29:36 indicator has no equivalent and is left out',
    ]);
    expect(told(foreignSamples.sloDev)).toEqual([
      '19:3 alerting has no equivalent and is left out',
      '34:64 percentile has no equivalent and is left out',
      expect.stringMatching(/^50:.* a filter must be such as code != 500 or a map, so the SLO is left out$/),
      expect.stringMatching(/^51:.* objectives has no equivalent and is left out$/),
      expect.stringMatching(/^56:.* only ratio, threshold and latency can be said in OpenSLO, so the SLO is left out$/),
      expect.stringMatching(/^56:.* objectives has no equivalent and is left out$/),
    ]);
  });

  it('says why an SLO would not be valid in OpenSLO v1', () => {
    const notes = told(foreignSamples.alpha);

    expect(notes).toContainEqual(
      expect.stringContaining('Service Not a name is left out, because in OpenSLO v1 metadata.name: '),
    );
    expect(notes).toContainEqual(
      expect.stringContaining('SLO by-second is left out, because in OpenSLO v1 spec.timeWindow[0].duration: '),
    );
  });

  it('leaves a number that is none as it is written, so that the reason names it', () => {
    const text = foreignSamples.alpha.replaceAll('value: 900', 'value: many');

    expect(told(text)).toContainEqual(expect.stringMatching(/SLO mail-delay is left out, because .*value: .*many/));
  });

  it('reads numbers that stand behind an alias, and texts that YAML spells otherwise', () => {
    const text = foreignSamples.slothKubernetes
      .replace('objective: 99.9', 'objective: *goal')
      .replace('spec:\n', 'goal: &goal 99.90\nspec:\n');

    expect(importSlos([{ file: 'a.yaml', text }]).text).toContain('target: 0.999\n');
  });

  it.each([
    ['apiVersion: openslo/v1\nkind: SLO\n', '1:1 "openslo/v1 SLO" is not read; there are prometheus/v1, '],
    ['7\n', '1:1 "" is not read; '],
    ['version: prometheus/v1\nservice: x\nslos: []\n', '1:1 there is no SLO in it'],
    ['a: [', 'not valid YAML'],
  ])('says of %j what is wrong', (text, message) => {
    expect(told(text).join('\n')).toContain(message);
    expect(importSlos([{ file: 'a.yaml', text }]).text).toBe('');
  });

  it('never throws, and is strictly valid, whatever lines of a file are lost, repeated or spoilt', () => {
    const edit = fc.tuple(
      fc.nat(60),
      fc.constantFrom('lose', 'repeat', 'spoil', 'number'),
      fc.string({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(foreignSamples)),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        (sample, edits) => {
          const lines = sample.split('\n');
          for (const [number, how, piece] of edits) {
            const at = number % lines.length;
            const line = lines[at] ?? '';
            if (how === 'lose') lines.splice(at, 1);
            else if (how === 'repeat') lines.splice(at, 0, line);
            else lines[at] = line.replace(/: .*$/, how === 'number' ? ': -7' : `: ${piece}`);
          }
          const { text } = importSlos([{ file: 'a.yaml', text: lines.join('\n') }]);
          expect(text === '' ? [] : readOpenSlo([{ file: 'o.yaml', text }], { strict: true }).problems).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });
});

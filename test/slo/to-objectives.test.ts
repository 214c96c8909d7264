import { describe, expect, it } from 'vitest';
import { budgetMethodOf } from '../../src/slo/budget-method-of.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { annotationsOf } from '../../src/slo/slo-annotations.ts';

const head = 'apiVersion: openslo/v1\nkind: ';
const slo = (spec: string, metadata = '') => `${head}SLO
metadata: { name: calls${metadata} }
spec:
  service: ci
  timeWindow: [{ duration: 30d, isRolling: true }]
${spec}`;
const source = `${head}DataSource
metadata: { name: main }
spec: { type: Prometheus, connectionDetails: { url: env:PROMETHEUS_URL } }
`;
const query = (text: string) => `{ metricSource: { metricSourceRef: main, spec: { query: '${text}' } } }`;
const ratio = `  indicator: { metadata: { name: c }, spec: { ratioMetric: { counter: true, good: ${query('good_total')}, total: ${query('all_total')} } } }\n`;
const cislo = (spec: string) => `{ metricSource: { type: cislo, spec: ${spec} } }`;

function read(...texts: readonly string[]) {
  return readObjectives(texts.map((text, index) => ({ file: `${index}.yaml`, text })));
}

describe('objectives of an SLO', () => {
  it('are one for each target, and the further ones are numbered', () => {
    const { objectives, problems } = read(
      source,
      slo(
        `${ratio}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.9 }, { displayName: strict, target: 0.99 }]`,
      ),
    );

    expect(problems).toEqual([]);
    expect(objectives.map(({ name, displayName, targetDecimal }) => [name, displayName, targetDecimal])).toEqual([
      ['calls', 'calls', '0.9'],
      ['calls:2', 'calls: strict', '0.99'],
    ]);
    expect(objectives[0]?.indicatorHash).toBe(objectives[1]?.indicatorHash);
  });

  it('of another system know where it is and what is asked', () => {
    const { objectives } = read(source, slo(`${ratio}  budgetingMethod: Occurrences\n  objectives: [{ target: 0.9 }]`));

    expect(objectives[0]?.indicator).toEqual({
      eventType: 'measured',
      type: 'source',
      connection: { type: 'prometheus', details: { url: 'env:PROMETHEUS_URL' } },
      metric: {
        type: 'ratio',
        counter: true,
        side: 'good',
        outcome: { type: 'promql', text: 'good_total' },
        total: { type: 'promql', text: 'all_total' },
      },
    });
  });

  it('by slices know their length and target', () => {
    const { objectives } = read(
      source,
      slo(
        `${ratio}  budgetingMethod: Timeslices\n  objectives: [{ target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 5m }]`,
        ', annotations: { cislo.dev/empty-slice: good }',
      ),
    );

    expect(objectives.map(budgetMethodOf)).toEqual([
      {
        type: 'timeslices',
        slice: { ms: 300_000, localDays: null },
        sliceTarget: { numerator: 95n, denominator: 100n },
        emptySlice: 'good',
      },
    ]);
  });

  it('with a threshold over events count those whose value is known', () => {
    const text = slo(
      `  indicator: { metadata: { name: c }, spec: { thresholdMetric: ${cislo('{ event: job-run, where: "kind = \'test\'", value: queue_seconds }')} } }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9, op: lte, value: 300 }]`,
    );

    const { objectives, problems } = read(text);

    expect(problems).toEqual([]);
    expect(objectives[0]?.conditions).toMatchObject({
      where: { text: "(kind = 'test') and queue_seconds is not null" },
      outcome: { side: 'good', text: 'queue_seconds <= 300' },
    });
  });

  it('say which number columns there are when a threshold names another', () => {
    const text = slo(
      `  indicator: { metadata: { name: c }, spec: { thresholdMetric: ${cislo('{ event: job-run, value: name }')} } }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9, op: lte, value: 300 }]`,
    );

    expect(read(text).problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /value must be a number column of job-run \(repository_id, .*queue_seconds.*\), got "name"/,
      ),
    ]);
  });

  it('take what annotations say, and a wrong one is a problem', () => {
    const annotations = `, annotations: { cislo.dev/phases: '2026-01-01 99; 2026-02-01 99.5', cislo.dev/group-by: repository, cislo.dev/tier: core }`;
    const events = `  indicator: { metadata: { name: c }, spec: { ratioMetric: { counter: true, good: ${cislo('{ where: "true" }')}, total: ${cislo('{ event: job-run }')} } } }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]`;
    const wrong = `, annotations: { cislo.dev/phases: soon, cislo.dev/group-by: nothing, cislo.dev/empty-slice: maybe, cislo.dev/owners: x }`;

    const [objective] = read(slo(events, annotations)).objectives;

    expect(annotationsOf(objective as NonNullable<typeof objective>)).toMatchObject({
      tier: 'core',
      groupBy: ['repository'],
      phases: [{ targetDecimal: '0.99' }, { targetDecimal: '0.995' }],
    });
    expect(read(slo(events, wrong)).problems.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('annotation cislo.dev/owners: is not known'),
        expect.stringContaining('annotation cislo.dev/empty-slice: must be good or bad'),
        expect.stringContaining('annotation cislo.dev/phases:'),
        expect.stringContaining('annotation cislo.dev/group-by: job-run has no column "nothing"'),
      ]),
    );
  });

  it('without a DataSource, or of two systems at once, are refused', () => {
    const bare = slo(
      `  indicator: { metadata: { name: c }, spec: { ratioMetric: { counter: true, good: { metricSource: { type: prometheus, spec: { query: a } } }, total: { metricSource: { type: prometheus, spec: { query: b } } } } } }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]`,
    );
    const mixed = slo(
      `  indicator: { metadata: { name: c }, spec: { ratioMetric: { counter: true, good: ${cislo('{ where: "true" }')}, total: ${query('b')} } } }
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]`,
    );

    expect(read(bare).objectives).toEqual([]);
    expect(read(bare).problems).not.toEqual([]);
    expect(read(source, mixed).problems.map(({ message }) => message)).toEqual([
      'all queries of a metric must be for the same system',
    ]);
  });
});

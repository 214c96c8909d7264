import { describe, expect, it } from 'vitest';
import { readOpenSlo } from '../../src/openslo/read-openslo.ts';
import { readMethod } from '../../src/slo/budget-method-of.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { explainVerdict } from '../../src/slo/explain-verdict.ts';
import { readMeasured } from '../../src/slo/read-measured.ts';
import { readSloFiles } from '../../src/slo/read-slo-files.ts';
import { toObjectives } from '../../src/slo/to-objectives.ts';

const head = 'apiVersion: openslo/v1\nkind: ';
const dataSource = (type: string, details = '{ url: env:URL }') =>
  `${head}DataSource\nmetadata: { name: main }\nspec: { type: ${type}, connectionDetails: ${details} }\n`;
const slo = (metric: string, { method = 'Occurrences', objective = 'target: 0.9', metadata = '' } = {}) => `${head}SLO
metadata: { name: calls${metadata} }
spec:
  service: ci
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: ${method}
  indicator: { metadata: { name: c }, spec: { ${metric} } }
  objectives: [{ ${objective} }]
`;
const of = (spec: string) => `{ metricSource: { metricSourceRef: main, spec: ${spec} } }`;
const ours = (spec: string) => `{ metricSource: { type: cislo, spec: ${spec} } }`;
const ratio = (outcome: string, total: string, side = 'good') =>
  `ratioMetric: { counter: true, ${side}: ${outcome}, total: ${total} }`;
const slices = { method: 'RatioTimeslices', objective: 'target: 0.9, timeSliceWindow: 5m' };
const limit = { objective: 'target: 0.9, op: lte, value: 0.5' };
const files = (texts: readonly string[]) => texts.map((text, index) => ({ file: `${index}.yaml`, text }));

function read(...texts: readonly string[]) {
  const { objectives, problems, unsupported } = readSloFiles(files(texts), { strict: false, complete: false });
  return { objectives, messages: [...problems, ...unsupported].map(({ message }) => message) };
}

/** The first SLO, whatever its queries hold. */
function unchecked(...texts: readonly string[]) {
  const options = { strict: false, complete: false, conditionKinds: [], checkMetric: () => [] };
  const [found] = readOpenSlo(files(texts), options).slos;
  const objective = found?.objectives[0];
  if (found?.indicator == null || objective === undefined) throw new Error('the file holds no SLO that is right');
  return { slo: found, metric: found.indicator.metric, objective };
}

const sql = (text: string) => ({ type: 'sql', text });
const promql = (text: string) => ({ type: 'promql', text });

describe('a metric of another system', () => {
  it.each([
    [
      'ClickHouse',
      slo(ratio(of("{ where: 'code < 500' }"), of('{ table: calls, time: at, where: "route = 1" }'))),
      {
        type: 'rows',
        side: 'good',
        query: { type: 'table', table: 'calls', time: 'at', where: 'route = 1', good: 'code < 500' },
      },
    ],
    [
      'ClickHouse',
      slo(ratio(of("{ where: 'code >= 500' }"), of('{ table: calls, time: at }'), 'bad')),
      {
        type: 'rows',
        side: 'bad',
        query: { type: 'table', table: 'calls', time: 'at', where: 'true', good: 'code >= 500' },
      },
    ],
    [
      'PostgreSQL',
      slo(ratio(of('{ query: select 1 }'), of("{ query: ' select 1 ' }"))),
      { type: 'rows', side: 'good', query: sql('select 1') },
    ],
    [
      'prometheus',
      slo(`ratioMetric: { counter: true, raw: ${of('{ query: up }')}, rawType: failure }`, slices),
      { type: 'raw', rawType: 'failure', query: promql('up') },
    ],
    [
      'postgresql',
      slo(`ratioMetric: { counter: true, raw: ${of('{ query: select 1 }')}, rawType: success }`, slices),
      { type: 'raw', rawType: 'success', query: sql('select 1') },
    ],
    [
      'prometheus',
      slo(`thresholdMetric: ${of('{ query: p99 }')}`, limit),
      { type: 'threshold', op: 'lte', limit: '0.5', query: promql('p99') },
    ],
    [
      'clickhouse',
      slo(`thresholdMetric: ${of('{ query: select 1 }')}`, limit),
      { type: 'threshold', op: 'lte', limit: '0.5', query: sql('select 1') },
    ],
  ])('of %s is read (%#)', (type, text, metric) => {
    const { objectives, messages } = read(dataSource(type), text);

    expect(messages).toEqual([]);
    expect(objectives.map(({ indicator, conditions }) => [indicator, conditions])).toEqual([
      [
        {
          eventType: 'measured',
          type: 'source',
          connection: { type: type.toLowerCase(), details: { url: 'env:URL' } },
          metric,
        },
        null,
      ],
    ]);
  });

  it.each([
    [
      'postgresql',
      '{ url: x }',
      slo(ratio(of('{ query: a }'), of('{ table: calls, time: at }'))),
      ['query', 'table', 'time'],
    ],
    ['clickhouse', '{ url: x }', slo(ratio(of('{ where: a }'), of('{ table: calls, tim: at }'))), ['time', 'tim']],
    ['prometheus', '{ url: x }', slo(ratio(of('{ query: "" }'), of('{ query: a }'))), ['query must not be empty']],
    ['prometheus', '{ user: x }', slo(ratio(of('{ query: a }'), of('{ query: a }'))), ['must hold a url', 'got user']],
  ])('of %s with something wrong has no objective, and says it (%#)', (type, details, text, expected) => {
    const { objectives, messages } = read(dataSource(type, details), text);
    const { slo: found, metric, objective } = unchecked(dataSource(type, details), text);

    expect(objectives).toEqual([]);
    for (const part of expected) expect(messages).toContainEqual(expect.stringContaining(part));
    expect(readMeasured(metric, objective)).toMatchObject({ problems: expected.map(() => ({})) });
    expect(toObjectives(found)).toEqual([]);
  });

  it('that cislo does not ask, or that lacks its limit, is none', () => {
    const foreign = unchecked(dataSource('datadog'), slo(ratio(of('{ query: a }'), of('{ query: b }'))));
    const threshold = unchecked(dataSource('prometheus'), slo(`thresholdMetric: ${of('{ query: a }')}`, limit));

    expect(readMeasured(foreign.metric, foreign.objective)).toEqual({ problems: [] });
    expect(readMeasured(threshold.metric, { ...threshold.objective, op: null })).toEqual({ problems: [] });
    expect(readMeasured(threshold.metric, { ...threshold.objective, value: null })).toEqual({ problems: [] });
  });

  it('whose DataSource holds no map of details lacks its url', () => {
    const {
      slo: found,
      metric,
      objective,
    } = unchecked(dataSource('prometheus'), slo(`thresholdMetric: ${of('{ query: a }')}`, limit));
    if (metric.type !== 'threshold' || metric.threshold.dataSource === null) throw new Error('it names a DataSource');
    const { dataSource: named } = metric.threshold;
    const without = (connectionDetails: unknown) => ({
      ...metric,
      threshold: { ...metric.threshold, dataSource: { ...named, connectionDetails } as typeof named },
    });

    for (const details of [null, [], 'url'])
      expect(readMeasured(without(details), objective)).toMatchObject({
        problems: [{ message: 'connectionDetails must hold a url, or env:NAME for it' }],
      });
    expect(toObjectives(found)).toHaveLength(1);
    expect(toObjectives({ ...found, indicator: null })).toEqual([]);
  });

  it('has no conditions over events', () => {
    const [objective] = read(dataSource('prometheus'), slo(`thresholdMetric: ${of('{ query: a }')}`, limit)).objectives;
    if (objective === undefined) throw new Error('the file is right');

    expect(() => compileIndicator(objective.indicator)).toThrow(TypeError);
    expect(explainVerdict(objective, {} as never, 0, 0)).toBeNull();
  });
});

describe('a raw ratio', () => {
  const raw = (query: string) => `ratioMetric: { counter: true, raw: ${query}, rawType: success }`;

  it('has no occurrences, and events are none', () => {
    expect(read(dataSource('prometheus'), slo(raw(of('{ query: up }')))).messages).toEqual([
      expect.stringContaining('a raw ratio has no occurrences'),
    ]);
    expect(read(slo(raw(ours('{ event: job-run }')), slices)).messages).toEqual([
      'events are no ratios; write good and total, or per to look at subjects',
    ]);
    expect(read(slo(raw('{ metricSource: { type: prometheus, spec: { query: up } } }'), slices)).messages).toEqual([
      expect.stringContaining('needs a metricSourceRef to a DataSource'),
    ]);
  });
});

describe('a threshold over events', () => {
  const threshold = (spec: string) => slo(`thresholdMetric: ${ours(spec)}`, limit);

  it('may be over a number that a custom event carries', () => {
    const { objectives, messages } = read(threshold('{ event: custom, value: data.seconds }'));

    expect(messages).toEqual([]);
    expect(objectives[0]?.conditions?.outcome.text).toBe('data.seconds <= 0.5');
  });

  it.each([
    ['{ event: job-run }', 'value'],
    ['{ event: job-run, value: queue_seconds, within: 1h }', 'within'],
    ['{ event: job-run, value: queue_seconds, from: queued }', 'from must be a time column'],
  ])('is refused with something wrong: %s', (spec, message) => {
    expect(read(threshold(spec)).messages).toContainEqual(expect.stringContaining(message));
    expect(toObjectives(unchecked(threshold(spec)).slo)).toEqual([]);
  });
});

describe('a budgeting method', () => {
  it('by slices says what it lacks', () => {
    const { objective } = unchecked(
      dataSource('prometheus'),
      slo(ratio(of('{ query: a }'), of('{ query: b }')), slices),
    );

    expect(readMethod({ budgetingMethod: 'Timeslices' }, { ...objective, timeSliceWindow: null })).toEqual({
      reason: 'Timeslices needs a timeSliceWindow, such as 5m',
    });
    expect(readMethod({ budgetingMethod: 'Timeslices' }, objective)).toEqual({
      reason: 'Timeslices needs a timeSliceTarget, such as 0.95',
    });
  });
});

describe('annotations', () => {
  const annotated = (annotations: string, metric = ratio(ours('{ where: "true" }'), ours('{ event: job-run }'))) =>
    read(dataSource('prometheus'), slo(metric, { metadata: `, annotations: { ${annotations} }` })).messages;

  it('tell what is wrong with exclusions and groups', () => {
    expect(annotated(`cislo.dev/exclude: '[{'`)).toContainEqual(expect.stringContaining('is no YAML or JSON'));
    expect(annotated(`cislo.dev/exclude: 'soon'`)).toContainEqual(
      expect.stringContaining('annotation cislo.dev/exclude:'),
    );
    expect(annotated(`cislo.dev/group-by: 'a,b,c'`)).toEqual([expect.stringContaining('at most 2 columns')]);
    expect(annotated('cislo.dev/group-by: repository', ratio(of('{ query: a }'), of('{ query: b }')))).toEqual([
      'annotation cislo.dev/group-by: instances need events of cislo',
    ]);
  });

  it('name who may see an SLO, and columns with a path', () => {
    const custom = ratio(ours('{ where: "true" }'), ours('{ event: custom }'));

    expect(annotated('cislo.dev/visible-to: "members, octocat", cislo.dev/group-by: data.asset.name', custom)).toEqual(
      [],
    );
  });
});

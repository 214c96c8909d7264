import { describe, expect, it } from 'vitest';
import { objectText, problemsIn, warningsIn } from './read-text.ts';

describe('an object', () => {
  it.each([
    [
      'kind: Service\nmetadata: { name: x }\n',
      '1:1 api-version apiVersion: apiVersion is missing; write apiVersion: openslo/v1',
    ],
    [
      'apiVersion: openslo/v1alpha\nkind: Service\n',
      '1:13 api-version apiVersion: apiVersion must be openslo/v1, got "openslo/v1alpha"',
    ],
    [
      'apiVersion: openslo/v1\nkind: Servise\n',
      '2:7 kind kind: kind must be one of SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget, got "Servise"; did you mean Service?',
    ],
    [
      `${objectText('Service', '{}')}status: {}\n`,
      '5:1 unknown-key status: unknown key "status"; allowed here: apiVersion, kind, metadata, spec',
    ],
    ['apiVersion: openslo/v1\nkind: Service\n', '1:1 required metadata: metadata is missing; it must be a map of keys'],
    [objectText('Service', '{}', '{}'), '3:1 required metadata.name: name is missing; it must be a text'],
    [objectText('Service', '{}', '{ name: "" }'), '3:19 required metadata.name: name must be a text, got an empty one'],
    [
      objectText('Service', '{}', '{ name: x, displayName: 3 }'),
      '3:35 type metadata.displayName: displayName must be a text, got 3',
    ],
    [
      objectText('Service', '{}', '{ name: x, labels: [] }'),
      '3:30 type metadata.labels: labels must be a map of keys, got an empty list',
    ],
    [
      objectText('Service', '{}', '{ name: x, labels: { "-a": b } }'),
      '3:32 label-key metadata.labels.-a: a label\'s key must be at most 63 letters, digits, hyphens, dots and underscores, with a letter or digit at both ends, got "-a"',
    ],
    [
      objectText('Service', '{}', '{ name: x, labels: { a: 1 } }'),
      '3:35 type metadata.labels.a: a label must be a text or a list of texts, got 1; put numbers into quotes',
    ],
    [
      objectText('Service', '{}', '{ name: x, annotations: { A.b/c: d } }'),
      '3:37 annotation-key metadata.annotations.A.b/c: an annotation\'s key must be an optional domain and a slash, then at most 63 letters, digits, hyphens, dots and underscores, with a letter or digit at both ends, got "A.b/c"',
    ],
    [
      objectText('Service', '{}', '{ name: x, annotations: { a: true } }'),
      '3:40 type metadata.annotations.a: an annotation must be a text, got true; put it into quotes',
    ],
    [objectText('Service', '[]'), '4:7 type spec: spec must be a map of keys, got an empty list'],
    [
      objectText('Service', `{ description: ${'é'.repeat(1051)} }`),
      '4:22 range spec.description: description must be at most 1050 characters long, got 1051',
    ],
    [
      objectText('Service', '{ markdown: x }'),
      '4:9 unknown-key spec.markdown: unknown key "markdown"; allowed here: description',
    ],
  ])('%j has a problem', (text, expected) => {
    expect(problemsIn(text)).toContain(expected);
  });

  it('may leave out or leave empty what is optional', () => {
    const bare = '{ name: x, displayName: , labels: { a: , b: [] }, annotations: { c: } }';

    expect(problemsIn(objectText('Service', '', bare))).toEqual([]);
    expect(
      problemsIn('apiVersion: openslo/v1\nkind: Service\nmetadata: { name: x, labels: , annotations: }\n'),
    ).toEqual([]);
  });
});

describe('a DataSource', () => {
  it.each([
    [
      '{}',
      [
        '4:1 required spec.connectionDetails: connectionDetails is missing; it says how to connect',
        '4:1 required spec.type: type is missing; it must be a text',
      ],
    ],
    ['', ['4:7 type spec: spec must be a map of keys, got null']],
    ['{ type: x, connectionDetails: [] }', []],
  ])('with the spec %j', (spec, expected) => {
    expect(problemsIn(objectText('DataSource', spec))).toEqual(expected);
  });
});

describe('an AlertNotificationTarget', () => {
  it('needs a target', () => {
    expect(problemsIn(objectText('AlertNotificationTarget', '{ description: x }'))).toEqual([
      '4:1 required spec.target: target is missing; it must be a text',
    ]);
    expect(problemsIn('apiVersion: openslo/v1\nkind: AlertNotificationTarget\nmetadata: { name: x }\n')).toEqual([
      '1:1 required spec: spec is missing; it must be a map of keys',
    ]);
  });
});

describe('an AlertCondition', () => {
  const whole =
    '{ severity: page, condition: { kind: burnrate, op: gt, threshold: 2, lookbackWindow: 1h, alertAfter: 5m } }';

  it.each([
    [whole, []],
    [whole.replace('5m', '0m'), []],
    [whole.replace('kind: burnrate, ', ''), []],
    ['{ severity: page }', ['4:1 required spec.condition: condition is missing; it must be a map of keys']],
    [
      '{ condition: {} }',
      [
        '4:1 required spec.severity: severity is missing; it must be a text',
        '4:9 required spec.condition.op: op is missing; it must be lt or lte or gt or gte',
        '4:9 required spec.condition.threshold: threshold is missing; it must be a number',
        '4:9 required spec.condition.lookbackWindow: lookbackWindow is missing; it must be a whole number and one of m h d w M Q Y, such as 30d',
      ],
    ],
    [
      whole.replace('burnrate', 'burnrat'),
      ['4:44 one-of spec.condition.kind: kind must be burnrate, got "burnrat"; did you mean burnrate?'],
    ],
    [whole.replace('burnrate', '3'), ['4:44 one-of spec.condition.kind: kind must be burnrate, got 3']],
    [
      whole.replace('threshold: 2', 'threshold: .inf'),
      ['4:73 type spec.condition.threshold: threshold must be a finite number, got Infinity'],
    ],
    [
      whole.replace('1h', '[]'),
      ['4:92 type spec.condition.lookbackWindow: lookbackWindow must be a text, got an empty list'],
    ],
    [
      whole.replace('5m', '-5m'),
      [
        '4:108 duration spec.condition.alertAfter: alertAfter must be a whole number and one of m h d w M Q Y, such as 30d, got "-5m"',
      ],
    ],
    [
      whole.replace('5m', '5s'),
      [
        '4:108 duration spec.condition.alertAfter: alertAfter must be a whole number and one of m h d w M Q Y, such as 30d, got "5s"',
      ],
    ],
    ['x', ['4:7 type spec: spec must be a map of keys, got "x"']],
  ])('with the spec %j', (spec, expected) => {
    expect(problemsIn(objectText('AlertCondition', spec))).toEqual(expected);
  });

  it('may be of a kind that the caller knows, unless strict', () => {
    const text = objectText('AlertCondition', whole.replace('burnrate', 'exhaustion'));
    const options = { conditionKinds: ['exhaustion'] };

    expect(problemsIn(text, options)).toEqual([]);
    expect(problemsIn(text, { ...options, strict: true })).toEqual([
      expect.stringContaining('strict spec.condition.kind: kind must be burnrate, got exhaustion'),
    ]);
    expect(problemsIn(text)).toEqual([expect.stringContaining('kind must be burnrate, got "exhaustion"')]);
  });
});

describe('an AlertPolicy', () => {
  const whole = '{ conditions: [{ conditionRef: c }], notificationTargets: [{ targetRef: t }] }';
  const both = 'conditionRef: c, kind: AlertCondition, metadata: { name: c }';

  it.each([
    ['', ['spec: spec must be a map of keys, got null']],
    [
      '{}',
      [
        'spec.conditions: conditions must hold exactly one condition, got 0; write one policy for each',
        'spec.notificationTargets: notificationTargets must hold at least one target, got none',
      ],
    ],
    [whole.replace('[{ conditionRef: c }]', 'c'), ['spec.conditions: conditions must be a list, got "c"']],
    [
      whole.replace('[{ targetRef: t }]', 't'),
      ['spec.notificationTargets: notificationTargets must be a list, got "t"'],
    ],
    [whole.replace('{ conditionRef: c }', 'c'), ['spec.conditions[0]: conditions must be a map of keys, got "c"']],
    [
      whole.replace('{ conditionRef: c }', ''),
      ['spec.conditions: conditions must hold exactly one condition, got 0; write one policy for each'],
    ],
    [
      whole.replace('conditionRef: c', both),
      ['spec.conditions[0]: write conditionRef, or an object with kind, metadata and spec; both are there; keep one'],
    ],
    [
      whole.replace('conditionRef: c', ''),
      [
        'spec.conditions[0]: write conditionRef, or an object with kind, metadata and spec; neither is there; write one',
      ],
    ],
    [
      whole.replace('conditionRef: c', 'conditionRef: C C'),
      [
        'spec.conditions[0].conditionRef: conditionRef must be 1 to 255 lower-case letters, digits, hyphens, dots, bars, slashes and backslashes, with a letter or digit at both ends, got "C C"',
      ],
    ],
    [
      whole.replace('conditionRef: c', 'kind: AlertPolicy, metadata: { name: c }'),
      [
        'spec.conditions[0].kind: kind must be AlertCondition, got "AlertPolicy"',
        'spec.conditions[0].spec: spec is missing; it must be a map of keys',
      ],
    ],
    [
      whole.replace('{ conditions', '{ alertWhenNoData: "yes", conditions'),
      ['spec.alertWhenNoData: alertWhenNoData must be true or false, got "yes"'],
    ],
  ])('with the spec %j', (spec, expected) => {
    const found = problemsIn(objectText('AlertPolicy', spec)).map((one) => one.replace(/^\S+ \S+ /, ''));

    expect([...found].sort()).toEqual([...expected].sort());
  });
});

describe('an SLI', () => {
  const query = '{ metricSource: { type: x, spec: { query: q } } }';

  it.each([
    ['', ['spec: spec must be a map of keys, got null']],
    ['{}', ['spec: an indicator has a ratioMetric or a thresholdMetric; neither is there; write one']],
    [
      `{ ratioMetric: { raw: ${query}, rawType: success }, thresholdMetric: ${query} }`,
      ['spec: an indicator has a ratioMetric or a thresholdMetric; both are there; keep one'],
    ],
    ['{ ratioMetric: 3 }', ['spec.ratioMetric: ratioMetric must be a map of keys, got 3']],
    [
      '{ ratioMetric: { counter: 1 } }',
      [
        'spec.ratioMetric.counter: counter must be true or false, got 1',
        'spec.ratioMetric: a ratioMetric has good and total, or bad and total, or raw with rawType; got none of them',
      ],
    ],
    [
      `{ ratioMetric: { good: ${query} } }`,
      ['spec.ratioMetric: a ratioMetric has good and total, or bad and total, or raw with rawType; got good'],
    ],
    [
      `{ ratioMetric: { raw: ${query} } }`,
      ['spec.ratioMetric.rawType: rawType is missing; it must be success or failure'],
    ],
    [
      `{ ratioMetric: { raw: ${query}, rawType: good } }`,
      ['spec.ratioMetric.rawType: rawType must be success or failure, got "good"'],
    ],
    [
      `{ ratioMetric: { good: {}, total: ${query} } }`,
      ['spec.ratioMetric.good.metricSource: metricSource is missing; it must be a map of keys'],
    ],
    ['{ thresholdMetric: 3 }', ['spec.thresholdMetric: thresholdMetric must be a map of keys, got 3']],
    [
      '{ thresholdMetric: { metricSource: { type: x } } }',
      ['spec.thresholdMetric.metricSource.spec: spec is missing; it must be a map of keys'],
    ],
    [
      '{ thresholdMetric: { metricSource: { type: x, spec: {} } } }',
      ['spec.thresholdMetric.metricSource.spec: spec must say at least one thing, got an empty map; write the query'],
    ],
    [
      '{ thresholdMetric: { metricSource: { type: x, spec: q } } }',
      ['spec.thresholdMetric.metricSource.spec: spec must be a map of keys, got "q"'],
    ],
    [`{ thresholdMetric: ${query} }`, []],
    [`{ ratioMetric: { bad: ${query}, total: ${query} } }`, []],
  ])('with the spec %j', (spec, expected) => {
    const found = problemsIn(objectText('SLI', spec)).map((one) => one.replace(/^\S+ \S+ /, ''));

    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('is warned of when it does not say where its numbers come from, or says too much', () => {
    const bare = objectText(
      'SLI',
      '{ thresholdMetric: { metricSource: { metricSourceRef: "", spec: { query: q } } } }',
    );
    const typed = objectText('SLI', `{ ratioMetric: { good: ${query}, total: ${query}, rawType: success } }`);

    expect(problemsIn(bare)).toEqual([]);
    expect(warningsIn(bare)).toEqual([
      '4:28 source spec.thresholdMetric.metricSource: neither type nor metricSourceRef says where the numbers come from; write type',
    ]);
    expect(warningsIn(typed)).toEqual([expect.stringContaining('rawType belongs to raw; here it says nothing')]);
  });
});

import { describe, expect, it } from 'vitest';
import { readSloFiles } from '../../src/slo/read-slo-files.ts';
import { edited, problemsOf } from './objective-problems.ts';

const window = 'timeWindow:\n    - duration: 30d\n      isRolling: true';
const calendar = (duration: string) =>
  `timeWindow:\n    - duration: ${duration}\n      calendar: { startTime: '2026-01-01 00:00:00', timeZone: UTC }`;
const objectives = 'objectives:\n    - displayName: Answer within 12 h\n      target: 0.98';
const other =
  '{ metadata: { name: x }, spec: { thresholdMetric: { metricSource: { type: datadog, spec: { query: q } } } } }';

describe('an SLO that is right as OpenSLO and cannot be run', () => {
  it.each([
    [
      edited(['Occurrences', 'RatioTimeslices'], ['target: 0.98', 'target: 0.98\n      timeSliceWindow: 1M']),
      ['41:7 timeSliceWindow must be in m, h, d or w, got 1M'],
    ],
    [edited(['target: 0.98', 'target: 0']), ['41:7 a target of 0 is not supported; write one above 0, such as 0.99']],
    [edited([window, calendar('5h')]), ['37:7 timeWindow: a calendar window of 5h; write d, w, M, Q or Y']],
    [
      edited(['type: cislo', 'type: Prometheus'], ['type: cislo', 'metricSourceRef: ""']),
      ['26:11 a query without a type cannot be run; write cislo, prometheus, clickhouse or postgresql'],
    ],
    [
      edited(
        ['  indicator:\n', '  x:\n'],
        [objectives, `objectives: [{ target: 0.9, op: lt, value: 1, indicator: ${other} }]`],
      ).replace(/ {2}x:\n( {4}.*\n)+/, ''),
      [expect.stringMatching(/type "datadog" cannot be run; write cislo, prometheus, clickhouse or postgresql/)],
    ],
  ])('is valid, has no objective, and is a problem only at the start (%#)', (text, expected) => {
    const read = readSloFiles([{ file: 'x.yaml', text }], { strict: false, complete: false });

    expect(read.problems).toEqual([]);
    expect(read.unsupported.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected);
    expect(read.objectives).toEqual([]);
    expect(problemsOf(text)).toHaveLength(expected.length);
  });

  it('with an alert policy that can never be true is told the largest threshold that can', () => {
    const policy = `apiVersion: openslo/v1
kind: AlertPolicy
metadata: { name: fast }
spec:
  conditions:
    - kind: AlertCondition
      metadata: { name: fast }
      spec: { severity: page, condition: { kind: burnrate, op: gt, threshold: 60, lookbackWindow: 1h, alertAfter: 2m } }
  notificationTargets:
    - { kind: AlertNotificationTarget, metadata: { name: us }, spec: { target: slack } }
`;
    const text = edited(['  timeWindow:', '  alertPolicies: [{ alertPolicyRef: fast }]\n  timeWindow:']);
    const files = [
      { file: 'x.yaml', text },
      { file: 'y.yaml', text: policy },
    ];

    const read = readSloFiles(files, { strict: false, complete: true });

    expect(read.problems).toEqual([]);
    expect(read.unsupported.map(({ file, message }) => [file, message])).toEqual([
      ['y.yaml', expect.stringMatching(/^condition\.threshold .*50/)],
    ]);
    expect(read.objectives).toEqual([]);
    const none = readSloFiles(
      [{ file: 'x.yaml', text: text.replace('target: 0.98', 'target: 0') }, files[1] as never],
      {
        strict: false,
        complete: true,
      },
    );
    expect(none.unsupported.map(({ message }) => message)).toEqual([expect.stringContaining('a target of 0')]);
  });

  it('may refer to an object that is in no file, until cislo starts', () => {
    const text = edited(['  timeWindow:', '  alertPolicies: [{ alertPolicyRef: fast }]\n  timeWindow:']);
    const read = readSloFiles([{ file: 'x.yaml', text }], { strict: false, complete: false });

    expect([read.problems, read.warnings.map(({ rule }) => rule)]).toEqual([[], ['reference']]);
    expect(problemsOf(text)).toEqual([expect.stringContaining('names AlertPolicy "fast", which no file here defines')]);
  });
});

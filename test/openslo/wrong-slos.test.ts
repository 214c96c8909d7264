import { describe, expect, it } from 'vitest';
import { readOpenSlo } from '../../src/openslo/read-openslo.ts';
import {
  editedSlo,
  objectText,
  problemsIn,
  ratioIndicator,
  readTexts,
  sloText,
  thresholdIndicator,
  warningsIn,
} from './read-text.ts';

const window = 'timeWindow: [{ duration: 30d, isRolling: true }]';

describe('an SLO', () => {
  it('is valid', () => {
    expect(problemsIn(sloText)).toEqual([]);
    expect(problemsIn(sloText, { strict: true, complete: true })).toEqual([]);
    expect(warningsIn(sloText)).toEqual([]);
  });

  it.each([
    [['  service: ci\n', ''], '4:1 required spec.service: service is missing; it must be a text'],
    [
      [`indicator: ${ratioIndicator}`, 'indicator: 3'],
      '6:14 type spec.indicator: indicator must be a map of keys, got 3',
    ],
    [
      [`indicator: ${ratioIndicator}`, 'indicator: {}'],
      '6:3 required spec.indicator.metadata: metadata is missing; it must be a map of keys',
    ],
    [
      [`indicator: ${ratioIndicator}`, 'indicatorRef: I I'],
      '6:17 name spec.indicatorRef: indicatorRef must be 1 to 255 lower-case letters, digits, hyphens, dots, bars, slashes and backslashes, with a letter or digit at both ends, got "I I"',
    ],
    [
      ['  service: ci', '  service: ci\n  indicatorRef: i'],
      '4:1 exclusive spec: an SLO has an indicator or an indicatorRef, in spec or (composite) in each objective; spec has both, keep one',
    ],
    [
      [`  indicator: ${ratioIndicator}\n`, ''],
      '4:1 exclusive spec: an SLO has an indicator or an indicatorRef, in spec or (composite) in each objective; here neither has it',
    ],
    [
      ['target: 0.99', 'target: 0.99, indicatorRef: i'],
      '4:1 exclusive spec: an SLO has an indicator or an indicatorRef, in spec or (composite) in each objective; here both have it, keep one',
    ],
    [[window, 'timeWindow: []'], '7:3 length spec.timeWindow: timeWindow must hold exactly one window, got 0'],
    [[window, 'timeWindow: 30d'], '7:15 type spec.timeWindow: timeWindow must be a list, got "30d"'],
    [[window, 'timeWindow: [30d]'], '7:16 type spec.timeWindow[0]: timeWindow must be a map of keys, got "30d"'],
    [
      ['duration: 30d', 'length: 30d'],
      '7:16 required spec.timeWindow[0].duration: duration is missing; it must be a whole number and one of m h d w M Q Y, such as 30d',
    ],
    [
      ['isRolling: true', 'isRolling: maybe'],
      '7:44 type spec.timeWindow[0].isRolling: isRolling must be true or false, got "maybe"',
    ],
    [
      ['isRolling: true', 'isRolling: false'],
      '7:16 window spec.timeWindow[0]: say which window this is: isRolling: true, or calendar with startTime and timeZone',
    ],
    [
      ['isRolling: true', 'isRolling: true, calendar: {}'],
      '7:16 window spec.timeWindow[0]: a rolling window has no calendar; write isRolling: false, or leave calendar out',
    ],
    [
      ['isRolling: true', 'calendar: 3'],
      '7:43 type spec.timeWindow[0].calendar: calendar must be a map of keys, got 3',
    ],
    [
      ['isRolling: true', 'calendar: {}'],
      "7:33 required spec.timeWindow[0].calendar.startTime: startTime is missing; it must be a local time such as '2026-01-01 00:00:00'",
    ],
    [
      ['isRolling: true', 'calendar: { timeZone: europe/berlin }'],
      '7:55 time-zone spec.timeWindow[0].calendar.timeZone: timeZone must be UTC or a name of the IANA database such as Europe/Berlin, got "europe/berlin"',
    ],
    [
      ['budgetingMethod: Occurrences', 'budgetingMethod: TimeSlices'],
      '8:20 one-of spec.budgetingMethod: budgetingMethod must be Occurrences or Timeslices or RatioTimeslices, got "TimeSlices"; did you mean Timeslices?',
    ],
    [
      ['budgetingMethod: Occurrences', 'budgetingMethod:'],
      '8:19 type spec.budgetingMethod: budgetingMethod must be Occurrences or Timeslices or RatioTimeslices, got null',
    ],
    [
      ['objectives: [{ target: 0.99 }]', 'objectives: []'],
      '9:3 required spec.objectives: objectives must hold at least one objective, got none',
    ],
    [
      ['objectives: [{ target: 0.99 }]', 'objectives: 3'],
      '9:15 type spec.objectives: objectives must be a list, got 3',
    ],
    [['{ target: 0.99 }', '0.99'], '9:16 type spec.objectives[0]: objectives must be a map of keys, got 0.99'],
    [['target: 0.99', 'target: "0.99"'], '9:26 type spec.objectives[0].target: target must be a number, got "0.99"'],
    [
      ['target: 0.99', 'target: 0.99, timeSliceTarget: x'],
      '9:49 range spec.objectives[0].timeSliceTarget: timeSliceTarget must be a ratio above 0 and at most 1, got "x"',
    ],
    [
      ['target: 0.99', 'target: 0.99, timeSliceWindow: 0'],
      '9:49 duration spec.objectives[0].timeSliceWindow: timeSliceWindow must be a whole number of minutes, at least 1, got 0',
    ],
    [
      ['target: 0.99', 'target: 0.99, compositeWeight: -1'],
      '9:49 range spec.objectives[0].compositeWeight: compositeWeight must be above 0, got -1',
    ],
    [
      ['target: 0.99', 'target: 0.99, op: is'],
      '9:36 one-of spec.objectives[0].op: op must be lt or lte or gt or gte, got "is"',
    ],
    [
      [ratioIndicator, thresholdIndicator],
      '9:16 required spec.objectives[0].op: op is missing; it must be lt or lte or gt or gte',
    ],
    [
      ['objectives:', 'alertPolicies: [p]\n  objectives:'],
      '9:19 type spec.alertPolicies[0]: alertPolicies must be a map of keys, got "p"',
    ],
  ] as const)('with %j has a problem', (edit, expected) => {
    expect(problemsIn(editedSlo(edit))).toContain(expected);
  });

  it('may be without a window, which is then 30 days; strictly it may not', () => {
    const text = editedSlo([`  ${window}\n`, '']);

    expect(readTexts([text]).slos).toMatchObject([{ timeWindow: { type: 'rolling', duration: { text: '30d' } } }]);
    expect(problemsIn(text, { strict: true })).toEqual([
      '4:1 strict spec.timeWindow: timeWindow is missing; it must hold one window',
    ]);
  });

  it('may count slices in minutes; strictly it may not', () => {
    const text = editedSlo(['Occurrences', 'Timeslices'], ['0.99', '0.99, timeSliceTarget: 1, timeSliceWindow: 5']);

    expect(readTexts([text]).slos).toMatchObject([{ objectives: [{ timeSliceWindow: { ms: 300_000, text: '5m' } }] }]);
    expect(problemsIn(text, { strict: true })).toEqual([
      '9:69 strict spec.objectives[0].timeSliceWindow: timeSliceWindow must be a text such as 5m, got 5',
    ]);
  });

  it('may say op and value of a ratio, which says nothing; strictly it may not', () => {
    const text = editedSlo(['0.99', '0.99, op: gt, value: 1']);

    expect(readTexts([text]).slos).toMatchObject([{ objectives: [{ op: null, value: null }] }]);
    expect(problemsIn(text, { strict: true })).toEqual([
      '9:32 strict spec.objectives[0].op: op belongs to threshold metrics; leave it out of a ratio',
      '9:40 strict spec.objectives[0].value: value belongs to threshold metrics; leave it out of a ratio',
    ]);
  });

  it('may have long names, names with dots and a namespace; strictly it may not', () => {
    const text = editedSlo(['name: x', `name: a.b/c, displayName: ${'d'.repeat(64)}, namespace: prod`]);

    expect(readTexts([text]).slos).toMatchObject([{ metadata: { name: 'a.b/c', namespace: 'prod' } }]);
    expect(problemsIn(text, { strict: true }).map((one) => one.split(': ')[0])).toEqual([
      '3:19 name metadata.name',
      '3:39 strict metadata.displayName',
      '3:105 unknown-key metadata.namespace',
    ]);
  });

  it('that is composite, or of less than an hour, or has two thresholds, is warned of', () => {
    const composite = editedSlo(
      [`  indicator: ${ratioIndicator}\n`, ''],
      ['0.99', `0.99, indicator: ${ratioIndicator}`],
    );
    const short = editedSlo(['30d', '1m']);
    const two = editedSlo(
      [ratioIndicator, thresholdIndicator],
      ['{ target: 0.99 }', '{ target: 0.9, op: lt, value: 1 }, { target: 0.8, op: lt, value: 2 }'],
    );

    expect(problemsIn(composite)).toEqual([]);
    expect(warningsIn(composite)).toEqual([
      '8:16 experimental spec.objectives[0]: composite SLOs are experimental in OpenSLO; their arithmetic may change',
    ]);
    expect(warningsIn(short)).toEqual([
      '7:18 window spec.timeWindow[0].duration: 1m is a window of 1 min; m is minutes and M is months',
    ]);
    expect(problemsIn(two)).toEqual([]);
    expect(warningsIn(two)).toEqual([
      '9:3 objectives spec.objectives: the specification allows one objective for a threshold metric, got 2',
    ]);
  });

  it('that is composite has one indicator in each objective', () => {
    const objectives =
      '[{ target: 0.9, indicatorRef: a }, { target: 0.9 }, { target: 0.9, indicatorRef: a, indicator: {} }]';
    const text = editedSlo([`  indicator: ${ratioIndicator}\n`, ''], ['[{ target: 0.99 }]', objectives]);

    expect(problemsIn(text).filter((one) => one.includes('exclusive'))).toEqual([
      '8:50 exclusive spec.objectives[1]: each objective of a composite SLO has an indicator or an indicatorRef; neither is there; write one',
      '8:67 exclusive spec.objectives[2]: each objective of a composite SLO has an indicator or an indicatorRef; both are there; keep one',
    ]);
  });

  it('may take parts from merge keys, and problems point at the merged part', () => {
    const merged = (target: string) =>
      `${sloText.split('  objectives')[0]}  objectives:\n    - &o { target: ${target}, displayName: one }\n    - { <<: *o, displayName: two }\n    - { <<: [*o, *o] }\n`;

    expect(readTexts([merged('0.9')]).slos[0]?.objectives.map((one) => [one.displayName, one.target.decimal])).toEqual([
      ['one', '0.9'],
      ['two', '0.9'],
      ['one', '0.9'],
    ]);
    expect(problemsIn(merged('9')).map((one) => one.split(' ')[0])).toEqual(['10:20', '10:20', '10:20']);
    expect(problemsIn(merged('0.9').replace('Occurrences', 'RatioTimeslices')).map((one) => one.split(' ')[0])).toEqual(
      ['10:10', '11:7', '12:7'],
    );
    expect(problemsIn(merged('9, targett: 1')).filter((one) => one.includes('unknown-key'))).toHaveLength(3);
  });
});

describe('what is not a tree', () => {
  it('is refused where the circle closes', () => {
    const text = objectText('DataSource', '{ type: x, connectionDetails: &a { b: [1, *a] } }');

    expect(problemsIn(text)).toEqual([
      '4:49 circular : this alias stands inside what it stands for, so it would never end; write the value out',
    ]);
  });
});

describe('files', () => {
  it('have their problems in the order of the files and of the text', () => {
    const wrong = editedSlo(['service: ci', 'service: 3'], ['0.99', '9']);
    const files = [
      { file: 'z.yaml', text: wrong },
      { file: 'a.yaml', text: 'kind: [' },
      { file: 'm.yaml', text: '# nothing' },
    ];

    const { problems } = readOpenSlo(files, { strict: false });

    expect(problems.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
      'z.yaml:5 type',
      'z.yaml:9 range',
      'a.yaml:1 yaml',
      'm.yaml:1 empty',
    ]);
  });
});

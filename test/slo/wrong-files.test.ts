import { describe, expect, it } from 'vitest';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { builtIn, edited, problemsOf, read } from './objective-problems.ts';

describe('a wrong SLO file', () => {
  it.each([
    [
      ['target: 0.98', 'target: 99'],
      '42:15 range spec.objectives[0].target: target must be a ratio from 0 to below 1, got 99; write 0.99',
    ],
    [
      ['target: 0.98', 'target: 1'],
      '42:15 range spec.objectives[0].target: target must be a ratio from 0 to below 1, got 1',
    ],
    [
      ['target: 0.98', 'target: 0'],
      '41:7 not-yet spec.objectives[0]: a target of 0 is not supported; write one above 0, such as 0.99',
    ],
    [
      ['target: 0.98', 'target: .nan'],
      '42:15 range spec.objectives[0].target: target must be a ratio from 0 to below 1, got NaN',
    ],
    [
      ['target: 0.98', 'targetPercent: 100'],
      '42:22 range spec.objectives[0].targetPercent: targetPercent must be a percentage from 0 to below 100, got 100',
    ],
    [['target: 0.98', 'target: "0.98"'], '42:15 type spec.objectives[0].target: target must be a number, got "0.98"'],
    [
      ['target: 0.98', 'target: 0.98\n      targetPercent: 98'],
      '41:7 exclusive spec.objectives[0]: target and targetPercent say the same thing; keep one',
    ],
    [
      ['\n      target: 0.98', ''],
      '41:7 required spec.objectives[0]: target is missing; write a ratio from 0 to below 1, such as 0.99',
    ],
    [
      ['within: 12h', 'within: 12 hours'],
      '35:23 duration spec.indicator.spec.ratioMetric.total.metricSource.spec.within: within must be a whole number and one of s m h d w, such as 15s or 12h, got "12 hours"',
    ],
    [
      ['until: finished_at', 'until: queued_at'],
      '34:22 columns spec.indicator.spec.ratioMetric.total.metricSource.spec.until: until must be another column than from, got "queued_at" twice',
    ],
    [
      ['from: queued_at', 'from: deadline_at'],
      '33:21 columns spec.indicator.spec.ratioMetric.total.metricSource.spec.from: from must be a time column of job-run (queued_at, started_at, finished_at, abandoned_at, superseded_at), got "deadline_at"',
    ],
    [
      ['target: 0.98', 'target: 0.98\n      timeSliceTarget: 1.5'],
      '43:24 range spec.objectives[0].timeSliceTarget: timeSliceTarget must be a ratio above 0 and at most 1, got 1.5',
    ],
    [
      ['budgetingMethod: Occurrences', 'budgetingMethod: RatioTimeslices'],
      '41:7 required spec.objectives[0].timeSliceWindow: timeSliceWindow is missing; it must be a duration such as 5m with RatioTimeslices',
    ],
    [
      ['name: build-completion\n  d', 'name: Build Completion\n  d'],
      '5:9 name metadata.name: name must be 1 to 255 lower-case letters, digits, hyphens, dots, bars, slashes and backslashes, with a letter or digit at both ends, got "Build Completion"',
    ],
    [
      ['counter: true', 'counter: true\n        raw: x'],
      '17:7 exclusive spec.indicator.spec.ratioMetric: a ratioMetric has good and total, or bad and total, or raw with rawType; got good, total, raw',
    ],
    [
      ['event: job-run\n              where: "state', 'event: revision\n              where: "state'],
      '23:22 event spec.indicator.spec.ratioMetric.good.metricSource.spec.event: good and total must count the same events, got revision and job-run',
    ],
    [
      ['        good:', '        god:'],
      '17:7 exclusive spec.indicator.spec.ratioMetric: a ratioMetric has good and total, or bad and total, or raw with rawType; got total',
    ],
    [
      ['kind: SLO', 'kind: SLX'],
      '3:7 kind kind: kind must be one of SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget, got "SLX"; did you mean SLO?',
    ],
    [
      ['kind: SLO', 'kind: Banana'],
      '3:7 kind kind: kind must be one of SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget, got "Banana"',
    ],
    [
      ['kind: SLO\n', ''],
      '2:1 kind kind: kind is missing; it is one of SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget',
    ],
    [
      ['openslo/v1', 'openslo/v1alpha'],
      '2:13 api-version apiVersion: apiVersion must be openslo/v1, got "openslo/v1alpha"',
    ],
    [
      ['apiVersion: openslo/v1\n', ''],
      '2:1 api-version apiVersion: apiVersion is missing; write apiVersion: openslo/v1',
    ],
    [
      ['  service: ci', '  service: ci\n  service: ci'],
      '13:3 yaml : this key stands twice in the same place; keep one',
    ],
    [['  service: ci', '\tservice: ci'], '12:1 yaml : a tab is used for indentation; YAML takes spaces only'],
    [['duration: 30d', 'duration: 30'], '37:17 type spec.timeWindow[0].duration: duration must be a text, got 30'],
    [
      ['duration: 30d', 'duration: 30s'],
      '37:17 duration spec.timeWindow[0].duration: duration must be a whole number and one of m h d w M Q Y, such as 30d, got "30s"',
    ],
    [
      ['duration: 30d', 'duration: 1m'],
      '37:7 not-yet spec.timeWindow[0]: timeWindow: a window of 1m; write at least 1h',
    ],
    [
      ['isRolling: true', 'isRolling: false'],
      '37:7 window spec.timeWindow[0]: say which window this is: isRolling: true, or calendar with startTime and timeZone',
    ],
    [
      ['isRolling: true', 'isRolling: true\n      calendar: {startTime: "2026-01-01 00:00:00", timeZone: UTC}'],
      '37:7 window spec.timeWindow[0]: a rolling window has no calendar; write isRolling: false, or leave calendar out',
    ],
  ] as const)('%j is reported where it is wrong', (replacement, expected) => {
    expect(problemsOf(edited(replacement))).toContain(expected);
    expect(read(edited(replacement)).objectives).toEqual([]);
  });

  it('reports every problem of a calendar window', () => {
    const window = "isRolling: false\n      calendar: { startTime: '2026-02-30 00:00:00', timeZone: EST }";

    expect(problemsOf(edited(['isRolling: true', window]))).toEqual([
      `39:30 start-time spec.timeWindow[0].calendar.startTime: startTime must be a local time such as '2026-01-01 00:00:00', got "2026-02-30 00:00:00"`,
      '39:63 time-zone spec.timeWindow[0].calendar.timeZone: timeZone must be UTC or a name of the IANA database such as Europe/Berlin, got "EST"',
    ]);
  });

  it.each(['Europe/Nowhere', '+02:00', 'Etc'])('does not take %s for a time zone', (zone) => {
    const window = `isRolling: false\n      calendar: { startTime: '2026-02-28T00:00:00Z', timeZone: '${zone}' }`;

    expect(
      problemsOf(edited(['30d', '1d'], ['isRolling: true', window])).map((problem) => problem.split(' ')[1]),
    ).toEqual(['start-time', 'time-zone']);
  });

  it('reports values of the wrong type once', () => {
    const text = edited(
      ['duration: 30d', 'duration: 1d'],
      ['isRolling: true', 'calendar: { startTime: 5, timeZone: [] }'],
      ['from: queued_at', 'from: 3'],
      ['within: 12h', 'within: 12'],
      [`"kind = 'build' and role = 'ci' and state != 'waiting'"`, '[]'],
      ['event: job-run\n              where: "state', 'event: 7\n              where: "state'],
    );

    expect(problemsOf(text).map((problem) => problem.replace(/ spec\..*: /, ' '))).toEqual([
      '23:22 one-of event must be job-run or revision or delivery or custom, got 7',
      '31:22 value where must be a condition in text, such as "kind = \'build\'", got an empty list',
      '33:21 type from must be a text, got 3',
      '35:23 type within must be a text, got 12',
      '38:30 type startTime must be a text, got 5',
      '38:43 type timeZone must be a text, got an empty list',
    ]);
  });

  it('reports all of its problems at once, in the order of the text', () => {
    const text = edited(
      ['service: ci', 'servise: ci'],
      ["kind = 'build'", "kimd = 'build' or state = 'sucess'"],
      ['12h', 'never'],
      ['0.98', '98'],
    );

    expect(problemsOf(text).map((problem) => problem.split(' ').slice(0, 2).join(' '))).toEqual([
      '7:1 required',
      '12:3 unknown-key',
      '31:23 condition',
      '31:49 condition',
      '35:23 duration',
      '42:15 range',
    ]);
  });

  it('without objectives or without an event is told what to write', () => {
    const noEvent = edited(['event: job-run\n              # One', '# One']);
    const list = edited(['objectives:\n    - displayName: Answer within 12 h\n      target: 0.98', 'objectives: []']);

    expect(problemsOf(noEvent)[0]).toContain('event is missing; it must be job-run or revision or delivery');
    expect(problemsOf(list)).toEqual([
      expect.stringContaining('objectives must hold at least one objective, got none'),
    ]);
    expect(problemsOf(edited(['        good:', '        bad: 3\n        good:']))).toContainEqual(
      expect.stringContaining('a ratioMetric has good and total, or bad and total'),
    );
  });

  it('that goes beyond the text of the specification is refused only when strict', () => {
    const text = edited(
      ['displayName: Builds', `displayName: ${'x'.repeat(60)}`],
      ['target: 0.98', 'target: 0.98\n      op: lte\n      value: 3'],
    ).replace(/ {2}timeWindow:\n.*\n.*\n/, '');

    expect(problemsOf(text)).toEqual([]);
    expect(problemsOf(builtIn, true)).toEqual([]);
    expect(problemsOf(builtIn.replace(/ {2}displayName: Builds.*\n/, ''), true)).toEqual([]);
    expect(problemsOf(text, true).map((problem) => problem.split(': ').slice(-1)[0])).toEqual([
      expect.stringContaining('displayName must be at most 63 characters'),
      expect.stringContaining('timeWindow is missing'),
      expect.stringContaining('op belongs to threshold metrics'),
      expect.stringContaining('value belongs to threshold metrics'),
    ]);
  });
});

describe('files', () => {
  const service = 'apiVersion: openslo/v1\nkind: Service\nmetadata: { name: ci }\nspec: {}\n';

  it('may hold several documents, lists of objects, other kinds, JSON, and a byte order mark', () => {
    const second = edited(['name: build-completion', 'name: second']);
    const json = JSON.stringify({ apiVersion: 'openslo/v1', kind: 'Service', metadata: { name: 'json' } });
    const list = `- ${service.trimEnd().replaceAll('\n', '\n  ')}\n`;

    expect(read(`\uFEFF${builtIn}\n---\n${second}\n---\n${service}`).objectives.map(({ name }) => name)).toEqual([
      'build-completion',
      'second',
    ]);
    expect(problemsOf(json)).toEqual([]);
    expect(problemsOf(list)).toEqual([]);
    expect(problemsOf('- 3\n- kind: Service\n')).toEqual([
      '1:3 type [0]: an OpenSLO object is a map of keys, got 3',
      '2:3 api-version [1].apiVersion: apiVersion is missing; write apiVersion: openslo/v1',
    ]);
    expect(problemsOf(service.replace('name: ci', 'name: C I'))).toEqual([
      expect.stringContaining('3:19 name metadata.name'),
    ]);
  });

  it('that are empty, or hold no object, say so', () => {
    expect(problemsOf('# nothing\n')).toEqual([
      '1:1 empty : holds no document; write an OpenSLO object (apiVersion: openslo/v1)',
    ]);
    expect(problemsOf('just words')).toEqual(['1:1 type : an OpenSLO object is a map of keys, got "just words"']);
  });

  it('may share parts by anchors, and problems point at the shared part', () => {
    const text = edited(
      ['metadata:\n  name: build-completion', 'metadata: &m\n  name: Build'],
      ['    metadata:\n      name: build-completion', '    metadata: *m'],
    );

    expect(problemsOf(text).map((problem) => problem.split(' ')[0])).toEqual(['5:9', '5:9']);
  });

  it('with names that were used before are told where', () => {
    const files = [
      { file: 'a.yaml', text: builtIn },
      { file: 'b.yaml', text: builtIn },
    ];

    const { problems } = readObjectives(files);

    expect(problems).toEqual([
      {
        file: 'b.yaml',
        line: 5,
        column: 9,
        path: 'metadata.name',
        rule: 'duplicate-name',
        message: 'there is already a SLO named "build-completion" at a.yaml:5; names must differ',
      },
    ]);
  });

  it('made to hurt are refused', () => {
    const bomb = `a: &a [x, x, x, x, x, x, x, x, x]\n${[...'bcdefgh'].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'[index]}`)}]`).join('\n')}\n`;

    expect(problemsOf(bomb)).toEqual([expect.stringContaining('cannot be read as YAML: Excessive alias count')]);
    for (const opener of ['[', '{a: ', '- ', '? ']) {
      expect(problemsOf(opener.repeat(100_000))).toEqual([expect.stringContaining('nested too deeply')]);
    }
    expect(problemsOf(`${'['.repeat(201)}${']'.repeat(201)}`)).toEqual([expect.stringContaining('nested too deeply')]);
    expect(problemsOf(`x: ${'y'.repeat(1_000_001)}`)).toEqual([expect.stringContaining('at most 1000000 are read')]);
    expect(problemsOf('a: !!js/function x')).toEqual([expect.stringContaining('not valid YAML: Unresolved tag')]);
    expect(problemsOf('a: [')).toEqual([expect.stringContaining('not valid YAML')]);
    expect(problemsOf('__proto__: {polluted: 1}')).toHaveLength(2);
  });
});

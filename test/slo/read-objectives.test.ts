import { describe, expect, it } from 'vitest';
import type { SloEvent } from '../../src/model/objective.ts';
import { columns } from '../../src/slo/columns.ts';
import { eventOfJobRun } from '../../src/slo/event-of-job-run.ts';
import { eventOfRevision } from '../../src/slo/event-of-revision.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { textOf } from './built-in-objective.ts';
import { jobRun, revision } from './sample-events.ts';

const builtIn = textOf('slos/build-completion.yaml');

/** The built-in build objective with some text replaced. */
function edited(...replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, builtIn);
}

function read(text: string, strict = false) {
  return readObjectives([{ file: 'x.yaml', text }], { strict });
}

/** Problems as `line:column rule path: message`. */
function problemsOf(text: string, strict = false): readonly string[] {
  return read(text, strict).problems.map(
    ({ line, column, rule, path, message }) => `${line}:${column} ${rule} ${path}: ${message}`,
  );
}

describe('the built-in objectives', () => {
  it('are as documented', () => {
    const files = ['first-status', 'build-completion', 'test-completion'].map((name) => ({
      file: name,
      text: textOf(`slos/${name}.yaml`),
    }));

    const { objectives, problems } = readObjectives(files);

    expect(problems).toEqual([]);
    expect(
      objectives.map(({ name, targetRatio, window, withinMs, eventType, service }) => ({
        name,
        targetRatio,
        window: window.text,
        withinMs,
        eventType,
        service,
      })),
    ).toEqual([
      {
        name: 'first-status',
        targetRatio: 0.99,
        window: '30d',
        withinMs: 15_000,
        eventType: 'revision',
        service: 'ci',
      },
      {
        name: 'build-completion',
        targetRatio: 0.98,
        window: '30d',
        withinMs: 43_200_000,
        eventType: 'job-run',
        service: 'ci',
      },
      {
        name: 'test-completion',
        targetRatio: 0.95,
        window: '30d',
        withinMs: 43_200_000,
        eventType: 'job-run',
        service: 'ci',
      },
    ]);
  });

  it('count builds for one and tests for the other', () => {
    const [build] = read(builtIn).objectives;
    const [test] = read(textOf('slos/test-completion.yaml')).objectives;
    const kinds = ['build', 'test', 'deploy', 'other'] as const;

    expect(kinds.filter((kind) => build?.matches(eventOfJobRun(jobRun({ kind }), 'o/r')))).toEqual(['build']);
    expect(kinds.filter((kind) => test?.matches(eventOfJobRun(jobRun({ kind }), 'o/r')))).toEqual(['test']);
  });

  it('have a fourth beside them in the examples', () => {
    const [queue] = read(textOf('examples/slos/queue-time.yaml')).objectives;
    const test = eventOfJobRun(jobRun({ kind: 'test' }), 'octo-org/hello-world');

    expect(queue?.matches(test)).toBe(true);
    expect(queue?.matches({ ...test, repository: 'octo-org/other' })).toBe(false);
    expect([queue?.from, queue?.until, queue?.withinMs]).toEqual(['queued_at', 'started_at', 300_000]);
  });
});

describe('an event', () => {
  it.each([
    ['job-run', eventOfJobRun(jobRun(), 'o/r')],
    ['revision', eventOfRevision(revision(), 'o/r')],
  ] as const)('of type %s has exactly the documented columns', (type, event) => {
    expect(Object.keys(event).sort()).toEqual(columns[type].map(({ name }) => name).sort());
  });

  it('has seconds with fractions, and null for what is not known', () => {
    const event = eventOfJobRun(jobRun({ runMs: null, supersededAt: 5 }), 'o/r');

    expect(event).toMatchObject({ queue_seconds: 1.5, run_seconds: null, superseded: true, superseded_at: 5 });
    expect(eventOfRevision(revision({ firstStatusMs: 4200 }), 'o/r')['first_status_seconds']).toBe(4.2);
    expect(eventOfRevision(revision({ firstStatusMs: null }), 'o/r')['first_status_seconds']).toBeNull();
  });
});

describe('an objective', () => {
  it('over revisions counts the first status of anyone unless it speaks of providers', () => {
    const text = textOf('slos/first-status.yaml');
    const silent = read(text.replace('where: "provider = \'any\'"', 'where: fork')).objectives[0];
    const named = read(text.replace("'any'", "'jenkins'")).objectives[0];
    const event: SloEvent = eventOfRevision(revision({ fork: true }), 'o/r');

    expect(silent?.matches(event)).toBe(true);
    expect(silent?.matches({ ...event, provider: 'jenkins' })).toBe(false);
    expect(named?.matches({ ...event, provider: 'jenkins' })).toBe(true);
  });

  it('with bad instead of good takes everything else as good', () => {
    const text = edited(
      ['        good:', '        bad:'],
      ["state in ('success', 'failure')", "state = 'error' or branch = 'x'"],
    );
    const [objective] = read(text).objectives;

    expect(objective?.isGood(eventOfJobRun(jobRun(), 'o/r'))).toBe(true);
    expect(objective?.isGood(eventOfJobRun(jobRun({ state: 'error' }), 'o/r'))).toBe(false);
  });

  it('has defaults for all that may be left out', () => {
    const text = builtIn
      .replace(/ {2}timeWindow:\n.*\n.*\n/, '')
      .replace(/ {14}(from|until|within|exclude|where: "kind).*\n/g, '')
      .replace(/ {2}description: >-\n( {4}.*\n)+/, '')
      .replace(/ {2}displayName: .*\n/, '')
      .replace('event: job-run\n              where', 'where');

    const { objectives, problems } = read(text);

    expect(problems).toEqual([]);
    expect(objectives[0]).toMatchObject({
      displayName: 'build-completion',
      description: '',
      window: { type: 'rolling', ms: 2_592_000_000, text: '30d' },
      from: 'queued_at',
      until: 'finished_at',
      withinMs: null,
    });
    expect(objectives[0]?.matches({})).toBe(true);
    expect(objectives[0]?.isExcluded({})).toBe(false);
  });

  it('takes conditions that YAML reads as booleans, and targets in percent', () => {
    const text = edited(["\"state in ('success', 'failure')\"", 'true'], ['target: 0.98', 'targetPercent: 99.9']);
    const [objective] = read(text).objectives;

    expect(objective?.isGood({})).toBe(true);
    expect(objective?.targetRatio).toBe(0.999);
  });

  it('has a hash that white space, comments, names, targets and windows do not change, and conditions do', () => {
    const hash = (text: string): string | undefined => read(text).objectives[0]?.definitionHash;
    const same = edited(
      ['0.98', '0.9'],
      ['30d', '7d'],
      ['name: build-completion', 'name: other'],
      ["kind = 'build'", "kind   =  'build'"],
      ['# Do', '# Doo'],
    );

    expect(hash(builtIn)).toMatch(/^[0-9a-f]{32}$/);
    expect(hash(same)).toBe(hash(builtIn));
    expect(hash(edited(["'build'\"", "'test'\""]))).not.toBe(hash(builtIn));
    expect(hash(edited(['12h', '11h']))).not.toBe(hash(builtIn));
  });

  it('may have a calendar window in a time zone', () => {
    const window = `timeWindow:\n    - duration: 1M\n      calendar:\n        startTime: '2026-03-01 00:00:00'\n        timeZone: America/New_York`;
    const [objective] = read(edited(['timeWindow:\n    - duration: 30d\n      isRolling: true', window])).objectives;

    expect(objective?.window).toEqual({
      type: 'calendar',
      unit: 'month',
      count: 1,
      anchor: Date.UTC(2026, 2, 1, 5),
      timeZone: 'America/New_York',
      text: '1M',
    });
  });
});

describe('a wrong SLO file', () => {
  it.each([
    [
      ['target: 0.98', 'target: 99'],
      '41:15 range spec.objectives[0].target: target must be a ratio above 0 and below 1, got 99; write 0.99',
    ],
    [
      ['target: 0.98', 'target: 1'],
      '41:15 range spec.objectives[0].target: target must be a ratio above 0 and below 1, got 1',
    ],
    [
      ['target: 0.98', 'target: 0'],
      '41:15 range spec.objectives[0].target: target must be a ratio above 0 and below 1, got 0',
    ],
    [
      ['target: 0.98', 'target: .nan'],
      '41:15 range spec.objectives[0].target: target must be a ratio above 0 and below 1, got NaN',
    ],
    [
      ['target: 0.98', 'targetPercent: 100'],
      '41:22 range spec.objectives[0].targetPercent: targetPercent must be a percentage above 0 and below 100, got 100',
    ],
    [['target: 0.98', 'target: "0.98"'], '41:15 type spec.objectives[0].target: target must be a number, got "0.98"'],
    [
      ['target: 0.98', 'target: 0.98\n      targetPercent: 98'],
      '42:7 exclusive spec.objectives[0].targetPercent: target and targetPercent say the same thing; keep one',
    ],
    [
      ['\n      target: 0.98', ''],
      '40:7 required spec.objectives[0].target: target is missing; write a ratio between 0 and 1, such as 0.99',
    ],
    [
      ['within: 12h', 'within: 12 hours'],
      '34:23 duration spec.indicator.spec.ratioMetric.total.metricSource.spec.within: within must be a whole number and one of s m h d w, such as 15s or 12h, got "12 hours"',
    ],
    [
      ['until: finished_at', 'until: queued_at'],
      '33:22 columns spec.indicator.spec.ratioMetric.total.metricSource.spec.until: until must be another column than from, got "queued_at" twice',
    ],
    [
      ['from: queued_at', 'from: deadline_at'],
      '32:21 columns spec.indicator.spec.ratioMetric.total.metricSource.spec.from: from must be a time column of job-run (queued_at, started_at, finished_at, superseded_at), got "deadline_at"',
    ],
    [
      ['budgetingMethod: Occurrences', 'budgetingMethod: Timeslices'],
      '38:20 one-of spec.budgetingMethod: budgetingMethod must be Occurrences, got "Timeslices"',
    ],
    [
      ['name: build-completion\n  d', 'name: Build Completion\n  d'],
      '5:9 value metadata.name: name must be 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends, got "Build Completion"',
    ],
    [
      ['counter: true', 'counter: true\n        raw: x'],
      '19:14 type spec.indicator.spec.ratioMetric.raw: raw is not supported yet; write good and total, got "x"',
    ],
    [
      ['event: job-run\n              where: "state', 'event: revision\n              where: "state'],
      '23:22 event spec.indicator.spec.ratioMetric.good.metricSource.spec.event: good and total must count the same events, got revision and job-run',
    ],
    [
      ['        good:', '        god:'],
      '17:7 required spec.indicator.spec.ratioMetric.good: good is missing; say which events are good (or bad)',
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
    [['duration: 30d', 'duration: 30'], '36:17 type spec.timeWindow[0].duration: duration must be a text, got 30'],
    [
      ['duration: 30d', 'duration: 30s'],
      '36:17 duration spec.timeWindow[0].duration: duration must be a whole number and one of m h d w M Q Y, such as 30d, got "30s"',
    ],
    [
      ['duration: 30d', 'duration: 1M'],
      '36:17 window spec.timeWindow[0].duration: a rolling window has a fixed length (m, h, d or w), got "1M"; write 30d, or a calendar window',
    ],
    [
      ['duration: 30d', 'duration: 1m'],
      '36:17 window spec.timeWindow[0].duration: a window is at least 1h long, got "1m"; m is minutes and M is months',
    ],
    [
      ['isRolling: true', 'isRolling: false'],
      '36:7 window spec.timeWindow[0]: say which window this is: isRolling: true, or calendar with startTime and timeZone',
    ],
    [
      ['isRolling: true', 'isRolling: true\n      calendar: {startTime: "2026-01-01 00:00:00", timeZone: UTC}'],
      '38:7 window spec.timeWindow[0].calendar: a rolling window has no calendar; write isRolling: false, or leave calendar out',
    ],
  ] as const)('%j is reported where it is wrong', (replacement, expected) => {
    expect(problemsOf(edited(replacement))).toContain(expected);
    expect(read(edited(replacement)).objectives).toEqual([]);
  });

  it('reports every problem of a calendar window', () => {
    const window = "isRolling: false\n      calendar: { startTime: '2026-02-30 00:00:00', timeZone: EST }";

    expect(problemsOf(edited(['duration: 30d', 'duration: 30h'], ['isRolling: true', window]))).toEqual([
      '36:17 window spec.timeWindow[0].duration: a calendar window is made of d, w, M, Q or Y, got "30h"',
      `38:30 start-time spec.timeWindow[0].calendar.startTime: startTime must be a local time such as '2026-01-01 00:00:00', got "2026-02-30 00:00:00"`,
      '38:63 time-zone spec.timeWindow[0].calendar.timeZone: timeZone must be UTC or a name of the IANA database such as Europe/Berlin, got "EST"',
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
      ['"kind = \'build\'"', '[]'],
      ['event: job-run\n              where: "state', 'event: 7\n              where: "state'],
    );

    expect(problemsOf(text).map((problem) => problem.replace(/ spec\..*: /, ' '))).toEqual([
      '23:22 one-of event must be job-run or revision or delivery, got 7',
      '30:22 value where must be a condition in text, such as "kind = \'build\'", got an empty list',
      '32:21 type from must be a text, got 3',
      '34:23 type within must be a text, got 12',
      '37:30 type startTime must be a text, got 5',
      '37:43 type timeZone must be a text, got an empty list',
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
      '30:23 condition',
      '30:49 condition',
      '34:23 duration',
      '41:15 range',
    ]);
  });

  it('with several objectives or windows, or without an event, is told what to write', () => {
    const two = edited(['    - displayName: Answer', '    - target: 0.5\n    - displayName: Answer']);
    const noEvent = edited(['event: job-run\n              where: "kind', 'where: "kind']);
    const list = edited(['objectives:\n    - displayName: Answer within 12 h\n      target: 0.98', 'objectives: []']);

    expect(problemsOf(two)[0]).toContain(
      'objectives must hold exactly one objective; write one SLO for each target, got a list',
    );
    expect(problemsOf(noEvent)[0]).toContain('event is missing; it must be job-run or revision or delivery');
    expect(problemsOf(list)).toEqual([
      expect.stringContaining('exactly one objective; write one SLO for each target, got an empty list'),
    ]);
    expect(problemsOf(edited(['        good:', '        bad: 3\n        good:']))).toContainEqual(
      expect.stringContaining('good and bad say the same thing'),
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
      expect.stringContaining('1 value metadata.name'.slice(2)),
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
    expect(problemsOf('['.repeat(100_000))).toEqual([expect.stringContaining('nested too deeply')]);
    expect(problemsOf(`${'['.repeat(700)}${']'.repeat(700)}`).length).toBeGreaterThan(0);
    expect(problemsOf(`x: ${'y'.repeat(1_000_001)}`)).toEqual([expect.stringContaining('at most 1000000 are read')]);
    expect(problemsOf('a: !!js/function x')).toEqual([expect.stringContaining('not valid YAML: Unresolved tag')]);
    expect(problemsOf('a: [')).toEqual([expect.stringContaining('not valid YAML')]);
    expect(problemsOf('__proto__: {polluted: 1}')).toHaveLength(2);
  });
});

describe('a value that should be a map', () => {
  it.each([
    ['3', '10:7 type spec: spec must be a map of keys, got 3'],
    [JSON.stringify('x'.repeat(100)), `10:7 type spec: spec must be a map of keys, got "${'x'.repeat(78)}…`],
    ['[]', '10:7 type spec: spec must be a map of keys, got an empty list'],
    ['[1]', '10:7 type spec: spec must be a map of keys, got a list'],
  ])('but is %s is reported where it stands', (value, expected) => {
    const text = `apiVersion: openslo/v1\nkind: SLO\nmetadata:\n  name: x\n\n\n\n\n\nspec: ${value}\n`;

    const found = problemsOf(text, true);

    expect(found).toContain(expected);
    expect(found.every((line) => line.startsWith('10:'))).toBe(true);
  });
});

describe('a key without a value', () => {
  it('is reported where it stands', () => {
    expect(
      problemsOf(edited(['metadata:\n  name: build-completion', 'metadata: { name, displayName: x }\nx:'])),
    ).toContainEqual(expect.stringContaining('4:13 type metadata.name: name must be a text, got null'));
  });
});

describe('a place inside a condition', () => {
  it('is found for mistakes in its grammar', () => {
    expect(
      problemsOf(edited(["kind = 'build'", 'kind ='])).map((line) => line.split(' ').slice(0, 2).join(' ')),
    ).toEqual(['30:29 condition']);
  });

  const where = '              where: "kind = \'build\'"';

  it.each([
    ['plain', "              where: kind = 'biuld'", '31:29'],
    ['single-quoted', "              where: 'kind = ''biuld'''", '31:22'],
    ['literal block', "              where: |\n                fork or\n                  kind = 'biuld'", '33:26'],
    ['folded block', "              where: >-\n                fork or\n                kind = 'biuld'", '31:22'],
    ['shared', '              where: *w', '31:22'],
    ['plain over two lines', "              where: fork or\n                kind = 'biuld'", '31:22'],
  ])('is found in a %s text', (_style, text, place) => {
    const shared = edited(
      [where, text],
      ['    metadata:\n      name: build-completion', '    metadata:\n      displayName: &w kimd = 1\n      name: x'],
    );

    const [problem] = problemsOf(shared).filter((line) => line.includes('condition'));

    expect(problem?.split(' ')[0]).toBe(place);
  });
});

import { describe, expect, it } from 'vitest';
import { columns } from '../../src/event/columns.ts';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import { eventOfRevision } from '../../src/event/event-of-revision.ts';
import type { SloEvent } from '../../src/model/objective.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { textOf } from './built-in-objective.ts';
import { builtIn, compiled, edited, problemsOf, read } from './objective-problems.ts';
import { jobRun, revision } from './sample-events.ts';

describe('the built-in objectives', () => {
  it('are as documented', () => {
    const files = ['first-status', 'build-completion', 'test-completion'].map((name) => ({
      file: name,
      text: textOf(`slos/${name}.yaml`),
    }));

    const { objectives, problems } = readObjectives(files);

    expect(problems).toEqual([]);
    expect(
      objectives.map(({ name, targetRatio, window, indicator, service }) => ({
        name,
        targetRatio,
        window: window.text,
        withinMs: 'withinMs' in indicator ? indicator.withinMs : undefined,
        eventType: indicator.eventType,
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
    const build = compiled(builtIn);
    const test = compiled(textOf('slos/test-completion.yaml'));
    const kinds = ['build', 'test', 'deploy', 'other'] as const;

    expect(kinds.filter((kind) => build.matches(eventOfJobRun(jobRun({ kind }), 'o/r')))).toEqual(['build']);
    expect(kinds.filter((kind) => test.matches(eventOfJobRun(jobRun({ kind }), 'o/r')))).toEqual(['test']);
  });

  it('have a fourth beside them in the examples', () => {
    const queue = compiled(textOf('examples/slos/queue-time.yaml'));
    const test = eventOfJobRun(jobRun({ kind: 'test' }), 'octo-org/hello-world');

    expect(queue.matches(test)).toBe(true);
    expect(queue.matches({ ...test, repository: 'octo-org/other' })).toBe(false);
    expect([queue.from, queue.until, queue.withinMs]).toEqual(['queued_at', 'started_at', 300_000]);
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
    const silent = compiled(text.replace('where: "provider = \'any\'"', 'where: fork'));
    const named = compiled(text.replace("'any'", "'jenkins'"));
    const bare = compiled(text.replace(/ +where: "provider = 'any'"\n/, ''));
    const event: SloEvent = eventOfRevision(revision({ fork: true }), 'o/r');

    expect([silent, bare].map((one) => one.matches(event))).toEqual([true, true]);
    expect(bare.matches({ ...event, provider: 'jenkins' })).toBe(false);
    expect(silent.matches({ ...event, provider: 'jenkins' })).toBe(false);
    expect(named.matches({ ...event, provider: 'jenkins' })).toBe(true);
  });

  it('with bad instead of good takes everything else as good', () => {
    const text = edited(
      ['        good:', '        bad:'],
      ["state in ('success', 'failure')", "state = 'error' or branch = 'x'"],
    );
    const objective = compiled(text);

    expect(objective.isGood(eventOfJobRun(jobRun(), 'o/r'))).toBe(true);
    expect(objective.isGood(eventOfJobRun(jobRun({ state: 'error' }), 'o/r'))).toBe(false);
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
      indicator: { from: 'queued_at', until: 'finished_at', withinMs: null },
    });
    expect(compiled(text).matches({})).toBe(true);
    expect(compiled(text).isExcluded({})).toBe(false);
  });

  it('takes conditions that YAML reads as booleans, and targets in percent', () => {
    const text = edited(["\"state in ('success', 'failure')\"", 'true'], ['target: 0.98', 'targetPercent: 99.9']);
    const [objective] = read(text).objectives;

    expect(compiled(text).isGood({})).toBe(true);
    expect(objective).toMatchObject({ targetRatio: 0.999, targetDecimal: '0.999' });
  });

  it.each([
    ['target: 0.98', 'target: 0.9000', '0.9'],
    ['target: 0.98', 'target: .5', '0.5'],
    ['target: 0.98', 'target: 99e-2', '0.99'],
    ['target: 0.98', 'targetPercent: 99.95', '0.9995'],
    ['target: 0.98', 'target: 0.333333333333333333333', '0.333333333333333333333'],
    ['target: 0.98', 'targetPercent: 0x10', '0.16'],
  ])('keeps the digits of its target: %s as %s is %s', (from, to, digits) => {
    expect(read(edited([from, to])).objectives).toMatchObject([{ targetDecimal: digits, targetRatio: Number(digits) }]);
  });

  it('has a hash that white space, comments, names, targets and windows do not change, and conditions do', () => {
    const hash = (text: string): string | undefined => read(text).objectives[0]?.indicatorHash;
    const same = edited(
      ['0.98', '0.9'],
      ['30d', '7d'],
      ['name: build-completion', 'name: other'],
      ["kind = 'build'", "kind   =  'build'"],
      ['# Do', '# Doo'],
    );

    expect(hash(builtIn)).toMatch(/^[0-9a-f]{32}$/);
    expect(hash(same)).toBe(hash(builtIn));
    expect(hash(edited(["kind = 'build'", "kind = 'test'"]))).not.toBe(hash(builtIn));
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
  const condition = "kind = 'build' and role = 'ci' and state != 'waiting'";

  it('is found for mistakes in its grammar', () => {
    expect(problemsOf(edited([condition, 'kind ='])).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '31:29 condition',
    ]);
  });

  const where = `              where: "${condition}"`;

  it.each([
    ['plain', "              where: kind = 'biuld'", '32:29'],
    ['single-quoted', "              where: 'kind = ''biuld'''", '32:22'],
    ['literal block', "              where: |\n                fork or\n                  kind = 'biuld'", '34:26'],
    ['folded block', "              where: >-\n                fork or\n                kind = 'biuld'", '32:22'],
    ['shared', '              where: *w', '32:22'],
    ['plain over two lines', "              where: fork or\n                kind = 'biuld'", '32:22'],
  ])('is found in a %s text', (_style, text, place) => {
    const shared = edited(
      [where, text],
      ['    metadata:\n      name: build-completion', '    metadata:\n      displayName: &w kimd = 1\n      name: x'],
    );

    const [problem] = problemsOf(shared).filter((line) => line.includes('condition'));

    expect(problem?.split(' ')[0]).toBe(place);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns } from '../../src/event/columns.ts';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import type { Objective } from '../../src/model/objective.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { readStoredIndicator, readStoredObjective } from '../../src/slo/read-stored-objective.ts';
import { objectiveIn, textOf } from './built-in-objective.ts';
import { jobRun } from './sample-events.ts';

const builtIn = ['first-status', 'build-completion', 'test-completion', 'webhook-acceptance'].map((name) =>
  objectiveIn(`slos/${name}.yaml`),
);
const build = builtIn[1] as Objective;
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The build objective with another condition. */
function withWhere(where: string): Objective {
  const text = textOf('slos/build-completion.yaml').replace(
    "kind = 'build' and role = 'ci' and state != 'waiting'",
    where,
  );
  const { objectives, problems } = readObjectives([{ file: 'x.yaml', text }]);
  if (objectives[0] === undefined) throw new Error(JSON.stringify(problems));
  return objectives[0];
}

const textColumns = columns['job-run'].filter(({ type, values }) => type === 'text' && values === null);
const name = fc.constantFrom(...textColumns.map((column) => column.name));
const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', ' ', 'ř'), maxLength: 6 });
const simple = fc.oneof(
  fc.tuple(name, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), text).map(([a, op, b]) => `${a} ${op} '${b}'`),
  fc
    .tuple(name, fc.array(text, { minLength: 1, maxLength: 3 }))
    .map(([a, list]) => `${a} not in (${list.map((b) => `'${b}'`)})`),
  fc.tuple(name, text).map(([a, pattern]) => `${a} like '${pattern}'`),
  fc.tuple(fc.nat(99), fc.nat(99)).map(([low, high]) => `attempt between ${low} and ${high}`),
  fc.constantFrom(
    'fork',
    'fork is not true',
    'attempt is null',
    "'x' = any(runner_labels)",
    "queued_at < timestamp '2026-01-01'",
  ),
);
const { tree: condition } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    simple,
    fc.tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('tree').map((part) => `not (${part})`),
  ),
}));

describe('an objective', () => {
  it.each(builtIn.map((objective) => [objective.name, objective] as const))(
    '%s is the same after it was stored as JSON',
    (_, objective) => {
      expect(readStoredObjective(stored(objective))).toEqual(objective);
      expect(readStoredIndicator(stored(objective.indicator))).toEqual(objective.indicator);
    },
  );

  it('of any condition is the same after it was stored, and matches the same events', () => {
    fc.assert(
      fc.property(condition, fc.array(text, { maxLength: 2 }), text, (where, runnerLabels, branch) => {
        const objective = withWhere(where.replaceAll('\\', ''));
        const event = eventOfJobRun(jobRun({ runnerLabels, branch }), 'o/r');

        const again = readStoredObjective(stored(objective));

        expect(again).toEqual(objective);
        expect(compileIndicator(again.indicator).matches(event)).toBe(
          compileIndicator(objective.indicator).matches(event),
        );
      }),
    );
  });

  it('with a calendar window is the same after it was stored', () => {
    const window = { type: 'calendar', unit: 'month', count: 1, anchor: 0, timeZone: 'UTC', text: '1M' } as const;

    expect(readStoredObjective(stored({ ...build, window }))).toEqual({ ...build, window });
  });
});

describe('what is no objective of this version', () => {
  const { indicator } = build;
  const where = { type: 'truth', operand: { type: 'column', name: 'colour', at: 0 } };

  it.each([
    ['nothing', null, 'objective: Invalid input'],
    ['a key that is not known', { ...build, budgeting: 'x' }, 'Unrecognized key: "budgeting"'],
    ['a column that is not known', { ...build, indicator: { ...indicator, where } }, 'there is no column "colour"'],
    [
      'a condition that is not known',
      { ...build, indicator: { ...indicator, where: { type: 'near' } } },
      'indicator.where',
    ],
    [
      'a clock that is no time',
      { ...build, indicator: { ...indicator, from: 'name' } },
      '"name" is no time column of job-run',
    ],
    ['a target that is no number', { ...build, targetDecimal: 'most' }, 'targetDecimal: must be a decimal number'],
    ['a target of 1', { ...build, targetRatio: 1 }, 'targetRatio'],
    [
      'an event that is not known',
      { ...build, indicator: { ...indicator, eventType: 'deploy' } },
      'indicator.eventType',
    ],
  ])('is refused: %s', (_, value, message) => {
    expect(() => readStoredObjective(stored(value))).toThrow(message);
    expect(() => readStoredObjective(stored(value))).toThrow('the database holds an objective that this version');
  });

  it('is refused as an indicator too', () => {
    expect(() => readStoredIndicator({ eventType: 'job-run' })).toThrow('an indicator that this version');
  });
});

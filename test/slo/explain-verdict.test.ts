import { describe, expect, it } from 'vitest';
import { eventOfJobRun } from '../../src/event/event-of-job-run.ts';
import { compileIndicator } from '../../src/slo/compile-indicator.ts';
import { explainVerdict } from '../../src/slo/explain-verdict.ts';
import { judge } from '../../src/slo/judge.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { objectiveIn, textOf } from './built-in-objective.ts';
import { jobRun, noon } from './sample-events.ts';

const file = 'slos/build-completion.yaml';
const lines = textOf(file).split('\n');
const build = objectiveIn(file);
const hour = 3_600_000;
const deadline = noon + 12 * hour;
const late = deadline + hour;
const open = { startedAt: null, finishedAt: null, queueMs: null, runMs: null, durationMs: null } as const;

function explain(overrides: Parameters<typeof jobRun>[0], now = late, objective = build) {
  return explainVerdict(objective, eventOfJobRun(jobRun(overrides), 'o/r'), now, 60_000);
}

describe('an explained verdict', () => {
  it.each([
    [{ state: 'success' }, late, 'resolved_good', ['where', 'good']],
    [{ state: 'error' }, late, 'resolved_bad', ['where', 'good', 'exclude']],
    [{ state: 'cancelled' }, late, 'resolved_excluded', ['where', 'good', 'exclude']],
    [{ ...open, state: 'started' }, late, 'late_bad', ['where', 'exclude']],
    [{ ...open, state: 'started', abandonedAt: noon + hour }, late, 'late_excluded', ['where', 'exclude']],
    [{ ...open, state: 'started' }, noon, 'not_yet', ['where']],
  ] as const)('%# is that of judge, with the conditions that were asked', (overrides, now, id, asked) => {
    const explained = explain(overrides, now);

    const { verdict, at } = judge(
      compileIndicator(build.indicator),
      eventOfJobRun(jobRun(overrides), 'o/r'),
      now,
      60_000,
    );
    expect(explained).toMatchObject({ slo: 'build-completion', file, verdict, at, deadlineAt: deadline });
    expect(explained?.decision.id).toBe(id);
    expect(explained?.because.map(({ condition }) => condition)).toEqual(asked);
  });

  it('names the times it judges by', () => {
    expect(explain({ ...open, state: 'started' })).toMatchObject({
      from: { column: 'queued_at', at: noon },
      until: { column: 'finished_at', at: null },
    });
  });

  it('quotes each condition with the line it stands on', () => {
    const because = explain({ state: 'error' })?.because ?? [];

    for (const { text, place } of because) expect(lines[place.line - 1]).toContain(text);
    expect(because.map(({ holds }) => holds)).toEqual([true, false, false]);
  });

  it('is not there for what an objective does not count', () => {
    expect(explain({ kind: 'deploy' })).toBeNull();
  });

  it('says so where there is no deadline', () => {
    const [objective] = readObjectives([{ file, text: textOf(file).replace(/ +within: 12h\n/, '') }]).objectives;

    expect(explain({ ...open, state: 'started' }, late, objective)?.decision.id).toBe('no_deadline');
  });

  it('asks what is bad where the file says what is bad', () => {
    const text = textOf(file)
      .replace(/^ {8}good:/m, '        bad:')
      .replace("('success', 'failure')", "('error')");
    const [objective] = readObjectives([{ file, text }]).objectives;

    expect(explain({ state: 'error' }, late, objective)?.because[1]).toMatchObject({ condition: 'bad', holds: true });
    expect(explain({ state: 'success' }, late, objective)?.because[1]).toMatchObject({
      condition: 'bad',
      holds: false,
    });
  });
});

describe('the conditions of an objective', () => {
  const text = textOf('slos/first-status.yaml');
  const conditionsOf = (edited: string) =>
    readObjectives([{ file: 'first.yaml', text: edited }]).objectives[0]?.conditions;

  it('are as written', () => {
    expect(conditionsOf(text)).toMatchObject({
      where: { text: "provider = 'any'", place: { file: 'first.yaml' } },
      outcome: { side: 'good', text: 'true' },
      exclude: { text: expect.stringMatching(/^nobody_expected or answered_before or closed_at/) },
    });
  });

  it('that were left out are what stands for them, at the nearest line above', () => {
    const edited = text.replace(/ +exclude: >-\n.*\n.*\n/, '').replace('where: "provider = \'any\'"', 'where: "draft"');

    const conditions = conditionsOf(edited);

    expect(conditions?.where.text).toBe("(draft) and provider = 'any'");
    expect(conditions?.exclude.text).toBe('false');
    expect(edited.split('\n')[(conditions?.exclude.place.line ?? 0) - 1]).toContain('event: revision');
    expect(conditionsOf(text.replace('where: "provider = \'any\'"', 'where: "true"'))?.where.text).toBe(
      "provider = 'any'",
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { JourneyIndicator } from '../../src/model/objective.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { readStoredIndicator } from '../../src/slo/read-stored-objective.ts';

const metric = (total: string) => `      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: journey } } }
        total: { metricSource: { type: cislo, spec: { event: journey, ${total} } } }`;
const document = (total: string, written = metric(total)) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: trip }
spec:
  service: ci
  indicator:
    metadata: { name: trip }
    spec:
${written}
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.95 }]
`;
const read = (text: string) => readObjectives([{ file: 'trip.yaml', text }]);
const steps =
  "steps: [{ name: build, where: kind = 'build', within: 2h }, { name: test, where: kind = 'test', within: 1h }]";

function indicatorOf(text: string): JourneyIndicator {
  const { objectives, problems } = read(text);
  expect(problems).toEqual([]);
  return objectives[0]?.indicator as JourneyIndicator;
}

describe('a journey in a file', () => {
  it('of revisions takes job runs as its steps, and what the revision itself knows', () => {
    const text = document(
      "of: revision, exclude: nobody_expected, within: 3h, steps: [{ name: status, event: revision, where: true, within: 15s }, { name: build, where: kind = 'build', good: state = 'success', until: started_at }]",
    );

    const indicator = indicatorOf(text);

    expect(indicator).toMatchObject({ type: 'journey', of: 'revision', withinMs: 3 * 3_600_000, correlate: null });
    expect(indicator.steps.map(({ name, event, until, withinMs }) => [name, event, until, withinMs])).toEqual([
      ['status', 'revision', 'first_status_at', 15_000],
      ['build', 'job-run', 'started_at', null],
    ]);
    expect(indicator.decidedAfterMs).toBe(3 * 3_600_000);
    expect(JSON.stringify(indicator.where)).toContain('"any"');
    expect(readStoredIndicator(JSON.parse(JSON.stringify(indicator)))).toEqual(indicator);
  });

  it('is decided when all its steps must be over', () => {
    expect(indicatorOf(document(`of: revision, ${steps}`)).decidedAfterMs).toBe(3 * 3_600_000);
    expect(indicatorOf(document(`of: revision, within: 2h, ${steps}`)).decidedAfterMs).toBe(2 * 3_600_000);
  });

  it('keeps a provider that it names', () => {
    const { where } = indicatorOf(document(`of: revision, where: provider = 'packit', ${steps}`));

    expect(JSON.stringify(where)).not.toContain('"any"');
  });

  it('may be written as a raw ratio, and of events that share a value', () => {
    const raw = `      ratioMetric:
        rawType: success
        raw: { metricSource: { type: cislo, spec: { event: journey, of: custom, correlate: data.order, within: 1d, steps: [{ name: a, where: type = 'a' }] } } }`;

    expect(indicatorOf(document('', raw))).toMatchObject({ of: 'custom', correlate: 'data.order' });
  });

  it.each([
    ['no steps', 'of: revision, within: 1h, steps: []', /at least one step/],
    [
      'a name twice',
      'of: revision, within: 1h, steps: [{ name: a, where: true }, { name: a, where: true }]',
      /name of its own/,
    ],
    ['no end', 'of: revision, steps: [{ name: a, where: true }]', /needs an end/],
    [
      'a step of another kind',
      'of: custom, correlate: subject, within: 1h, steps: [{ name: a, event: job-run, where: true }]',
      /is an event of custom, got job-run/,
    ],
    ['a wrong column', "of: revision, within: 1h, steps: [{ name: a, where: nope = 'x' }]", /nope/],
    [
      'a wrong condition of the whole',
      "of: revision, where: nope = 'x', within: 1h, steps: [{ name: a, where: true }]",
      /nope/,
    ],
    [
      'a wrong end',
      'of: revision, within: 1h, steps: [{ name: a, where: true, until: name }]',
      /time column of job-run/,
    ],
    ['a wrong limit', 'of: revision, within: soon, steps: [{ name: a, where: true }]', /within must be/],
    [
      'a wrong limit of a step',
      'of: revision, within: 1h, steps: [{ name: a, where: true, within: soon }]',
      /within must be/,
    ],
    ['nothing that events share', 'of: custom, within: 1h, steps: [{ name: a, where: true }]', /correlate must name/],
    [
      'an unknown column',
      'of: custom, correlate: nope, within: 1h, steps: [{ name: a, where: true }]',
      /correlate must name/,
    ],
    [
      'correlate for revisions',
      'of: revision, correlate: subject, within: 1h, steps: [{ name: a, where: true }]',
      /correlate is for custom/,
    ],
    [
      'exclude for events',
      'of: custom, correlate: subject, exclude: true, within: 1h, steps: [{ name: a, where: true }]',
      /exclude is for/,
    ],
    ['an unknown key', 'of: revision, within: 1h, wihin: 2h, steps: [{ name: a, where: true }]', /wihin/],
  ])('with %s is refused with its place', (_, total, message) => {
    const { objectives, problems } = read(document(total));

    expect(objectives).toEqual([]);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
    for (const problem of problems) expect(problem.line).toBeGreaterThan(1);
  });

  it('is refused when it was stored with columns that are not known', () => {
    const indicator = indicatorOf(document(`of: revision, ${steps}`));
    const [first, ...others] = indicator.steps;
    const left = { type: 'column', name: 'nope', at: 0 };
    const right = { type: 'literal', kind: 'text', value: 'x', at: 0 };
    const unknown = { type: 'compare', op: '=', left, right, at: 0 };

    for (const wrong of [
      { ...indicator, correlate: 'nope' },
      { ...indicator, where: unknown },
      { ...indicator, steps: [{ ...first, until: 'nope' }, ...others] },
      { ...indicator, steps: [{ ...first, good: unknown }, ...others] },
    ])
      expect(() => readStoredIndicator(wrong)).toThrow();
  });
});

import { describe, expect, it } from 'vitest';
import type { Minute } from '../../src/budget/minute.ts';
import { membersOf } from '../../src/model/counted-objectives.ts';
import { fraction, toNumber } from '../../src/model/fraction.ts';
import type { Objective } from '../../src/model/objective.ts';
import { burnCountsOf } from '../../src/slo/burn-counts-of.ts';
import { compositeAnswer, compositeMinutes } from '../../src/slo/composite-answer.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { readStoredObjective } from '../../src/slo/read-stored-objective.ts';

const minute = 60_000;
const start = Date.UTC(2026, 2, 2);

interface Written {
  readonly method?: string;
  readonly slices?: readonly [string, string];
  readonly annotations?: string;
  readonly rest?: string;
}

function document({ method = 'Occurrences', slices, annotations = '', rest = '' }: Written): string {
  const member = (kind: string, target: string, index: 0 | 1) => `    - target: ${target}
${slices === undefined ? '' : `      timeSliceWindow: ${slices[index]}\n${method === 'Timeslices' ? '      timeSliceTarget: 0.5\n' : ''}`}${index === 1 ? '      compositeWeight: 0.5\n' : ''}      indicator:
        metadata: { name: ${kind} }
        spec:
          ratioMetric:
            counter: true
            good: { metricSource: { type: cislo, spec: { event: job-run, where: "state = 'success'" } } }
            total: { metricSource: { type: cislo, spec: { event: job-run, where: "kind = '${kind}'" } } }`;
  return `apiVersion: openslo/v1
kind: SLO
metadata:
  name: both
  annotations: { cislo.dev/owner: us${annotations} }
spec:
  service: ci
  timeWindow: [{ duration: 30d, isRolling: true }]
  budgetingMethod: ${method}
  objectives:
${member('build', '0.9', 0)}
${member('test', '0.8', 1)}
${rest}`;
}
const read = (written: Written) => readObjectives([{ file: 'both.yaml', text: document(written) }]);
function objectiveOf(written: Written): Objective {
  const { objectives, problems } = read(written);
  expect(problems).toEqual([]);
  return objectives[0] as Objective;
}
const at = (index: number, good: number, bad: number): Minute => ({
  at: start + index * minute,
  good,
  bad,
  excluded: 0,
});
const countsOf = (objective: Objective, minutes: Readonly<Record<string, readonly Minute[]>>) =>
  burnCountsOf(objective, (name) => minutes[name] ?? [], start, start + 60 * minute);

describe('a composite', () => {
  it('is one objective with the lowest target, whose members have names of their own', () => {
    const objective = objectiveOf({ method: 'Timeslices', slices: ['5m', '5m'] });

    expect(objective).toMatchObject({ name: 'both', targetDecimal: '0.8', method: { sliceTargetDecimal: '1' } });
    expect(
      membersOf(objective)?.map(({ weightDecimal, objective: own }) => [own.name, weightDecimal, own.targetDecimal]),
    ).toEqual([
      ['both/1', '1', '0.9'],
      ['both/2', '0.5', '0.8'],
    ]);
    expect(readStoredObjective(JSON.parse(JSON.stringify(objective)))).toEqual(objective);
  });

  it.each([
    ['slices of different lengths', { method: 'Timeslices', slices: ['5m', '1h'] }, /same timeSliceWindow/],
    ['phases', { annotations: ", cislo.dev/phases: '2026-01-01 99.0'" }, /phases/],
    [
      'an exhaustion condition',
      {
        rest: `  alertPolicies:
    - kind: AlertPolicy
      metadata: { name: soon }
      spec:
        conditions:
          - kind: AlertCondition
            metadata: { name: soon }
            spec:
              severity: page
              condition: { kind: exhaustion, op: lt, threshold: 24, lookbackWindow: 2h }
        notificationTargets: [{ kind: AlertNotificationTarget, metadata: { name: us }, spec: { target: webhook } }]
`,
      },
      /exhausted/,
    ],
  ] as const)('with %s cannot be run', (_, written, message) => {
    const { objectives, problems } = read(written);

    expect(objectives).toEqual([]);
    expect(problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });

  it('alerts by the policies that it names, and its members by none', () => {
    const rest = `  alertPolicies:
    - kind: AlertPolicy
      metadata: { name: fast }
      spec:
        conditions:
          - kind: AlertCondition
            metadata: { name: fast }
            spec:
              severity: page
              condition: { kind: burnrate, op: gt, threshold: 3, lookbackWindow: 1h }
        notificationTargets: [{ kind: AlertNotificationTarget, metadata: { name: us }, spec: { target: webhook } }]
`;
    const objective = objectiveOf({ rest });

    expect(objective.policies?.map(({ name }) => name)).toEqual(['fast']);
    expect(membersOf(objective)?.map((member) => member.objective.policies)).toEqual([[], []]);
    expect(objectiveOf({}).policies).toBeNull();
  });

  it('by occurrences alerts by the weighted burn rate of its members', () => {
    const counts = countsOf(objectiveOf({}), { 'both/1': [at(0, 9, 1)], 'both/2': [at(0, 6, 4), at(10, 1, 1)] });
    const first = counts(start, start + 5 * minute);

    // 1 × 0.1 / 0.1 + 0.5 × 0.4 / 0.2 = 2 times the budget of 0.2.
    expect(toNumber(fraction(first?.bad ?? 0, first?.total ?? 1))).toBeCloseTo(0.4, 12);
    expect(first?.badEvents).toBe(5);
    expect(counts(start + 20 * minute, start + 30 * minute)).toEqual({ total: 0, bad: 0, badEvents: 0 });
    const second = counts(start + 10 * minute, start + 20 * minute);
    expect(toNumber(fraction(second?.bad ?? 0, second?.total ?? 1))).toBeCloseTo(0.25, 12);
  });

  it('by slices alerts by its slices or by what the members lost', () => {
    const minutes = { 'both/1': [at(0, 1, 3), at(5, 4, 0)], 'both/2': [at(0, 4, 0), at(5, 1, 1)] };
    const slices = countsOf(objectiveOf({ method: 'Timeslices', slices: ['5m', '5m'] }), minutes);
    const ratios = countsOf(objectiveOf({ method: 'RatioTimeslices', slices: ['5m', '5m'] }), minutes);
    const share = (count: ReturnType<typeof slices>) => toNumber(fraction(count?.bad ?? 0, count?.total ?? 1));

    expect(share(slices(start, start + 10 * minute))).toBe(0.5);
    expect(slices(start, start + 10 * minute)?.badEvents).toBe(4);
    expect(slices(start, start + minute)).toBeNull();
    // Means 0.625 and 0.75: 1 × 0.375 + 0.5 × 0.25.
    expect(share(ratios(start, start + 10 * minute))).toBeCloseTo(0.5, 12);
  });

  it('counts empty slices as its file says', () => {
    const minutes = { 'both/1': [at(0, 1, 0)] };
    const shown = (empty: string, exclude = '') => {
      const annotations = `, cislo.dev/empty-slice: ${empty}${exclude}`;
      const objective = objectiveOf({ method: 'Timeslices', slices: ['5m', '5m'], annotations });
      const members = membersOf(objective) ?? [];
      return compositeMinutes(members, (name) => minutes[name as 'both/1'] ?? [], {
        from: start,
        to: start + 10 * minute,
      });
    };
    const exclude = `, cislo.dev/exclude: "[{from: '${new Date(start).toISOString()}', to: '${new Date(start + 10 * minute).toISOString()}', reason: r}]"`;

    expect(shown('bad').map(({ good, bad }) => [good, bad])).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(shown('good').map(({ good }) => good)).toEqual([1, 1]);
    expect(shown('bad', exclude).map(({ good, bad }) => [good, bad])).toEqual([[1, 0]]);
  });

  it('has no answer without data, and all its budget gone when it is spent', () => {
    const members = membersOf(objectiveOf({})) ?? [];
    const answer = (remaining: number | null, burn: number | null) => ({
      window: { from: start, to: start + 60 * minute },
      events: { good: 0, bad: 0, excluded: 0 },
      slices: null,
      sli: remaining === null ? null : fraction(1),
      budget: null,
      budgetRemainingRatio: remaining === null ? null : fraction(remaining),
      badEventsLeft: null,
      eventWeight: null,
      burnRates: { '2h': burn === null ? null : fraction(burn) },
      hoursToExhaustion: null,
    });
    const whole = (type: 'occurrences' | 'ratio-timeslices', remaining: number | null, burn: number | null) =>
      compositeAnswer(
        type,
        members.map((member) => ({ member, answer: answer(remaining, burn) })),
        fraction(8, 10),
        30 * 86_400_000,
      );

    for (const type of ['occurrences', 'ratio-timeslices'] as const) {
      expect(whole(type, null, null)).toMatchObject({ sli: null, budgetRemainingRatio: null, hoursToExhaustion: null });
      expect(whole(type, 1, null).hoursToExhaustion).toBeNull();
      expect(whole(type, 1, 0).hoursToExhaustion).toBeNull();
    }
    expect(toNumber(whole('occurrences', -1, 1).hoursToExhaustion ?? fraction(7))).toBe(0);
    // Each burns once as fast as it may: 1.5 times together, and all 720 hours are left.
    expect(toNumber(whole('occurrences', 1, 1).hoursToExhaustion ?? fraction(0))).toBe(480);
  });
});

import { describe, expect, it } from 'vitest';
import type { Objective } from '../../src/model/objective.ts';
import { rawUnit } from '../../src/model/source-metric.ts';
import { computeStatus, type SourceStanding, type WindowCounts } from '../../src/slo/compute-status.ts';
import { readObjectives } from '../../src/slo/read-objectives.ts';
import { statusQuestion } from '../../src/slo/status-question.ts';

const minute = 60_000;
const now = Date.UTC(2026, 2, 1, 12);
const head = 'apiVersion: openslo/v1\nkind: ';
const policy = (
  name: string,
  { op = 'gt', window = '90m', severity = 'page', after = ', alertAfter: 3m' } = {},
) => `${head}AlertPolicy
metadata: { name: ${name}, labels: { team: [a, b] } }
spec:
  conditions:
    - kind: AlertCondition
      metadata: { name: c }
      spec: { severity: ${severity}, condition: { kind: burnrate, op: ${op}, threshold: 2, lookbackWindow: ${window}${after} } }
  notificationTargets: [{ targetRef: mail }]
`;
const target = `${head}AlertNotificationTarget\nmetadata: { name: mail }\nspec: { target: email }\n`;
const query = (spec: string) => `{ metricSource: { type: cislo, spec: ${spec} } }`;
const events = `good: ${query('{ where: "true" }')}, total: ${query('{ event: job-run }')}`;
const source = `${head}DataSource\nmetadata: { name: main }\nspec: { type: prometheus, connectionDetails: { url: x } }\n`;
const raw = 'raw: { metricSource: { metricSourceRef: main, spec: { query: up } } }, rawType: success';

function objectiveOf(
  { metric = events, method = 'Occurrences', objective = 'target: 0.9', window = '30d', policies = '' } = {},
  ...others: readonly string[]
): Objective {
  const text = `${head}SLO
metadata: { name: calls }
spec:
  service: ci
  timeWindow: [{ duration: ${window}, isRolling: true }]
  budgetingMethod: ${method}
  indicator: { metadata: { name: c }, spec: { ratioMetric: { counter: true, ${metric} } } }
  objectives: [{ ${objective} }]
  alertPolicies: [${policies}]
`;
  const texts = [text, ...others].map((each, index) => ({ file: `${index}.yaml`, text: each }));
  const { objectives, problems } = readObjectives(texts);
  const [found] = objectives;
  if (found === undefined) throw new Error(problems.map(({ message }) => message).join('\n'));
  return found;
}

function statusOf(
  objective: Objective,
  filled: Readonly<Record<string, readonly [number, number]>>,
  standing?: SourceStanding,
) {
  const question = statusQuestion(objective, now);
  const windows = Object.entries({ slo: question.slo, ...question.burn }).map(([name, { from, to }]): WindowCounts => {
    const [good, bad] = filled[name] ?? [0, 0];
    return { slo: objective.name, from, to, good, bad, excluded: 0 };
  });
  return computeStatus(question, { windows, steps: [], pending: 0, source: standing ?? null }, now);
}

describe('the status of an objective with a policy of its own', () => {
  const named = { policies: '{ alertPolicyRef: mine }' };
  const burning = { slo: [1_000, 10], '90m': [10, 10] } as const;

  it('burns by the window of that policy, also where no other status names it', () => {
    const objective = objectiveOf(named, policy('mine'), target);

    expect(objective.policies).toMatchObject([
      {
        name: 'mine',
        labels: { team: 'a,b' },
        targets: ['mail'],
        condition: { lookbackWindow: '90m', alertAfter: '3m', threshold: '2' },
      },
    ]);
    expect(statusOf(objective, burning).status).toMatchObject({
      status: 'critical',
      reason: 'The budget burns 5 times as fast as it may over 90m, which is over 2.',
    });
  });

  it('has a burn rate and counts of that window for the gauges', () => {
    const computed = statusOf(objectiveOf(named, policy('mine'), target), burning);

    expect(computed.burnRates['90m']).toBe(5);
    expect(computed.windows['90m']).toEqual({ good: 10, bad: 10, excluded: 0 });
  });

  it('may burn at just the threshold, as a ticket, and without alertAfter', () => {
    const ticket = policy('mine', { op: 'gte', severity: 'ticket', after: '' });
    const objective = objectiveOf(named, ticket, target);
    const just = { slo: [1_000, 10], '90m': [16, 4] } as const;

    expect(objective.policies?.[0]?.condition.alertAfter).toBeNull();
    expect(statusOf(objective, just).status.status).toBe('warning');
    expect(statusOf(objectiveOf(named, policy('mine'), target), just).status.status).toBe('healthy');
  });

  it('does not burn by a policy about slow burning', () => {
    const slow = objectiveOf(named, policy('mine', { op: 'lt' }), target);

    expect(statusOf(slow, burning).status.status).toBe('healthy');
  });
});

describe('the status of an objective that is measured elsewhere', () => {
  const measured = objectiveOf(
    { metric: raw, method: 'RatioTimeslices', objective: 'target: 0.9, timeSliceWindow: 5m', window: '1M' },
    source,
  );

  it('has a window of months where its file says so', () => {
    expect(measured.window).toEqual({ type: 'rolling-months', months: 1, text: '1M' });
  });

  it('counts the points of a raw ratio, not their parts', () => {
    const question = statusQuestion(measured, now);
    const steps = [{ at: question.slo.to - 10 * minute, good: rawUnit / 4, bad: (rawUnit * 7) / 4, excluded: 0 }];

    const { status } = computeStatus(question, { windows: [], steps, pending: 0 }, now);

    expect(status).toMatchObject({ good: 0, bad: 2, sli: 0.125, source: null });
  });

  it('says how its source stands', () => {
    expect(statusOf(measured, {}, { awaySince: null, awayReason: null, doneTo: now }).status.source).toEqual({
      away_since: null,
      reason: null,
      read_until: '2026-03-01T12:00:00.000Z',
    });
    expect(statusOf(measured, {}, { awaySince: now, awayReason: 'gone', doneTo: now }).status.source).toMatchObject({
      away_since: '2026-03-01T12:00:00.000Z',
      reason: 'gone',
    });
  });
});

import { describe, expect, it } from 'vitest';
import { decideGate, type GatedSlo } from '../../../src/act/gate/decide-gate.ts';
import { type GateDecision, gateSettingsOf, risks, usualGate } from '../../../src/act/gate/gate-settings.ts';
import type { SloStatusWord } from '../../../src/slo/slo-status.ts';

function slo(status: SloStatusWord, more: Partial<GatedSlo> = {}): GatedSlo {
  return {
    id: `slo-${status}`,
    displayName: `Builds (${status})`,
    service: 'ci',
    status,
    reason: 'Because.',
    budgetRemainingRatio: 0.2,
    approvers: ['ada'],
    costliestJob: null,
    ...more,
  };
}

describe('the gate', () => {
  const table: Readonly<Record<SloStatusWord, readonly [GateDecision, GateDecision, GateDecision]>> = {
    healthy: ['approve', 'approve', 'review'],
    attention: ['approve', 'review', 'defer'],
    warning: ['review', 'defer', 'block'],
    critical: ['defer', 'block', 'block'],
    exhausted: ['block', 'block', 'block'],
    no_data: ['review', 'review', 'review'],
  };
  const cells = Object.entries(table).flatMap(([status, decisions]) =>
    risks.map((risk, index) => [status as SloStatusWord, risk, decisions[index] as GateDecision] as const),
  );

  it.each(cells)('says of an SLO that is %s and a change of %s risk: %s', (status, risk, decision) => {
    const answer = decideGate([slo(status)], risk, usualGate);

    expect(answer).toMatchObject({ decision, status, risk });
    expect(answer.slos).toMatchObject([{ id: `slo-${status}`, status, decision }]);
    expect(answer.conditions).toEqual(decision === 'approve' ? [] : usualGate.conditions[status]);
    expect(answer.approvers).toEqual(decision === 'approve' ? [] : ['ada']);
  });

  it('takes the strictest decision of several SLOs, and of equal ones the SLO that stands worst', () => {
    const all = [slo('healthy'), slo('critical'), slo('exhausted'), slo('warning')];

    expect(decideGate(all, 'high', usualGate)).toMatchObject({ decision: 'block', status: 'exhausted' });
    expect(decideGate(all.slice(0, 2), 'low', usualGate)).toMatchObject({ decision: 'defer', status: 'critical' });
    expect(decideGate([slo('no_data'), slo('healthy')], 'low', usualGate)).toMatchObject({
      decision: 'review',
      status: 'no_data',
    });
    expect(decideGate([slo('healthy'), slo('no_data')], 'high', usualGate)).toMatchObject({ status: 'no_data' });
    expect(decideGate([slo('warning'), slo('no_data')], 'low', usualGate)).toMatchObject({ status: 'warning' });
  });

  it('names what holds a change up, once, and leaves out what holds nothing up', () => {
    const job = { costliestJob: 'rpm-build in octo/hello' };
    const answer = decideGate(
      [slo('healthy', { approvers: ['bob'] }), slo('critical', job), slo('critical', job)],
      'medium',
      usualGate,
    );

    expect(answer.reason).toBe('A change of medium risk must not go on: "Builds (critical)" is critical. Because.');
    expect(answer.conditions).toEqual(['budget back above 10 %', 'page alerts resolved']);
    expect(answer.alternatives).toEqual(['ship behind a flag', 'fix first: rpm-build in octo/hello']);
    expect(answer.approvers).toEqual(['ada']);
    expect(decideGate([slo('healthy', job)], 'low', usualGate).alternatives).toEqual([]);
    expect(JSON.stringify(answer.slos)).not.toContain('approvers');
  });

  it('cannot decide by nothing', () => {
    expect(() => decideGate([], 'low', usualGate)).toThrow('at least one SLO');
  });

  it('follows the configuration where it says something else', () => {
    const settings = gateSettingsOf(
      { matrix: { warning: { high: 'defer' } }, conditions: { warning: ['ask Ada'] }, alternatives: { defer: [] } },
      { ci: 'bob' },
    );

    expect(decideGate([slo('warning')], 'high', settings)).toMatchObject({
      decision: 'defer',
      conditions: ['ask Ada'],
      alternatives: [],
    });
    expect(decideGate([slo('warning')], 'low', settings).decision).toBe('review');
    expect(settings.productOwners).toEqual({ ci: 'bob' });
    expect(gateSettingsOf({}, {})).toEqual(usualGate);
  });
});

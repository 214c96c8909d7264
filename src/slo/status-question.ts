import { type ObjectiveAlerts, policiesOf } from '../alert/policies-of.ts';
import { recentHours } from '../budget/answer-budget.ts';
import type { BudgetMethod } from '../budget/budget-method.ts';
import { budgetRanges } from '../budget/budget-ranges.ts';
import { type BurnWindow, burnWindows } from '../budget/burn-windows.ts';
import { excludedStretches } from '../budget/exclusion/exclusion.ts';
import { type Phase, phaseInForce, targetInForce } from '../budget/phases.ts';
import { windowLabel } from '../budget/window-label.ts';
import type { Fraction } from '../model/fraction.ts';
import type { Objective } from '../model/objective.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { budgetMethodOf } from './budget-method-of.ts';
import { annotationsOf } from './slo-annotations.ts';

/** What has to be known to say how an objective stands at a moment. */
export interface StatusQuestion {
  readonly objective: Objective;
  readonly method: BudgetMethod;
  /** Of the phase in force, exact. */
  readonly target: Fraction;
  /** Null where the objective has no phases, or before the first. */
  readonly phase: Phase | null;
  /** The objective's own window. */
  readonly slo: Bounds;
  /** The burn windows, and those of its alert policies by `windowLabel`. All end together. */
  readonly burn: Readonly<Record<string, Bounds>>;
  /** The last two hours. */
  readonly recent: Bounds;
  /** Stretches whose bad events are excluded, in order; none touches another. */
  readonly excluded: readonly Bounds[];
  readonly alerts: ObjectiveAlerts;
}

const hourMs = 3_600_000;

/** What to ask about an objective at `now` (ms). */
export function statusQuestion(objective: Objective, now: number): StatusQuestion {
  const method = budgetMethodOf(objective);
  const annotations = annotationsOf(objective);
  const alerts = policiesOf(objective, now);
  const lengths: Record<string, number> = { ...burnWindows };
  for (const { condition } of alerts.policies) {
    lengths[windowLabel(condition.lookbackMs)] = condition.lookbackMs;
    if (condition.shortMs !== null) lengths[windowLabel(condition.shortMs)] = condition.shortMs;
  }
  const { slo, burn } = budgetRanges(method, objective.window, lengths, now);
  const { recent } = budgetRanges(method, objective.window, { recent: recentHours * hourMs }, now).burn;
  const from = Math.min(slo.from, ...Object.values(burn).map((range) => range.from));
  return {
    objective,
    method,
    target: targetInForce(annotations.phases, objective.targetDecimal, slo.to),
    phase: phaseInForce(annotations.phases, slo.to),
    slo,
    burn,
    recent,
    excluded: joined(excludedStretches(annotations.exclusions, from, slo.to)),
    alerts,
  };
}

/** Stretches that overlap or touch are one. They are in the order of their starts. */
function joined(stretches: readonly Bounds[]): readonly Bounds[] {
  const result: Bounds[] = [];
  for (const { from, to } of stretches) {
    const last = result.at(-1);
    if (last !== undefined && from <= last.to)
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else result.push({ from, to });
  }
  return result;
}

/** Every burn window's name. */
export const shownBurnWindows = Object.keys(burnWindows) as readonly BurnWindow[];

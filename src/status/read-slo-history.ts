import { budgetRanges } from '../budget/budget-ranges.ts';
import { computeBudget } from '../budget/compute-budget.ts';
import { excludedStretches } from '../budget/exclusion/exclusion.ts';
import type { Minute } from '../budget/minute.ts';
import { targetInForce } from '../budget/phases.ts';
import { sumMinutes } from '../budget/sum-minutes.ts';
import { type Fraction, toNumber } from '../model/fraction.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { budgetMethodOf } from '../slo/budget-method-of.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ReadDoor } from '../store/read/read-door.ts';

/** One step of an objective's history. */
export interface HistoryStep extends Counts {
  /** The step's start, ms. */
  readonly at: number;
  /** Of the step. */
  readonly sli: number | null;
  /** Of the window that ends with the step. */
  readonly budgetRemainingRatio: number | null;
}

/**
 * How an objective stood at the end of every step in [since, until), as known now. All in ms, `stepMs` whole minutes. Sums of minutes are
 * read once, and each step's window is computed from them.
 */
export async function readSloHistory(
  read: Pick<ReadDoor, 'readSloMinutes'>,
  viewer: Viewer,
  objective: Objective,
  { since, until, stepMs }: { readonly since: number; readonly until: number; readonly stepMs: number },
): Promise<readonly HistoryStep[]> {
  const method = budgetMethodOf(objective);
  const annotations = annotationsOf(objective);
  const first = budgetRanges(method, objective.window, {}, since).slo.from;
  const minutes = await read.readSloMinutes(viewer, { slo: objective.name, from: first, to: until });
  const exclusions = excludedStretches(annotations.exclusions, first, until);
  const steps: HistoryStep[] = [];
  for (let at = since; at < until; at += stepMs) {
    const end = Math.min(at + stepMs, until);
    // The last moment of the step: its minute is the last that counts.
    const now = end - 1;
    const target = targetInForce(annotations.phases, objective.targetDecimal, end);
    const samples = { type: 'minutes', minutes: between(minutes, first, end) } as const;
    const answer = computeBudget(samples, { method, target, window: objective.window, burn: {}, exclusions, now });
    const own = computeBudget(
      { type: 'minutes', minutes: between(minutes, at, end) },
      { method, target, window: { type: 'rolling', ms: end - at, text: '' }, burn: {}, exclusions, now },
    );
    const { good, bad, excluded } = method.type === 'occurrences' ? own.events : sumMinutes(minutes, at, end).events;
    steps.push({
      at,
      good,
      bad,
      excluded,
      sli: shown(own.sli),
      budgetRemainingRatio: shown(answer.budgetRemainingRatio),
    });
  }
  return steps;
}

function between(minutes: readonly Minute[], from: number, to: number): readonly Minute[] {
  return minutes.filter(({ at }) => at >= from && at < to);
}

function shown(exact: Fraction | null): number | null {
  return exact === null ? null : toNumber(exact);
}

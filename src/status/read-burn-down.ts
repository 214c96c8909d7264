import { budgetRemainingRatio } from '../budget/arithmetic.ts';
import { targetInForce } from '../budget/phases.ts';
import { fraction, toNumber } from '../model/fraction.ts';
import type { Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import { windowBounds } from '../time/window-bounds.ts';
import { readSloHistory } from './read-slo-history.ts';

/** How much of the budget of a window was left at a time in it, ms; null: nothing counts in the window. */
export interface BurnDownPoint {
  readonly at: number;
  readonly budgetRemainingRatio: number | null;
}

const points = 60;
const hourMs = 3_600_000;

/**
 * How the budget of the current window was spent, from its start to `now` (ms); the last point is what is left now. Counted by occurrences: the
 * bad events until then, of what all events of the window allow. By slices and for composites: the budget of the window that ended then.
 */
export async function readBurnDown(
  read: Pick<ReadDoor, 'readSloCounts' | 'readSloMinutes'>,
  viewer: Viewer,
  objective: Objective,
  now: number,
): Promise<readonly BurnDownPoint[]> {
  const { from, to } = windowBounds(objective.window, now);
  const stepMs = Math.max(hourMs, Math.ceil((to - from) / points / hourMs) * hourMs);
  const { phases, exclusions } = annotationsOf(objective);
  const isPlain = objective.method.type === 'occurrences' && exclusions.length === 0;
  if (!isPlain || (objective.indicator.eventType === 'measured' && objective.indicator.type === 'composite')) {
    const steps = await readSloHistory(read, viewer, objective, { since: from, until: to, stepMs });
    return steps.map(({ at, budgetRemainingRatio: left }) => ({
      at: Math.min(at + stepMs, to),
      budgetRemainingRatio: left,
    }));
  }
  const windows = Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, step) => ({
    slo: objective.name,
    from: from + step * stepMs,
    to: Math.min(from + (step + 1) * stepMs, to),
  }));
  const counts = await read.readSloCounts(viewer, windows);
  const total = counts.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const target = targetInForce(phases, objective.targetDecimal, to);
  let bad = 0;
  const leftOf = (): number | null => {
    const left = budgetRemainingRatio({ good: fraction(total - bad), bad: fraction(bad) }, target);
    return left === null ? null : toNumber(left);
  };
  return [
    { at: from, budgetRemainingRatio: leftOf() },
    ...counts.map((step) => {
      bad += step.bad;
      return { at: step.to, budgetRemainingRatio: leftOf() };
    }),
  ];
}

import type { BudgetAnswer } from '../budget/budget-answer.ts';
import { budgetRanges } from '../budget/budget-ranges.ts';
import { addCounts } from '../budget/budget-sums.ts';
import { computeBudget } from '../budget/compute-budget.ts';
import { excludedStretches } from '../budget/exclusion/exclusion.ts';
import type { Minute } from '../budget/minute.ts';
import { targetInForce } from '../budget/phases.ts';
import { sumMinutes } from '../budget/sum-minutes.ts';
import { countedObjectives, membersOf } from '../model/counted-objectives.ts';
import { type Fraction, toNumber } from '../model/fraction.ts';
import type { Counts, Objective } from '../model/objective.ts';
import type { Viewer } from '../model/viewer.ts';
import { budgetMethodOf } from '../slo/budget-method-of.ts';
import { compositeAnswer, compositeMinutes } from '../slo/composite-answer.ts';
import { annotationsOf } from '../slo/slo-annotations.ts';
import type { ReadDoor } from '../store/read/read-door.ts';
import type { TimeWindow } from '../time/time-window.ts';
import { type Bounds, windowLengthMs } from '../time/window-bounds.ts';

const none: Counts = { good: 0, bad: 0, excluded: 0 };

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
  const first = budgetRanges(budgetMethodOf(objective), objective.window, {}, since).slo.from;
  const minutes = new Map<string, readonly Minute[]>();
  for (const { name } of countedObjectives(objective))
    minutes.set(name, await read.readSloMinutes(viewer, { slo: name, from: first, to: until }));
  const answerAt = answersOf(objective, (name) => minutes.get(name) ?? [], { from: first, to: until });
  const steps: HistoryStep[] = [];
  for (let at = since; at < until; at += stepMs) {
    const end = Math.min(at + stepMs, until);
    const events = [...minutes.values()].map((own) => sumMinutes(own, at, end).events).reduce(addCounts, none);
    const step = answerAt({ type: 'rolling', ms: end - at, text: '' }, end);
    const method = budgetMethodOf(objective);
    steps.push({
      at,
      ...(method.type === 'occurrences' ? step.events : events),
      sli: shown(step.sli),
      budgetRemainingRatio: shown(answerAt(objective.window, end).budgetRemainingRatio),
    });
  }
  return steps;
}

/** How an objective stood over a window that ends at a time (ms); a composite as its members did. */
type AnswerAt = (window: TimeWindow, end: number) => BudgetAnswer<string>;

function answersOf(objective: Objective, minutesOf: (name: string) => readonly Minute[], whole: Bounds): AnswerAt {
  const members = membersOf(objective);
  if (members === null) return ownAnswers(objective, minutesOf(objective.name), whole);
  const { type } = objective.method;
  if (type === 'timeslices') return ownAnswers(objective, compositeMinutes(members, minutesOf, whole), whole);
  const target = targetInForce([], objective.targetDecimal, whole.to);
  const answers = members.map((member) => ({
    member,
    answerAt: ownAnswers(member.objective, minutesOf(member.objective.name), whole),
  }));
  return (window, end) => {
    const answered = answers.map(({ member, answerAt }) => ({ member, answer: answerAt(window, end) }));
    return compositeAnswer(type, answered, target, windowLengthMs(window, end));
  };
}

function ownAnswers(objective: Objective, minutes: readonly Minute[], { from, to }: Bounds): AnswerAt {
  const method = budgetMethodOf(objective);
  const { phases, exclusions: written } = annotationsOf(objective);
  const exclusions = excludedStretches(written, from, to);
  return (window, end) => {
    // The last moment before the end: its minute is the last that counts.
    const now = end - 1;
    const target = targetInForce(phases, objective.targetDecimal, end);
    const samples = { type: 'minutes', minutes: between(minutes, from, end) } as const;
    return computeBudget(samples, { method, target, window, burn: {}, exclusions, now });
  };
}

function between(minutes: readonly Minute[], from: number, to: number): readonly Minute[] {
  return minutes.filter(({ at }) => at >= from && at < to);
}

function shown(exact: Fraction | null): number | null {
  return exact === null ? null : toNumber(exact);
}

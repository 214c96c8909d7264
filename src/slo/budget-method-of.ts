import type { BudgetMethod } from '../budget/budget-method.ts';
import { sliceLength } from '../budget/slice/slice-length.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import { decimalFraction } from '../model/fraction.ts';
import type { MethodData, Objective, SliceData } from '../model/objective.ts';
import type { ResolvedObjective, ResolvedSlo } from '../openslo/object/resolved-slo.ts';
import { annotationsOf } from './slo-annotations.ts';

/** The method of an objective as `budget/` computes with it. */
export function budgetMethodOf({ method, annotations }: Pick<Objective, 'method' | 'annotations'>): BudgetMethod {
  if (method.type === 'occurrences') return method;
  const { ms, localDays } = method.slice;
  const { emptySlice } = annotationsOf({ annotations });
  const slice = { ms, localDays };
  if (method.type === 'ratio-timeslices') return { type: method.type, slice, emptySlice };
  const sliceTarget = decimalFraction(parseDecimal(method.sliceTargetDecimal) as Decimal);
  return { type: method.type, slice, sliceTarget, emptySlice };
}

/** The method of an OpenSLO objective as data, or why it cannot be run: a sentence. */
export function readMethod(
  { budgetingMethod }: Pick<ResolvedSlo, 'budgetingMethod'>,
  { timeSliceTarget, timeSliceWindow }: ResolvedObjective,
): MethodData | { readonly reason: string } {
  if (budgetingMethod === 'Occurrences') return { type: 'occurrences' };
  if (timeSliceWindow === null) return { reason: `${budgetingMethod} needs a timeSliceWindow, such as 5m` };
  const length = sliceLength(timeSliceWindow);
  if (length === null) return { reason: `timeSliceWindow must be in m, h, d or w, got ${timeSliceWindow.text}` };
  const slice: SliceData = { ...length, text: timeSliceWindow.text };
  if (budgetingMethod === 'RatioTimeslices') return { type: 'ratio-timeslices', slice };
  if (timeSliceTarget === null) return { reason: 'Timeslices needs a timeSliceTarget, such as 0.95' };
  return { type: 'timeslices', slice, sliceTargetDecimal: timeSliceTarget.decimal };
}

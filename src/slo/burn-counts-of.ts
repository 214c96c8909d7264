import { type BurnCount, type BurnCounts, countsOfMinutes } from '../alert/burn-counts.ts';
import { errorBudgetRatio } from '../budget/arithmetic.ts';
import type { RatioTimeslicesMethod, TimeslicesMethod } from '../budget/budget-method.ts';
import { excludeBad } from '../budget/exclusion/exclude-bad.ts';
import type { Minute } from '../budget/minute.ts';
import { slicesBetween } from '../budget/slice/slices-between.ts';
import { type Slice, toSlices } from '../budget/slice/to-slices.ts';
import { membersOf } from '../model/counted-objectives.ts';
import { type Decimal, parseDecimal } from '../model/decimal.ts';
import {
  add,
  compareFractions,
  decimalFraction,
  divide,
  type Fraction,
  fraction,
  multiply,
} from '../model/fraction.ts';
import type { CompositeMemberData, Objective } from '../model/objective.ts';
import { budgetMethodOf } from './budget-method-of.ts';
import { compositeMinutes, termsOf } from './composite-answer.ts';
import { maintenanceOf } from './maintenance-of.ts';
import { annotationsOf } from './slo-annotations.ts';

/** A slice's ratio is counted in so many parts, because sums of ratios are whole numbers to an alert. */
const parts = 1_000_000_000_000n;

/**
 * Counts windows of an objective for its alerts. A composite's windows are counted in shares of a whole, so that the burn rate of one is that
 * of its members, weighed.
 *
 * @param minutesOf what each counted objective has in [from, to), ms, whole minutes, by its name
 */
export function burnCountsOf(
  objective: Objective,
  minutesOf: (name: string) => readonly Minute[],
  from: number,
  to: number,
): BurnCounts {
  const members = membersOf(objective);
  if (members === null) return ownBurnCounts(objective, minutesOf(objective.name), from, to);
  const counts = members.map((member) => ({
    member,
    burn: ownBurnCounts(member.objective, minutesOf(member.objective.name), from, to),
  }));
  if (objective.method.type !== 'timeslices') return compositeBurnCounts(objective, counts);
  const slices = ownBurnCounts(objective, compositeMinutes(members, minutesOf, { from, to }), from, to);
  return (start, end) => {
    const whole = slices(start, end);
    return whole && { ...whole, badEvents: badEventsOf(counts, start, end) };
  };
}

/**
 * Counts windows of an objective for its alerts, in the unit of its method and without what is excluded. By slices a window ends with the
 * last slice that is over and has its full length; one in which no whole slice fits cannot be counted.
 *
 * @param minutes of [from, to), ms, whole minutes
 */
function ownBurnCounts(objective: Objective, minutes: readonly Minute[], from: number, to: number): BurnCounts {
  const method = budgetMethodOf(objective);
  const excluded = maintenanceOf(objective, { from, to });
  const kept = excluded.length === 0 ? minutes : excludeBad(minutes, excluded);
  if (method.type === 'occurrences') return countsOfMinutes(kept, from, to);
  const bounds = slicesBetween(method.slice, objective.window, from, to);
  const slices = toSlices({ type: 'minutes', minutes: kept }, bounds, excluded);
  return countsOfSlices(method, slices);
}

interface MemberBurn {
  readonly member: CompositeMemberData;
  readonly burn: BurnCounts;
}

/** The lost share of a window: by occurrences Σ weight × member burn rate × (1 − target), by ratio time slices Σ weight × member's lost share. */
function compositeBurnCounts({ method, targetDecimal }: Objective, counts: readonly MemberBurn[]): BurnCounts {
  const budget = errorBudgetRatio(decimalFraction(parseDecimal(targetDecimal) as Decimal));
  return (start, end) => {
    let lost: Fraction | null = null;
    for (const { member, burn } of counts) {
      const part = burn(start, end);
      if (part === null || part.total === 0 || part.total === 0n) continue;
      const { weight, lost: own } = termsOf(member);
      const share = multiply(weight, fraction(part.bad, part.total));
      lost = add(lost ?? fraction(0), method.type === 'occurrences' ? multiply(divide(share, own), budget) : share);
    }
    if (lost === null) return { total: 0, bad: 0, badEvents: 0 };
    return { total: lost.denominator, bad: lost.numerator, badEvents: badEventsOf(counts, start, end) };
  };
}

/** All members have the same slices, so a window that one can count all can. */
function badEventsOf(counts: readonly MemberBurn[], start: number, end: number): number {
  return counts.reduce((sum, { burn }) => sum + (burn(start, end) as BurnCount).badEvents, 0);
}

/** Whether windows of an objective are sums of its events as they are: it counts no slices, and excludes no time. */
export function countsEventsAlone(objective: Objective): boolean {
  return (
    membersOf(objective) === null &&
    objective.method.type === 'occurrences' &&
    annotationsOf(objective).exclusions.length === 0
  );
}

/** The length of an objective's slices, ms; 0 where it counts events. A window may begin so much earlier than its length says. */
export function sliceMsOf({ method }: Objective): number {
  return method.type === 'occurrences' ? 0 : method.slice.ms;
}

/** Sums of slices from the first on, so that any stretch is a difference of two of them. */
function countsOfSlices(method: TimeslicesMethod | RatioTimeslicesMethod, slices: readonly Slice[]): BurnCounts {
  const total: bigint[] = [0n];
  const bad: bigint[] = [0n];
  const badEvents: number[] = [0];
  for (const [index, slice] of slices.entries()) {
    const lost = lostParts(method, slice);
    total.push((total[index] as bigint) + (lost === null ? 0n : parts));
    bad.push((bad[index] as bigint) + (lost ?? 0n));
    badEvents.push((badEvents[index] as number) + slice.events.bad);
  }
  return (start, end) => {
    const last = countUpTo(slices, (slice) => slice.to <= end);
    const lastEnd = slices[last - 1]?.to;
    if (lastEnd === undefined) return null;
    const begin = lastEnd - (end - start);
    const first = countUpTo(slices, (slice) => slice.from < begin);
    if (first >= last) return null;
    return {
      total: (total[last] as bigint) - (total[first] as bigint),
      bad: (bad[last] as bigint) - (bad[first] as bigint),
      badEvents: (badEvents[last] as number) - (badEvents[first] as number),
    };
  };
}

/** The part of a slice that is lost, in `parts`; null: it does not count. */
function lostParts(method: TimeslicesMethod | RatioTimeslicesMethod, { ratio, spared }: Slice): bigint | null {
  if (ratio === null) {
    if (method.emptySlice === 'left-out' || (method.emptySlice === 'bad' && spared)) return null;
    return method.emptySlice === 'bad' ? parts : 0n;
  }
  if (method.type === 'timeslices') return compareFractions(ratio, method.sliceTarget) >= 0 ? 0n : parts;
  return parts - (ratio.numerator * parts) / ratio.denominator;
}

/** How many slices from the first on fulfil a test that holds up to some slice and no further. */
function countUpTo(slices: readonly Slice[], holds: (slice: Slice) => boolean): number {
  let [low, high] = [0, slices.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(slices[middle] as Slice)) low = middle + 1;
    else high = middle;
  }
  return low;
}

import { answerBudget, type RangeSums } from '../budget/answer-budget.ts';
import type { BudgetAnswer } from '../budget/budget-answer.ts';
import type { BudgetSums } from '../budget/budget-sums.ts';
import { excludeBad } from '../budget/exclusion/exclude-bad.ts';
import type { Minute } from '../budget/minute.ts';
import { slicesBetween } from '../budget/slice/slices-between.ts';
import { toSlices } from '../budget/slice/to-slices.ts';
import { sumSlices } from '../budget/sum-slices.ts';
import { type Fraction, toNumber } from '../model/fraction.ts';
import type { Counts } from '../model/objective.ts';
import { rawUnit } from '../model/source-metric.ts';
import type { Bounds } from '../time/window-bounds.ts';
import { windowLengthMs } from '../time/window-bounds.ts';
import { annotationsOf } from './slo-annotations.ts';
import type { SloStatus } from './slo-status.ts';
import { type StatusQuestion, shownBurnWindows } from './status-question.ts';
import { excludedParts, statusSteps } from './status-windows.ts';
import { statusWord } from './status-word.ts';

/** Counts of one stretch of `statusWindows`, as a store returns them. */
export interface WindowCounts extends Counts {
  readonly slo: string;
  readonly from: number;
  readonly to: number;
}

/** What a store counted for a question. */
export interface StatusCounts {
  /** Answers `statusWindows`; other SLOs may be among them, and a stretch that is missing counts as empty. */
  readonly windows: readonly WindowCounts[];
  /** Answers `statusSteps`; empty by occurrences. */
  readonly steps: readonly Minute[];
  /** Events without a verdict, ≥ 0. */
  readonly pending: number;
  /** How the reading stands where another system measures; times in ms. */
  readonly source?: SourceStanding | null;
}

/** How the reading of a source stands. Times in ms. */
export interface SourceStanding {
  readonly awaySince: number | null;
  readonly awayReason: string | null;
  readonly doneTo: number;
}

/** How an objective stands, and the events that were counted in each burn window. */
export interface ComputedStatus {
  readonly status: SloStatus;
  /** The same exactly. */
  readonly answer: BudgetAnswer<string>;
  readonly windows: Readonly<Record<string, Counts>>;
  /** Of each burn window; null without events. */
  readonly burnRates: Readonly<Record<string, number | null>>;
}

const none: Counts = { good: 0, bad: 0, excluded: 0 };

/** How an objective stands, from what a store counted for `question`. */
export function computeStatus(question: StatusQuestion, counts: StatusCounts, now: number): ComputedStatus {
  const { method, target, burn } = question;
  const sums = method.type === 'occurrences' ? sumsOfWindows(question, counts) : sumsOfSlices(question, counts.steps);
  const answer = answerBudget(method, sums, target, question.slo);
  const scale = isRaw(question) ? rawUnit : 1;
  const windows = Object.fromEntries(
    Object.keys(burn).map((name) => [name, scaled(sums.burn[name]?.events ?? none, scale)]),
  );
  const answered = { ...answer, events: scaled(answer.events, scale) };
  return describeAnswer(question, answered, { ...counts, windows }, now);
}

/** What is told beside an answer. */
export interface AnswerFacts extends Pick<StatusCounts, 'pending' | 'source'> {
  /** What was counted in each burn window. */
  readonly windows: Readonly<Record<string, Counts>>;
}

/** An exact answer as it is told. */
export function describeAnswer(
  question: StatusQuestion,
  answer: BudgetAnswer<string>,
  { pending, source, windows }: AnswerFacts,
  now: number,
): ComputedStatus {
  const { objective, method, target, burn } = question;
  const { events } = answer;
  const burnRates = Object.fromEntries(Object.keys(burn).map((name) => [name, shown(answer.burnRates[name] ?? null)]));
  const known = events.good + events.bad + events.excluded + pending;
  const sloWindowMs = windowLengthMs(objective.window, now);
  const { tier, owner } = annotationsOf(objective);
  const status: SloStatus = {
    name: objective.name,
    display_name: objective.displayName,
    description: objective.description,
    service: objective.service,
    target: toNumber(target),
    window: objective.window.text,
    from: new Date(question.slo.from).toISOString(),
    to: new Date(question.slo.to).toISOString(),
    method: method.type,
    objective: Number(/:(\d+)$/.exec(objective.name)?.[1] ?? 1),
    ...events,
    pending,
    slices: slicesOf(answer),
    sli: shown(answer.sli),
    budget: budgetOf(answer),
    budget_remaining_ratio: shown(answer.budgetRemainingRatio),
    bad_events_left: shown(answer.badEventsLeft),
    event_weight: shown(answer.eventWeight),
    burn_rates: Object.fromEntries(
      shownBurnWindows.map((name) => [name, burnRates[name] ?? null]),
    ) as SloStatus['burn_rates'],
    hours_to_exhaustion: shown(answer.hoursToExhaustion),
    ...statusWord({ answer, alerts: question.alerts, windows }),
    coverage: known === 0 ? null : (known - pending) / known,
    phase:
      question.phase === null
        ? null
        : { from: new Date(question.phase.from).toISOString(), target: Number(question.phase.targetDecimal) },
    tier,
    owner,
    window_seconds: sloWindowMs / 1000,
    source: sourceOf(source),
    composite: null,
  };
  return { status, answer, windows, burnRates };
}

function sumsOfWindows({ slo, burn, recent, excluded }: StatusQuestion, { windows }: StatusCounts): RangeSums<string> {
  const own = new Map(windows.map((window) => [`${window.from} ${window.to}`, window]));
  const counted = ({ from, to }: Bounds): Counts => own.get(`${from} ${to}`) ?? none;
  const sum = (range: Bounds): BudgetSums => {
    const { good, bad, excluded: left } = counted(range);
    const spared = excludedParts(range, excluded).reduce((total, part) => total + counted(part).bad, 0);
    return { type: 'occurrences', events: { good, bad: bad - spared, excluded: left + spared } };
  };
  const burnSums = Object.fromEntries(Object.entries(burn).map(([name, range]) => [name, sum(range)]));
  return { slo: sum(slo), burn: burnSums, recent: sum(recent) };
}

function sumsOfSlices(question: StatusQuestion, steps: readonly Minute[]): RangeSums<string> {
  const { method, objective, slo, burn, recent, excluded } = question;
  const whole = statusSteps(question);
  /* v8 ignore next -- @preserve: the caller asks by slices alone */
  if (method.type === 'occurrences' || whole === null) throw new TypeError('occurrences have no slices');
  const minutes = excludeBad(steps, excluded);
  const bounds = slicesBetween(method.slice, objective.window, whole.from, whole.to);
  const slices = toSlices({ type: 'minutes', minutes }, bounds, excluded);
  const insideOf = (range: Bounds) => slices.filter(({ from, to }) => from >= range.from && to <= range.to);
  const sum = (range: Bounds): BudgetSums | null => {
    const inside = insideOf(range);
    return inside.length === 0 ? null : sumSlices(method, inside);
  };
  const burnSums = Object.fromEntries(Object.entries(burn).map(([name, range]) => [name, sum(range)]));
  return { slo: sumSlices(method, insideOf(slo)), burn: burnSums, recent: sum(recent) };
}

/** A raw ratio is counted in parts: the points are its events. */
function isRaw({ objective: { indicator } }: StatusQuestion): boolean {
  return indicator.eventType === 'measured' && indicator.type === 'source' && indicator.metric.type === 'raw';
}

function scaled({ good, bad, excluded }: Counts, scale: number): Counts {
  if (scale === 1) return { good, bad, excluded };
  const total = Math.round((good + bad) / scale);
  const kept = Math.round(good / scale);
  return { good: kept, bad: total - kept, excluded: Math.round(excluded / scale) };
}

function sourceOf(source: SourceStanding | null | undefined): SloStatus['source'] {
  if (source == null) return null;
  const { awaySince, awayReason, doneTo } = source;
  return {
    away_since: awaySince === null ? null : new Date(awaySince).toISOString(),
    reason: awayReason,
    read_until: new Date(doneTo).toISOString(),
  };
}

function slicesOf({ slices }: BudgetAnswer<string>): SloStatus['slices'] {
  if (slices === null) return null;
  const { counted, good, bad, empty } = slices;
  return { counted, good: toNumber(good), bad: toNumber(bad), empty };
}

function budgetOf({ budget }: BudgetAnswer<string>): SloStatus['budget'] {
  if (budget === null) return null;
  const { unit, total, consumed, remaining } = budget;
  return { unit, total: toNumber(total), consumed: toNumber(consumed), remaining: toNumber(remaining) };
}

function shown(exact: Fraction | null): number | null {
  return exact === null ? null : toNumber(exact);
}

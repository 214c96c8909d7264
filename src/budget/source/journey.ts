import type { Verdict } from '../../model/objective.ts';

/** Steps that must happen in order, each in time. */
export interface JourneyRule {
  /** At least one. */
  readonly steps: readonly JourneyStep[];
  /** The limit of the whole from its start, ms; null: none. */
  readonly withinMs: number | null;
}

/** One step of a journey. */
export interface JourneyStep {
  readonly name: string;
  /** From the end of the step before, or from the start, ms; null: no limit of its own. */
  readonly withinMs: number | null;
}

/** One journey that began, and what happened on it. */
export interface JourneyFacts {
  /** ms. */
  readonly start: number;
  /** Those that match the `where` of a step. */
  readonly events: readonly JourneyEvent[];
  /** When nobody waited any more (closed, or replaced by a newer push), ms; null when somebody does. */
  readonly abandonedAt: number | null;
}

/** An event that ended. */
export interface JourneyEvent {
  /** The name of its step. */
  readonly step: string;
  /** Its end, ms. */
  readonly at: number;
  readonly good: boolean;
}

/** The verdict of a journey. */
export interface JourneyVerdict {
  readonly verdict: Verdict;
  /** The step that decided, or that is waited for. */
  readonly step: string;
  /** `good`: every step was. `not-good`: the step's event was not. `late`: a limit passed. `waiting`: nothing is decided. */
  readonly reason: 'good' | 'not-good' | 'late' | 'waiting';
  /** The time of the verdict, ms: of the event that decided, or the limit; null while pending. */
  readonly at: number | null;
  /** When pending: when to judge again (limit + grace), ms; null where only an event or its abandonment can decide. */
  readonly dueAt: number | null;
}

/**
 * Judges one journey at `now`. The first event of a step at or after the end of the step before decides the step; of events with the same
 * end the one that is not good. An event before that is out of order and does not count. What is not good or late by the time the journey
 * was abandoned is excluded; without any limit an abandoned journey is excluded at once. A limit is judged `graceMs` after it, so that
 * what comes a little late is still seen, but the time of the verdict is the limit. The order of `events` does not matter.
 */
export function judgeJourney(rule: JourneyRule, facts: JourneyFacts, now: number, graceMs: number): JourneyVerdict {
  let reached = facts.start;
  let last = '';
  for (const { name, withinMs } of rule.steps) {
    const limit = Math.min(reached + (withinMs ?? Infinity), facts.start + (rule.withinMs ?? Infinity));
    const event = firstEvent(facts.events, name, reached);
    if (event === null || event.at > limit) return overdue(name, limit, facts, now, graceMs);
    if (!event.good) return decided(name, 'not-good', event.at, facts);
    reached = event.at;
    last = name;
  }
  return { verdict: 'good', step: last, reason: 'good', at: reached, dueAt: null };
}

function firstEvent(events: readonly JourneyEvent[], step: string, from: number): JourneyEvent | null {
  const own = events.filter((event) => event.step === step && event.at >= from);
  return own.sort((left, right) => left.at - right.at || Number(left.good) - Number(right.good))[0] ?? null;
}

function overdue(step: string, limit: number, facts: JourneyFacts, now: number, graceMs: number): JourneyVerdict {
  if (limit === Infinity) {
    const { abandonedAt } = facts;
    return abandonedAt === null || abandonedAt > now
      ? { verdict: 'pending', step, reason: 'waiting', at: null, dueAt: null }
      : { verdict: 'excluded', step, reason: 'late', at: abandonedAt, dueAt: null };
  }
  if (now < limit + graceMs) return { verdict: 'pending', step, reason: 'waiting', at: null, dueAt: limit + graceMs };
  return decided(step, 'late', limit, facts);
}

function decided(step: string, reason: 'not-good' | 'late', at: number, { abandonedAt }: JourneyFacts): JourneyVerdict {
  const isExcluded = abandonedAt !== null && abandonedAt <= at;
  return { verdict: isExcluded ? 'excluded' : 'bad', step, reason, at, dueAt: null };
}

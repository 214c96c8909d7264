import { compileCondition } from '../condition/compile-condition.ts';
import { columnsByName } from '../event/columns.ts';
import type { EventIndicator, Indicator, SloEvent } from '../model/objective.ts';

/** An indicator whose conditions are functions. */
export interface CompiledIndicator extends Pick<EventIndicator, 'eventType' | 'from' | 'until' | 'withinMs'> {
  /** Whether the event counts at all. */
  readonly matches: (event: SloEvent) => boolean;
  /** Asked of resolved events: is it good? */
  readonly isGood: (event: SloEvent) => boolean;
  /** Asked of events that are not good: is it left out? Sees `deadline_at` and `resolved`. */
  readonly isExcluded: (event: SloEvent) => boolean;
}

const compiled = new WeakMap<EventIndicator, CompiledIndicator>();

/**
 * Makes functions of the conditions of an indicator. The same indicator object gives the same functions, so asking again costs
 * nothing. The indicator comes from `readObjectives` or `readStoredObjective`, which have checked its conditions.
 *
 * @throws TypeError for an indicator that counts no events of ours
 */
export function compileIndicator(indicator: Indicator): CompiledIndicator {
  if (indicator.eventType === 'measured') throw new TypeError('a measured indicator has no conditions over events');
  const known = compiled.get(indicator);
  if (known !== undefined) return known;
  const { eventType, where, outcome, exclude, from, until, withinMs } = indicator;
  const columns = columnsByName(eventType, false);
  const hits = compileCondition(outcome.condition, columns);
  const made: CompiledIndicator = {
    eventType,
    from,
    until,
    withinMs,
    matches: compileCondition(where, columns),
    // What is not bad is good, also where `bad` is unknown.
    isGood: outcome.side === 'good' ? hits : (event) => !hits(event),
    isExcluded: compileCondition(exclude, columnsByName(eventType, true)),
  };
  compiled.set(indicator, made);
  return made;
}

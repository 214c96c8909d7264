import type { EventIndicator, SloEvent } from '../model/objective.ts';

/** The times by which an indicator judges one event; ms, UTC, null where not known. */
export interface EventTimes {
  /** When its clock starts. */
  readonly from: number | null;
  /** When it has its result. */
  readonly until: number | null;
  /** `from` + `within`; null without either. */
  readonly deadline: number | null;
  /** `until` where it is not after the deadline; null otherwise. */
  readonly resolvedAt: number | null;
}

/** Reads the times of an event that an indicator judges by. */
export function eventTimes(
  { from: begins, until: ends, withinMs }: Pick<EventIndicator, 'from' | 'until' | 'withinMs'>,
  event: SloEvent,
): EventTimes {
  const from = timeOf(event, begins);
  const until = timeOf(event, ends);
  const deadline = from === null || withinMs === null ? null : from + withinMs;
  const isInTime = until !== null && (deadline === null || until <= deadline);
  return { from, until, deadline, resolvedAt: isInTime ? until : null };
}

function timeOf(event: SloEvent, column: string): number | null {
  const value = event[column];
  return typeof value === 'number' ? value : null;
}

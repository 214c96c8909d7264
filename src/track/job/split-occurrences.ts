import { groupBy } from '../group-by.ts';
import type { JobReading } from './read-job.ts';

/** The readings that make up one run of a job, in order. */
export interface Occurrence {
  readonly readings: readonly JobReading[];
  /** The one that ended it; null while it is open. */
  readonly final: JobReading | null;
  /** When it was begun again without a word about its end; null otherwise. ms, UTC. */
  readonly retriggeredAt: number | null;
  /** A person's word that ended it while no machine did; null otherwise. */
  readonly dismissal: JobReading | null;
  /** Which time its commit was a head again after another one: 0, 1, … */
  readonly period: number;
}

interface OpenOccurrence {
  readonly readings: JobReading[];
  readonly period: number;
  final: JobReading | null;
  retriggeredAt: number | null;
  dismissal: JobReading | null;
}

/**
 * Cuts the sorted readings of one status context or check name into its runs.
 *
 * Everything up to a final state is one run; a queued or started reading after it opens the next, but not one of a check that has ended.
 * The same final state again is a repeat and changes nothing; a different one, or that of another check that started after the last run had
 * ended, is a new run. A queued reading by a provider's own rule after a started one opens the next run, and so does everything after the
 * commit was pushed again. When builds of one name overlap, no rule can tell them apart for certain. This rule gives the same runs for
 * every order of deliveries.
 *
 * @param renewals when the commit became a head again after another one, ascending; ms, UTC
 */
export function splitOccurrences(sorted: readonly JobReading[], renewals: readonly number[]): readonly Occurrence[] {
  if (renewals.length === 0) return splitPeriod(endedChecksLast(sorted), 0);
  const firstSeen = new Map<number, number>();
  for (const { observation, sortAt } of sorted) {
    if (observation.externalId !== null && !firstSeen.has(observation.externalId))
      firstSeen.set(observation.externalId, sortAt);
  }
  const periods = groupBy(sorted, ({ observation, sortAt }) => {
    const seenAt = observation.externalId === null ? undefined : firstSeen.get(observation.externalId);
    return renewals.filter((at) => at <= (seenAt ?? sortAt)).length;
  });
  return [...periods]
    .sort(([a], [b]) => a - b)
    .flatMap(([period, readings]) => splitPeriod(endedChecksLast(readings), period));
}

/** Puts what a check said before its end before that end, also where the two came from different clocks. */
function endedChecksLast(sorted: readonly JobReading[]): readonly JobReading[] {
  const ends = new Map<number, number>();
  for (const [index, { observation, isFinal }] of sorted.entries()) {
    const { source, externalId } = observation;
    if (isFinal && (source === 'check_run' || source === 'cdevent') && externalId !== null && !ends.has(externalId))
      ends.set(externalId, index);
  }
  const late = sorted.map((reading, index) => {
    const end = reading.observation.externalId === null ? undefined : ends.get(reading.observation.externalId);
    return !reading.isFinal && end !== undefined && index > end ? end - 0.5 : index;
  });
  if (late.every((place, index) => place === index)) return sorted;
  return sorted
    .map((reading, index) => ({ reading, index, place: late[index] as number }))
    .sort((a, b) => a.place - b.place || a.index - b.index)
    .map(({ reading }) => reading);
}

function splitPeriod(sorted: readonly JobReading[], period: number): readonly Occurrence[] {
  const occurrences: OpenOccurrence[] = [];
  let current: OpenOccurrence | undefined;
  for (const reading of sorted) {
    if (reading.state === 'ignore') {
      if (current !== undefined && current.final === null) current.dismissal ??= reading;
      continue;
    }
    const retriggered = current !== undefined && isRetrigger(current, reading);
    if (current !== undefined && retriggered) current.retriggeredAt = reading.sortAt;
    if (current === undefined || retriggered || (current.final !== null && opensNext(current.final, reading))) {
      current = {
        readings: [reading],
        period,
        final: reading.isFinal ? reading : null,
        retriggeredAt: null,
        dismissal: null,
      };
      occurrences.push(current);
    } else if (current.final === null) {
      current.readings.push(reading);
      // When the CI system goes on reporting, a person's word did not end the run.
      current.dismissal = null;
      if (reading.isFinal) current.final = reading;
    } else if (isSameEnd(current.final, reading)) {
      current.readings.push(reading);
    }
  }
  return occurrences;
}

function isRetrigger({ final, readings }: OpenOccurrence, reading: JobReading): boolean {
  if (final !== null || reading.state !== 'queued' || !reading.isProviderRule) return false;
  const { externalId } = reading.observation;
  return (
    readings.some(({ state }) => state === 'started') &&
    !readings.some(({ observation }) => externalId !== null && observation.externalId === externalId)
  );
}

function opensNext(last: JobReading, reading: JobReading): boolean {
  if (!reading.isFinal) return true;
  // A person's "skipped" over a machine's result is no execution.
  if (reading.state === 'skipped' && reading.isProviderRule) return false;
  if (reading.state !== last.state) return true;
  if (reading.observation.externalId === last.observation.externalId) return false;
  return reading.startedAt !== null && reading.startedAt > (last.finishedAt as number);
}

/** GitHub tells the end of a check twice (`created` already says completed); the second telling may know an earlier start. */
function isSameEnd(last: JobReading, reading: JobReading): boolean {
  return reading.observation.externalId === last.observation.externalId && reading.finishedAt === last.finishedAt;
}

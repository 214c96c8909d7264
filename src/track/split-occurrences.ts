import type { JobReading } from './read-job.ts';

/** The readings that make up one run of a job, in order. `final` is the one that ended it; null while it is open. */
export interface Occurrence {
  readonly readings: readonly JobReading[];
  readonly final: JobReading | null;
}

interface OpenOccurrence {
  readonly readings: JobReading[];
  final: JobReading | null;
}

/**
 * Cuts the sorted readings of one status context or check name into its runs.
 *
 * Everything up to a final state is one run; a queued or started reading after it opens the next. The same final state again is a
 * repeat and changes nothing; a different one, or that of another check that started after the last run had ended, is a
 * new run. There is no exact rule for builds that overlap under one name; this one is stable.
 */
export function splitOccurrences(sorted: readonly JobReading[]): readonly Occurrence[] {
  const occurrences: OpenOccurrence[] = [];
  let current: OpenOccurrence | undefined;
  for (const reading of sorted) {
    const last = current?.final ?? null;
    if (current === undefined || (last !== null && opensNext(last, reading))) {
      current = { readings: [reading], final: reading.isFinal ? reading : null };
      occurrences.push(current);
    } else if (last === null) {
      current.readings.push(reading);
      if (reading.isFinal) current.final = reading;
    } else if (isSameEnd(last, reading)) {
      current.readings.push(reading);
    }
  }
  return occurrences;
}

function opensNext(last: JobReading, reading: JobReading): boolean {
  if (!reading.isFinal || reading.state !== last.state) return true;
  if (reading.observation.externalId === last.observation.externalId) return false;
  return reading.startedAt !== null && reading.startedAt > (last.finishedAt as number);
}

/** GitHub tells the end of a check twice (`created` already says completed); the second telling may know an earlier start. */
function isSameEnd(last: JobReading, reading: JobReading): boolean {
  return reading.observation.externalId === last.observation.externalId && reading.finishedAt === last.finishedAt;
}

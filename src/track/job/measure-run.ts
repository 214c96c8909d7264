import type { Quirk } from '../../model/observation.ts';
import { measureWait, type Wait } from './measure-wait.ts';
import type { JobReading } from './read-job.ts';
import type { Occurrence } from './split-occurrences.ts';

/** When a run was queued, started and ended (ms, UTC), how long that took (ms, ≥ 0), and what was strange about it. */
export interface RunTimes {
  readonly queuedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly queueMs: number | null;
  readonly runMs: number | null;
  readonly durationMs: number | null;
  readonly wait: Wait;
  readonly quirks: readonly Quirk[];
}

/**
 * The times of one run from all its readings.
 *
 * The earliest evidence of queueing and of a start wins (GitHub rewrites `started_at` when a check completes). Without evidence
 * of queueing, queued is the earliest time known. A run that waited for a person was queued when the wait ended. A duration is null
 * where its beginning is not known, and 0 where the two clocks contradict each other.
 */
export function measureRun(occurrence: Occurrence): RunTimes {
  const readings = timedReadings(occurrence);
  const wait = measureWait(occurrence.readings, occurrence.final);
  const quirks: Quirk[] = isStartRewritten(readings) ? ['started_at_rewritten'] : [];
  const queued = wait.endedAt ?? earliest(readings.map((reading) => reading.queuedAt));
  const startedAt = wait.isRefused
    ? null
    : earliest(
        readings.map((reading) =>
          reading === occurrence.final && isReportOnly(reading, readings) ? null : reading.startedAt,
        ),
      );
  const finishedAt = occurrence.final?.finishedAt ?? occurrence.dismissal?.observation.at ?? null;
  const queuedAt =
    queued ?? earliest([startedAt, finishedAt]) ?? Math.min(...readings.map(({ observation }) => observation.at));

  const span = (from: number | null, to: number | null, quirk: Quirk): number | null => {
    if (from === null || to === null) return null;
    if (to < from) quirks.push(quirk);
    return Math.max(0, to - from);
  };
  const hasBeginning = queued !== null || startedAt !== null;
  if (finishedAt !== null && !hasBeginning) quirks.push('final_without_start');
  return {
    queuedAt,
    startedAt,
    finishedAt,
    queueMs: span(queued, startedAt, 'negative_queue_duration'),
    runMs: span(startedAt, finishedAt, 'negative_run_duration'),
    durationMs: span(hasBeginning ? queuedAt : null, finishedAt, 'negative_duration'),
    wait,
    quirks,
  };
}

/**
 * The check run of an Actions job shows a start even for jobs that never ran; once the job itself has reported its end, the times of its
 * check run are left out.
 */
function timedReadings(occurrence: Occurrence): readonly JobReading[] {
  if (occurrence.final?.observation.source !== 'workflow_job') return occurrence.readings;
  return occurrence.readings.filter(({ observation }) => observation.source === 'workflow_job');
}

/** Some apps create a new check run for every step: the last one "starts" when it ends, which says nothing about the job. */
function isReportOnly(final: JobReading, readings: readonly JobReading[]): boolean {
  const { externalId } = final.observation;
  if (externalId === null || final.startedAt !== final.finishedAt) return false;
  return (
    readings.some(({ observation }) => observation.externalId !== null && observation.externalId !== externalId) &&
    !readings.some((reading) => reading !== final && reading.observation.externalId === externalId)
  );
}

function isStartRewritten(readings: readonly JobReading[]): boolean {
  const starts = new Map<number, number>();
  for (const { observation, startedAt } of readings) {
    if (observation.externalId === null || startedAt === null) continue;
    if ((starts.get(observation.externalId) ?? startedAt) !== startedAt) return true;
    starts.set(observation.externalId, startedAt);
  }
  return false;
}

function earliest(times: readonly (number | null)[]): number | null {
  return times.reduce((first, time) => (first === null || (time !== null && time < first) ? time : first), null);
}

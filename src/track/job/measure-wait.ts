import { hasActionsId } from './job-key.ts';
import type { JobReading } from './read-job.ts';

/** How long a run waited for a person. Times in ms, UTC. */
export interface Wait {
  /** All waits together, ≥ 0, up to the last report; null when it never waited. */
  readonly waitingMs: number | null;
  /** When the last wait ended; null when it never waited, or still does. */
  readonly endedAt: number | null;
  /** When the wait began that has not ended; null when there is none. */
  readonly waitingSince: number | null;
  /** Whether it ended without having got any further than waiting. */
  readonly isRefused: boolean;
}

/**
 * Measures the waits of one run. A wait lasts from the first report of it to the first report of anything else; where that is an end
 * which knows of a start, to the start.
 *
 * @param readings of one run, in order
 * @param final the one that ended it, or null
 */
export function measureWait(readings: readonly JobReading[], final: JobReading | null): Wait {
  let waitingSince: number | null = null;
  let lastAt = 0;
  let total = 0;
  let endedAt: number | null = null;
  let seen = false;
  let isRefused = false;
  for (const reading of readings) {
    if (reading.state === 'waiting') {
      seen = true;
      waitingSince ??= reading.sortAt;
      lastAt = reading.sortAt;
    } else if (waitingSince !== null) {
      isRefused = reading.isFinal && final !== null && isActionsRefusal(final);
      endedAt = Math.max(waitingSince, (isRefused ? null : reading.startedAt) ?? reading.sortAt);
      total += endedAt - waitingSince;
      waitingSince = null;
    }
  }
  if (!seen) return { waitingMs: null, endedAt: null, waitingSince: null, isRefused: false };
  const open = waitingSince === null ? 0 : lastAt - waitingSince;
  return { waitingMs: total + open, endedAt: waitingSince === null ? endedAt : null, waitingSince, isRefused };
}

/** An Actions job that a person refused, or nobody approved in time, fails without a runner and without a step of its own. */
function isActionsRefusal({ state, observation }: JobReading): boolean {
  if (!hasActionsId(observation) || (state !== 'failure' && state !== 'error')) return false;
  return observation.ownStepsRan !== true && observation.runnerName === null;
}

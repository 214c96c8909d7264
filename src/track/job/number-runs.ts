import type { JobRun } from '../../model/job-run.ts';
import { compareText } from '../compare-text.ts';
import type { UnnumberedRun } from './build-job-run.ts';

/** A run with what breaks a tie in time. */
export interface NumberedInput {
  readonly run: UnnumberedRun;
  readonly jobKey: string;
  readonly ordinal: number;
}

/**
 * Numbers the runs of one commit 1, 2, … among those of the same provider and name, by time queued.
 *
 * @returns the runs by time queued, then key, then ordinal under the key
 */
export function numberRuns(inputs: readonly NumberedInput[]): readonly JobRun[] {
  const counts = new Map<string, number>();
  return [...inputs]
    .sort((a, b) => a.run.queuedAt - b.run.queuedAt || compareText(a.jobKey, b.jobKey) || a.ordinal - b.ordinal)
    .map(({ run }) => {
      const namesakes = JSON.stringify([run.provider, run.name]);
      const occurrence = (counts.get(namesakes) ?? 0) + 1;
      counts.set(namesakes, occurrence);
      return { ...run, occurrence };
    });
}

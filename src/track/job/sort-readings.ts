import { canonicalJson } from '../canonical-json.ts';
import { compareText } from '../compare-text.ts';
import type { JobReading } from './read-job.ts';

/**
 * Puts readings into the one order the fold knows: by time, then waiting before queued before started before final, then by id, then
 * by everything else. Exact duplicates collapse, so neither arrival order nor repetition is left.
 */
export function sortReadings(readings: readonly JobReading[]): readonly JobReading[] {
  return [...readings].sort(compareReadings).filter((reading, index, sorted) => {
    const previous = sorted[index - 1];
    return previous === undefined || compareReadings(previous, reading) !== 0;
  });
}

function compareReadings(a: JobReading, b: JobReading): number {
  return (
    a.sortAt - b.sortAt ||
    stateRank(a.state) - stateRank(b.state) ||
    (a.observation.externalId ?? -1) - (b.observation.externalId ?? -1) ||
    compareText(a.observation.source, b.observation.source) ||
    compareText(canonicalJson(a.observation), canonicalJson(b.observation))
  );
}

function stateRank(state: JobReading['state']): number {
  if (state === 'waiting') return 0;
  if (state === 'queued') return 1;
  return state === 'started' ? 2 : 3;
}

import { compareText } from './compare-text.ts';
import type { JobReading } from './read-job.ts';

/** When a provider first reported on a commit, ms, UTC. */
export interface FirstStatus {
  readonly provider: string;
  readonly at: number;
}

/** The first report of each provider among the readings of one commit, by provider's name. */
export function firstStatuses(readings: readonly JobReading[]): readonly FirstStatus[] {
  const earliest = new Map<string, number>();
  for (const { observation, provider } of readings) {
    const at = observation.queuedAt ?? observation.startedAt ?? observation.finishedAt ?? observation.at;
    earliest.set(provider, Math.min(earliest.get(provider) ?? at, at));
  }
  return [...earliest].map(([provider, at]) => ({ provider, at })).sort((a, b) => compareText(a.provider, b.provider));
}

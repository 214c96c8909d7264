import type { JobObservation } from '../../model/observation.ts';
import { canonicalJson } from '../canonical-json.ts';
import { compareText } from '../compare-text.ts';

/**
 * The first of some observations by time, id and everything else, so that neither their order nor repetition matters.
 *
 * @param observations at least one
 */
export function firstObservation(observations: readonly JobObservation[]): JobObservation {
  return observations.reduce((a, b) => (compareObservations(b, a) < 0 ? b : a));
}

function compareObservations(a: JobObservation, b: JobObservation): number {
  return (
    a.at - b.at ||
    (a.externalId ?? -1) - (b.externalId ?? -1) ||
    (a === b ? 0 : compareText(canonicalJson(a), canonicalJson(b)))
  );
}

import { type JourneyFacts, type JourneyVerdict, judgeJourney } from '../budget/source/journey.ts';
import type { JourneyIndicator } from '../model/objective.ts';

/**
 * The verdict of one journey at `now` (ms), by the steps of an objective.
 *
 * @param isExcluded where the journey is bad, it is left out
 * @param graceMs how long after a limit what is missing is waited for
 */
export function journeyVerdict(
  { steps, withinMs }: Pick<JourneyIndicator, 'steps' | 'withinMs'>,
  { facts, isExcluded }: { readonly facts: JourneyFacts; readonly isExcluded: boolean },
  now: number,
  graceMs: number,
): JourneyVerdict {
  const judged = judgeJourney({ steps, withinMs }, facts, now, graceMs);
  return judged.verdict === 'bad' && isExcluded ? { ...judged, verdict: 'excluded' } : judged;
}

import type { Revision } from '../model/revision.ts';
import { precedingRevisionCount, precedingRevisionMs } from '../track/revision/expected-providers.ts';

/**
 * The revision rows that must be stored: those that the fold makes of the log, but where retention has removed a revision that told who is
 * expected on them, the rows that are stored. The log cannot show any more whether these rows are right, so they are taken as they are.
 *
 * @param folded what the fold makes of the log that is left
 * @param forgottenUntil revisions that were changed up to here were removed, ms; null: none
 */
export function decidedRevisions(
  folded: readonly Revision[],
  stored: readonly Revision[],
  forgottenUntil: number | null,
): readonly Revision[] {
  if (forgottenUntil === null) return folded;
  const left = folded
    .filter(({ provider, changedAt }) => provider === 'any' && changedAt > forgottenUntil)
    .map(({ changedAt }) => changedAt)
    .sort((a, b) => a - b);
  const enough = left[precedingRevisionCount - 1] ?? Number.POSITIVE_INFINITY;
  // Strictly after the last that is too close: of changes at the same time, the order in history decides.
  const isKnown = ({ changedAt }: Revision): boolean =>
    changedAt > enough || changedAt - precedingRevisionMs > forgottenUntil;
  return [...folded.filter(isKnown), ...stored.filter((revision) => !isKnown(revision))];
}

import type { Rules } from '../model/rules.ts';
import { compareText } from './compare-text.ts';
import type { FirstStatus } from './first-statuses.ts';

/** How many revisions before a revision tell who should answer it. */
export const precedingRevisionCount = 20;

/** How old they may be: 14 days, in ms. */
export const precedingRevisionMs = 14 * 24 * 60 * 60 * 1000;

/** An earlier revision of the same repository and who answered it. */
export interface PrecedingRevision {
  readonly changedAt: number;
  readonly firstStatuses: readonly FirstStatus[];
}

/**
 * The providers that owe a revision an answer: those that the rules name for the repository, and those that had answered at
 * least one of the last 20 revisions of the last 14 days by the time of this change. What is answered later makes nobody
 * expected in hindsight, so the result is the same whenever it is computed.
 *
 * @param revision the revision that waits
 * @param preceding the revisions before it, oldest first, of which the last 20 are looked at
 * @param repositoryFullName `owner/name`
 * @returns names in code unit order, each once; empty when nobody is expected
 */
export function expectedProviders(
  revision: { readonly changedAt: number },
  preceding: readonly PrecedingRevision[],
  rules: Rules,
  repositoryFullName: string,
): readonly string[] {
  const configured = rules.expected
    .filter(({ repository }) => repository.test(repositoryFullName))
    .flatMap(({ providers }) => providers);
  const seen = preceding
    .slice(-precedingRevisionCount)
    .filter(({ changedAt }) => changedAt > revision.changedAt - precedingRevisionMs)
    .flatMap(({ firstStatuses }) =>
      firstStatuses.filter(({ at }) => at <= revision.changedAt).map(({ provider }) => provider),
    );
  return [...new Set([...configured, ...seen])].sort(compareText);
}

import type { Quirk } from '../model/observation.ts';
import type { Revision } from '../model/revision.ts';
import { compareText } from './compare-text.ts';
import type { FirstStatus } from './first-statuses.ts';
import { revisionId } from './revision-id.ts';
import { sortedQuirks } from './sorted-quirks.ts';
import type { TimelineRevision } from './timeline.ts';

/**
 * The rows of one revision: `any` first, then each provider that answered or was expected, by name.
 *
 * @param firstStatuses first report of each provider on the revision's commit
 * @param expected from `expectedProviders`
 */
export function buildRevisions(
  place: { readonly host: string; readonly repositoryId: number },
  revision: TimelineRevision,
  firstStatuses: readonly FirstStatus[],
  expected: readonly string[],
): readonly Revision[] {
  const answers = new Map(firstStatuses.map((status) => [status.provider, status]));
  const providers = [...new Set([...answers.keys(), ...expected])].sort(compareText);
  const first = [...firstStatuses].sort((a, b) => a.at - b.at || compareText(a.provider, b.provider))[0];
  return [
    buildRow(place, revision, 'any', true, first),
    ...providers.map((provider) =>
      buildRow(place, revision, provider, expected.includes(provider), answers.get(provider)),
    ),
  ];
}

function buildRow(
  place: { readonly host: string; readonly repositoryId: number },
  revision: TimelineRevision,
  provider: string,
  expected: boolean,
  first: FirstStatus | undefined,
): Revision {
  const { host, repositoryId } = place;
  const early: readonly Quirk[] = first !== undefined && first.at < revision.changedAt ? ['status_before_change'] : [];
  return {
    id: revisionId({ ...revision, host, repositoryId, provider }),
    host,
    repositoryId,
    pullRequest: revision.pullRequest,
    headSha: revision.headSha,
    action: revision.action,
    changedAt: revision.changedAt,
    provider,
    expected,
    firstStatusAt: first?.at ?? null,
    firstStatusMs: first === undefined ? null : Math.max(0, first.at - revision.changedAt),
    firstStatusBy: first?.provider ?? null,
    supersededAt: revision.supersededAt,
    closedAt: revision.closedAt,
    headBranch: revision.headBranch,
    baseBranch: revision.baseBranch,
    fork: revision.fork,
    authorAssociation: revision.authorAssociation,
    url: revision.url,
    quirks: sortedQuirks([...revision.quirks, ...early]),
  };
}

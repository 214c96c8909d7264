import type { Revision } from '../model/revision.ts';
import type { Rules } from '../model/rules.ts';
import type { Db } from '../store/database.ts';
import { readFirstStatuses } from '../store/projection/first-statuses.ts';
import { type HistoryEntry, type HistorySpan, loadHistory } from '../store/projection/load-history.ts';
import { saveRevisions } from '../store/projection/save-derived.ts';
import { readRepositoryNames } from '../store/projection/save-repositories.ts';
import { type RevisionKey, readRevisionRows } from '../store/projection/stored-rows.ts';
import { precedingRevisionCount } from '../track/expected-providers.ts';
import { foldRevisions } from '../track/fold-revisions.ts';
import type { TimelineRevision } from '../track/timeline.ts';
import type { TouchedRevision } from './fold-dirty.ts';
import { byKey, commitKey, groupByKey, repositoryKey } from './keys.ts';

/** Touched revisions of one repository that lie closer than this are read as one stretch of history. */
const spanGapMs = 60 * 60 * 1000;

/**
 * Makes the rows of the touched revisions again, and of those after them whose expected providers may have changed:
 * who is expected depends on the 20 revisions before, so a new or changed answer reaches 20 revisions forward.
 */
export async function foldHistory(
  db: Db,
  touched: readonly TouchedRevision[],
  rules: Rules,
  now: number,
): Promise<void> {
  if (touched.length === 0) return;
  const repositories = groupByKey(touched, repositoryKey);
  const spans = [...repositories.values()].flatMap(spansOf);
  const history = groupByKey(
    await loadHistory(db, spans, precedingRevisionCount, precedingRevisionCount),
    ({ revision }) => repositoryKey({ repository_id: revision.repositoryId, host: revision.host }),
  );
  const heads = byKey(
    [
      ...touched.map(({ repository_id, host, revision }) => ({ repository_id, host, head_sha: revision.headSha })),
      ...[...history.values()].flat().map(({ revision }) => ({
        repository_id: revision.repositoryId,
        host: revision.host,
        head_sha: revision.headSha,
      })),
    ],
    commitKey,
  );
  const answers = groupByKey(await readFirstStatuses(db, [...heads.values()]), repositoryKey);
  const names = await readRepositoryNames(
    db,
    [...repositories.values()].map((group) => group[0] as TouchedRevision),
  );

  const remade: RevisionKey[] = [];
  const rows: Revision[] = [];
  for (const [key, group] of repositories) {
    const { repository_id, host } = group[0] as TouchedRevision;
    const revisions = revisionsToMake(group, history.get(key) ?? []);
    const firstStatuses = groupByKey(answers.get(key) ?? [], (row) => row.head_sha);
    rows.push(
      ...foldRevisions({
        host,
        repositoryId: repository_id,
        repositoryFullName: names.get(key) ?? '',
        revisions,
        context: (history.get(key) ?? []).map(({ revision }) => revision),
        firstStatuses: new Map(
          [...firstStatuses].map(([sha, list]) => [
            sha,
            list.map(({ provider, first_at }) => ({ provider, at: first_at })),
          ]),
        ),
        rules,
      }),
    );
    remade.push(
      ...revisions.map((r) => ({
        repository_id,
        host,
        pull_request: r.pullRequest,
        head_sha: r.headSha,
        action: r.action,
        changed_at: r.changedAt,
      })),
    );
  }
  await saveRevisions(db, rows, await readRevisionRows(db, remade), now);
}

/** The touched ones, and where one of them changes history, the ones that the stored history holds from there on. */
function revisionsToMake(
  group: readonly TouchedRevision[],
  history: readonly HistoryEntry[],
): readonly TimelineRevision[] {
  const first = Math.min(
    ...group.filter(({ changesHistory }) => changesHistory).map(({ revision }) => revision.changedAt),
  );
  const later = history
    .filter(({ revision, complete }) => complete && revision.changedAt >= first)
    .map(({ revision }) => toTimelineRevision(revision));
  const merged = byKey(
    [...later, ...group.map(({ revision }) => revision)],
    (r) => `${r.changedAt} ${r.pullRequest} ${r.headSha} ${r.action}`,
  );
  return [...merged.values()];
}

/** The `any` row holds all that the timeline knew; only its own quirks are those of the fold and made again. */
function toTimelineRevision(row: Revision): TimelineRevision {
  const {
    pullRequest,
    headSha,
    action,
    changedAt,
    supersededAt,
    closedAt,
    headBranch,
    baseBranch,
    fork,
    authorAssociation,
    url,
  } = row;
  return {
    pullRequest,
    headSha,
    action,
    changedAt,
    supersededAt,
    closedAt,
    headBranch,
    baseBranch,
    fork,
    authorAssociation,
    url,
    quirks: row.quirks.filter((quirk) => quirk !== 'status_before_change'),
  };
}

function spansOf(group: readonly TouchedRevision[]): readonly HistorySpan[] {
  const { repository_id, host } = group[0] as TouchedRevision;
  const spans: { repository_id: number; host: string; from: number; to: number }[] = [];
  for (const at of group.map(({ revision }) => revision.changedAt).sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last && at - last.to <= spanGapMs) last.to = at;
    else spans.push({ repository_id, host, from: at, to: at });
  }
  return spans;
}

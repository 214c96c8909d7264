import type { Revision } from '../model/revision.ts';
import { settleFolded } from '../settle/settle-folded.ts';
import { revisionSettler } from '../settle/settlers.ts';
import type { Db } from '../store/database.ts';
import { readCommitAnswers } from '../store/projection/commit-answers.ts';
import { type HistoryEntry, type HistorySpan, loadHistory } from '../store/projection/load-history.ts';
import { loadRepositoryFacts } from '../store/projection/load-repository-facts.ts';
import { saveRevisions } from '../store/projection/save-derived.ts';
import { type RevisionKey, readRevisionRows } from '../store/projection/stored-rows.ts';
import { foldRevisions } from '../track/fold-revisions.ts';
import { precedingRevisionCount } from '../track/revision/expected-providers.ts';
import type { TimelineRevision } from '../track/revision/timeline.ts';
import { byFinish } from './by-finish.ts';
import type { TouchedRevision } from './fold-dirty.ts';
import type { Folding } from './fold-generation.ts';
import { byKey, commitKey, groupByKey, repositoryKey } from './keys.ts';

/** Touched revisions of one repository that lie closer than this are read as one stretch of history. */
const spanGapMs = 60 * 60 * 1000;

/**
 * Makes the rows of the touched revisions again, and of those after them whose expected providers may have changed:
 * who is expected depends on the 20 revisions before, so a new or changed answer reaches 20 revisions forward.
 */
export async function foldHistory(
  db: Db,
  { generation, dueAt, names, settling }: Folding,
  touched: readonly TouchedRevision[],
): Promise<void> {
  if (touched.length === 0) return;
  const repositories = groupByKey(touched, repositoryKey);
  const spans = [...repositories.values()].flatMap(spansOf);
  const history = groupByKey(
    await loadHistory(db, generation.id, spans, precedingRevisionCount, precedingRevisionCount),
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
  const answers = groupByKey(await readCommitAnswers(db, generation.id, [...heads.values()]), repositoryKey);
  const places = [...repositories.values()].map((group) => group[0] as TouchedRevision);
  const facts = groupByKey(await loadRepositoryFacts(db, places, []), repositoryKey);

  const remade: RevisionKey[] = [];
  const rows: Revision[] = [];
  for (const [key, group] of repositories) {
    const { repository_id, host } = group[0] as TouchedRevision;
    const revisions = revisionsToMake(group, history.get(key) ?? []);
    rows.push(
      ...foldRevisions({
        host,
        repositoryId: repository_id,
        repositoryFullName: names.get(key) ?? '',
        revisions,
        context: (history.get(key) ?? []).map(({ revision }) => revision),
        answers: new Map((answers.get(key) ?? []).map((commit) => [commit.head_sha, commit])),
        repositoryFacts: (facts.get(key) ?? []).map(({ observation }) => observation),
        rules: generation.rules,
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
  const stored = await readRevisionRows(db, generation.id, remade);
  for (const part of byFinish(settling, rows, stored)) {
    const judge = part.isFinished ? settleFolded(db, settling, revisionSettler(generation.id, settling.slos)) : null;
    await saveRevisions(db, { generation: generation.id, dueAt }, part.rows, part.stood, judge);
  }
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
  return {
    pullRequest: row.pullRequest,
    headSha: row.headSha,
    action: row.action,
    changedAt: row.changedAt,
    supersededAt: row.supersededAt,
    closedAt: row.closedAt,
    askedAgainAt: row.askedAgainAt,
    headBranch: row.headBranch,
    baseBranch: row.baseBranch,
    fork: row.fork,
    authorAssociation: row.authorAssociation,
    draft: row.draft,
    author: row.author,
    sender: row.sender,
    url: row.url,
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

import type { PullRequestObservation, RepositoryObservation } from '../../model/observation.ts';
import type { Revision } from '../../model/revision.ts';
import type { CommitAnswers } from '../../track/revision/answers-by-commit.ts';
import { precedingRevisionCount } from '../../track/revision/expected-providers.ts';
import { columnsOf } from '../columns-of.ts';
import type { Db } from '../database.ts';
import { readShown } from '../generation/read-shown.ts';
import { readCommitAnswers } from '../projection/commit-answers.ts';
import { loadHistory } from '../projection/load-history.ts';
import { loadPullRequestObservations } from '../projection/load-observations.ts';
import { loadRepositoryFacts } from '../projection/load-repository-facts.ts';
import { readAtOneMoment } from '../read-at-one-moment.ts';
import { fromRevisionRow, revisionColumns } from '../revision-row.ts';
import { inScope, type SeenRepositories } from './seen-repositories.ts';

/** All that the fold makes the rows of one revision from. */
export interface RevisionLog {
  readonly host: string;
  readonly repositoryId: number;
  /** `owner/name`. */
  readonly repository: string;
  /** The stored row of the id that was asked for. */
  readonly row: Revision;
  /** All changes of its pull request. */
  readonly pullRequest: readonly PullRequestObservation[];
  /** The `any` rows of the revisions before it and at the same time. */
  readonly history: readonly Revision[];
  /** Of its commit and those of the history, by sha. */
  readonly answers: ReadonlyMap<string, CommitAnswers>;
  readonly repositoryFacts: readonly RepositoryObservation[];
}

/** Reads what the revision row of this id is made from, as it is at one moment; null when the scope has none. As `readRunLog` finds it. */
export function readRevisionLog(db: Db, scope: SeenRepositories, id: string): Promise<RevisionLog | null> {
  return readAtOneMoment(db, async (tx) => {
    const { fold } = await readShown(tx);
    if (fold === null) return null;
    const found = await tx
      .selectFrom('repositories as r')
      .innerJoin('revisions as t', (join) =>
        join.onRef('t.repository_id', '=', 'r.repository_id').onRef('t.host', '=', 'r.host').on('t.id', '=', id),
      )
      .select(columnsOf(revisionColumns))
      .select('r.full_name')
      .where((t) => t.and([t('t.generation', '=', fold), t.not('t.removed'), inScope(scope, 't')]))
      .limit(1)
      .executeTakeFirst();
    return found === undefined ? null : readLog(tx, fold, fromRevisionRow(found), found.full_name);
  });
}

async function readLog(db: Db, fold: number, row: Revision, repository: string): Promise<RevisionLog> {
  const { host, repositoryId, pullRequest, changedAt } = row;
  const key = { repository_id: repositoryId, host };
  const changes = await loadPullRequestObservations(db, [{ ...key, pull_request: pullRequest }]);
  const span = { ...key, from: changedAt, to: changedAt };
  const history = (await loadHistory(db, fold, [span], precedingRevisionCount, 0)).map(({ revision }) => revision);
  const heads = [...new Set([row.headSha, ...history.map(({ headSha }) => headSha)])];
  const answers = await readCommitAnswers(
    db,
    fold,
    heads.map((head_sha) => ({ ...key, head_sha })),
  );
  const facts = await loadRepositoryFacts(db, [key], []);
  return {
    host,
    repositoryId,
    repository,
    row,
    pullRequest: changes.map(({ observation }) => observation),
    history,
    answers: new Map(answers.map((commit) => [commit.head_sha, commit])),
    repositoryFacts: facts.map(({ observation }) => observation),
  };
}

import type { Answer, CommitAnswers } from '../../track/revision/answers-by-commit.ts';
import { type Db, run } from '../database.ts';
import { shardBatch } from '../distribution/shard-batch.ts';
import { insertRows } from '../insert-rows.ts';
import type { CommitKey } from './load-observations.ts';

/** What revisions have to know of one commit. */
export interface AnswersOfCommit extends CommitKey, CommitAnswers {}

const keyColumns = { repository_id: 'int8', host: 'text', head_sha: 'text' } as const;
const columns = { ...keyColumns, provider: 'text', is_ci: 'bool', begins: 'bool', at: 'timestamptz' } as const;

interface AnswerRow extends CommitKey {
  readonly provider: string;
  readonly is_ci: boolean;
  readonly begins: boolean;
  /** ms */
  readonly at: number;
}

/** The answers of these commits that a fold generation has stored, in any order; of a commit without any there is nothing. */
export async function readCommitAnswers(
  db: Db,
  generation: number,
  commits: readonly CommitKey[],
): Promise<readonly AnswersOfCommit[]> {
  const batch = shardBatch(db, keyColumns, commits, 2);
  const rows = await run<AnswerRow>(
    db,
    `select a.repository_id, a.host, a.head_sha, a.provider, a.is_ci, a.begins, a.at
     from ${batch.from} join commit_answers a on a.repository_id = u.repository_id and a.host = u.host and a.head_sha = u.head_sha ${batch.within('a')}
     where a.generation = $1`,
    [generation, ...batch.params],
  );
  return toCommits(rows);
}

/** Rows of the table as commits. */
export function toCommits(rows: readonly AnswerRow[]): readonly AnswersOfCommit[] {
  const commits = new Map<string, { key: CommitKey; answers: Answer[]; skipsCi: boolean }>();
  for (const { repository_id, host, head_sha, provider, is_ci, begins, at } of rows) {
    const name = `${repository_id}@${host} ${head_sha}`;
    const commit = commits.get(name) ?? { key: { repository_id, host, head_sha }, answers: [], skipsCi: false };
    commits.set(name, commit);
    if (provider === '') commit.skipsCi = true;
    else commit.answers.push({ provider, isCi: is_ci, begins, at });
  }
  return [...commits.values()].map(({ key, answers, skipsCi }) => ({ ...key, answers, skipsCi }));
}

/** Makes the answers of these commits that a fold generation has stored those that are given. */
export async function replaceCommitAnswers(
  db: Db,
  generation: number,
  commits: readonly AnswersOfCommit[],
): Promise<void> {
  if (commits.length === 0) return;
  const old = shardBatch(db, keyColumns, commits, 2);
  await run(
    db,
    `delete from commit_answers a using ${old.from} where a.repository_id = u.repository_id and a.host = u.host and a.head_sha = u.head_sha
       ${old.within('a')} and a.generation = $1`,
    [generation, ...old.params],
  );
  await insertRows(db, {
    table: 'commit_answers',
    columns: { ...columns, generation: 'int4' },
    rows: commits.flatMap(toRows).map((row) => ({ ...row, generation })),
    ending: '',
  });
}

function toRows({ repository_id, host, head_sha, answers, skipsCi }: AnswersOfCommit): readonly AnswerRow[] {
  const key = { repository_id, host, head_sha };
  const rows = answers.map(({ provider, isCi, begins, at }) => ({ ...key, provider, is_ci: isCi, begins, at }));
  return skipsCi ? [...rows, { ...key, provider: '', is_ci: false, begins: false, at: 0 }] : rows;
}

import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields, type Fields } from '../fields.ts';
import { readLogin } from './read-login.ts';

/** An event of a pull request's timeline that tells of its head or its life. Times in ms, GitHub's clock. */
export interface TimelineEntry {
  /** `commit`: one that is part of it now, with the time it was made (not pushed). */
  readonly type:
    | 'commit'
    | 'force_push'
    | 'reopened'
    | 'ready_for_review'
    | 'convert_to_draft'
    | 'closed'
    | 'branch_deleted';
  readonly at: number;
  /** The commit of `commit` and, where it is told, of `force_push`; null for the others. */
  readonly sha: string | null;
  /** The login of whoever did it; null when unknown, and for a commit. */
  readonly actor: string | null;
  /** What the commit says; null for the others. */
  readonly message: string | null;
}

const types: ReadonlyMap<unknown, TimelineEntry['type']> = new Map([
  ['committed', 'commit'],
  ['head_ref_force_pushed', 'force_push'],
  ['reopened', 'reopened'],
  ['ready_for_review', 'ready_for_review'],
  ['convert_to_draft', 'convert_to_draft'],
  ['closed', 'closed'],
  ['head_ref_deleted', 'branch_deleted'],
]);

/** One event of a timeline; [] when it tells of neither head nor life, or has no time. */
export function readTimelineEntry(event: Fields): readonly TimelineEntry[] {
  const type = types.get(event['event']);
  if (type === undefined) return [];
  const isCommit = type === 'commit';
  const at = parseTimestamp(isCommit ? asFields(event['committer'])['date'] : event['created_at']);
  if (at === null) return [];
  const sha = isCommit ? event['sha'] : type === 'force_push' ? event['commit_id'] : null;
  return [
    {
      type,
      at,
      sha: typeof sha === 'string' ? sha : null,
      actor: isCommit ? null : readLogin(event['actor']),
      message: isCommit && typeof event['message'] === 'string' ? event['message'] : null,
    },
  ];
}

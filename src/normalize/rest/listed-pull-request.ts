import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields, type Fields } from '../fields.ts';
import { isFullName } from '../is-full-name.ts';
import { readLogin } from './read-login.ts';

/** A pull request in GitHub's list. Times in ms, GitHub's clock. */
export interface ListedPullRequest {
  readonly number: number;
  /** Its head commit now. */
  readonly headSha: string;
  /** The branch it comes from; null when unknown. */
  readonly headBranch: string | null;
  /** The repository that branch lies in, as `owner/name`; null when it is gone. */
  readonly headRepository: string | null;
  /** Does it come from a branch of the repository that it is for? */
  readonly isOwnBranch: boolean;
  readonly createdAt: number;
  /** null while it is open. */
  readonly closedAt: number | null;
  /** Is it a draft now? null when unknown. */
  readonly draft: boolean | null;
  /** The login of whoever opened it; null when unknown. */
  readonly author: string | null;
}

/** Reads what `trimPullRequest` keeps of a pull request; null without a number, a head commit or a time. Never throws. */
export function readListedPullRequest(pullRequest: Fields): ListedPullRequest | null {
  const { number, draft, user } = pullRequest;
  const head = asFields(pullRequest['head']);
  const createdAt = parseTimestamp(pullRequest['created_at']);
  const { sha, ref } = head;
  if (typeof number !== 'number' || typeof sha !== 'string' || createdAt === null) return null;
  const headRepository = asFields(head['repo']);
  const baseRepository = asFields(asFields(pullRequest['base'])['repo']);
  const { id, full_name: fullName } = headRepository;
  return {
    number,
    headSha: sha,
    headBranch: typeof ref === 'string' ? ref : null,
    headRepository: typeof fullName === 'string' && isFullName(fullName) ? fullName : null,
    isOwnBranch: id !== undefined && id === baseRepository['id'],
    createdAt,
    closedAt: parseTimestamp(pullRequest['closed_at']),
    draft: typeof draft === 'boolean' ? draft : null,
    author: readLogin(user),
  };
}

/** Its number, as text, and when it last changed in any way: GitHub's clock, ms; 0 when it does not say. */
export function readPullRequestState(pullRequest: Fields): { readonly id: string; readonly updatedAt: number } {
  return { id: String(pullRequest['number']), updatedAt: parseTimestamp(pullRequest['updated_at']) ?? 0 };
}

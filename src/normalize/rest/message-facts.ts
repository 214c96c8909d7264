import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields, type Fields } from '../fields.ts';
import type { DeliveryFact } from './rest-fact.ts';

/**
 * A `push` delivery for a commit of which the message was read: it may ask CI not to run. [] without a sha, a text, or a time, so that
 * the same commit read twice is the same fact.
 *
 * @param timestamp when the commit was made, as GitHub gives it.
 */
export function messageFacts(sha: unknown, message: unknown, timestamp: unknown): readonly DeliveryFact[] {
  if (typeof sha !== 'string' || typeof message !== 'string' || parseTimestamp(timestamp) === null) return [];
  return [{ event: 'push', payload: { after: sha, head_commit: { id: sha, message, timestamp } } }];
}

/** The same for the `head_commit` of a workflow run. */
export function headCommitFacts(commit: unknown): readonly DeliveryFact[] {
  const { id, message, timestamp } = asFields(commit);
  return messageFacts(id, message, timestamp);
}

/** The same for a check suite. */
export function suiteFacts(suite: Fields): readonly DeliveryFact[] {
  return headCommitFacts(suite['head_commit']);
}

/** The same for a commit of GitHub's list. https://docs.github.com/en/rest/commits/commits#list-commits */
export function listedCommitFacts({ sha, commit }: Fields): readonly DeliveryFact[] {
  const { message, committer } = asFields(commit);
  return messageFacts(sha, message, asFields(committer)['date']);
}

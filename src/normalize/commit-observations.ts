import type { CommitObservation, RepositoryObservation } from '../model/observation.ts';
import { type EventInput, toldTime } from './event-input.ts';
import { asFields, type Fields } from './fields.ts';
import { readSha } from './read-sha.ts';
import { readTime } from './read-time.ts';
import { deletedBranch } from './repository-facts.ts';

/** What asks every CI not to run. `[skip actions]` and its like ask Actions alone, so they are not among them. */
const skipsCi = /\[(?:skip ci|ci skip|no ci)\]|\*\*\*NO_CI\*\*\*/i;

/** Does this commit message ask CI not to run? Any value; false when it is no text. https://docs.github.com/actions/managing-workflow-runs/skipping-workflow-runs */
export function asksToSkipCi(message: unknown): boolean {
  return typeof message === 'string' && skipsCi.test(message);
}

/** `push`: the new head's message asks CI not to run, or the branch was deleted; null when neither. */
export function readPush(input: EventInput): CommitObservation | RepositoryObservation | null {
  if (input.payload['deleted'] === true) return deletedBranch(input);
  const head = asFields(input.payload['head_commit']);
  return skippingCommit(
    readSha(head['id'], input.quirks) ?? readSha(input.payload['after'], input.quirks),
    head,
    input,
  );
}

/** `check_suite`: a fork's push is told to nobody, but the suites of its commit carry the message; null when it does not ask to skip CI. */
export function readCheckSuite(input: EventInput): CommitObservation | null {
  const suite = asFields(input.payload['check_suite']);
  const head = asFields(suite['head_commit']);
  return skippingCommit(readSha(suite['head_sha'], input.quirks) ?? readSha(head['id'], input.quirks), head, input);
}

/**
 * `merge_group` destroyed: the group's commit is no longer wanted, because it was merged, left the queue or became invalid. null for
 * `checks_requested`. https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
 */
export function readMergeGroup(input: EventInput): CommitObservation | null {
  if (input.action !== 'destroyed') return null;
  const headSha = readSha(asFields(input.payload['merge_group'])['head_sha'], input.quirks);
  if (headSha === null) return null;
  return { type: 'commit', headSha, fact: 'destroyed', ...toldTime(input), quirks: input.quirks };
}

function skippingCommit(headSha: string | null, head: Fields, input: EventInput): CommitObservation | null {
  if (headSha === null || !asksToSkipCi(head['message'])) return null;
  const writtenAt = readTime(head['timestamp'], input.quirks);
  const time = writtenAt === null ? toldTime(input) : { at: writtenAt, isTimeKnown: true };
  return { type: 'commit', headSha, fact: 'skips_ci', ...time, quirks: input.quirks };
}

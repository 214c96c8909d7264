import type { PullRequestAction, PullRequestObservation } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { type EventInput, missingField, timeOrDelivery } from './event-input.ts';
import { asFields, type Fields, isFields } from './fields.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

const actions: ReadonlySet<string> = new Set<PullRequestAction>([
  'opened',
  'synchronize',
  'reopened',
  'ready_for_review',
  'closed',
]);

/**
 * `pull_request`: a new head that asks for statuses, or a close; null for every other action and when number or head commit are missing.
 * `opened` happened at `created_at`, the others at `updated_at`: GitHub does not tell when the push was.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 */
export function readPullRequest(input: EventInput): PullRequestObservation | null {
  const { payload, action, quirks } = input;
  if (!isRevisionAction(action)) return null;
  const pullRequest = asFields(payload['pull_request']);
  const head = asFields(pullRequest['head']);
  const base = asFields(pullRequest['base']);
  const number = readId(pullRequest['number']) ?? readId(payload['number']);
  const headSha = readSha(head['sha'], quirks) ?? (action === 'synchronize' ? readSha(payload['after'], quirks) : null);
  if (number === null || headSha === null) return missingField(input);
  const changedAt = readTime(pullRequest[action === 'opened' ? 'created_at' : 'updated_at'], quirks);
  return {
    type: 'pull_request',
    action,
    pullRequest: number,
    headSha,
    at: timeOrDelivery(changedAt, input),
    headBranch: readText(head['ref'], textLimits.name, quirks),
    baseBranch: readText(base['ref'], textLimits.name, quirks),
    fork: readFork(head, base, input),
    authorAssociation: readText(pullRequest['author_association'], textLimits.word, quirks),
    draft: typeof pullRequest['draft'] === 'boolean' ? pullRequest['draft'] : null,
    author: readText(asFields(pullRequest['user'])['login'], textLimits.name, quirks),
    sender: readText(asFields(payload['sender'])['login'], textLimits.name, quirks),
    url: readLink(pullRequest['html_url'], quirks),
    quirks,
  };
}

function isRevisionAction(action: string | null): action is PullRequestAction {
  return action !== null && actions.has(action);
}

/** A head repository that is null was deleted: only a fork can be, while its pull request lives on. */
function readFork(head: Fields, base: Fields, input: EventInput): boolean | null {
  const headRepository = head['repo'];
  if (headRepository === null) {
    addQuirk(input.quirks, 'deleted_fork');
    return true;
  }
  if (!isFields(headRepository)) return null;
  const baseRepository = asFields(base['repo']);
  const headId = readId(headRepository['id']);
  const baseId = readId(baseRepository['id']) ?? readId(input.repository.id);
  if (headId !== null && baseId !== null) return headId !== baseId;
  const headName = headRepository['full_name'];
  const baseName = baseRepository['full_name'] ?? input.repository.fullName;
  if (typeof headName !== 'string' || typeof baseName !== 'string') return null;
  return headName.toLowerCase() !== baseName.toLowerCase();
}

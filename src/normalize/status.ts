import { unknownJobFacts } from '../model/job-facts.ts';
import type { JobObservation, JobPhase, Quirk } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { type EventInput, missingField, timeOrDelivery } from './event-input.ts';
import { asFields, isFields } from './fields.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readWord } from './read-progress.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

const openStates: ReadonlyMap<string, JobPhase> = new Map([
  ['pending', 'queued'],
  ['queued', 'queued'],
  ['waiting', 'waiting'],
  ['requested', 'queued'],
  ['running', 'started'],
  ['in_progress', 'started'],
]);
const finalStates: ReadonlySet<string> = new Set(['success', 'failure', 'error']);

/**
 * `status`: one state of a commit status context. Every update is a new status, so `created_at` is the time of the state. `pending` is
 * queued here; whether its text means running is a provider rule. null when commit or state are missing.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#status
 */
export function readStatus(input: EventInput): JobObservation | null {
  const { payload, quirks } = input;
  const headSha = readSha(payload['sha'], quirks) ?? readSha(asFields(payload['commit'])['sha'], quirks);
  const state = readWord(payload['state'], quirks);
  if (headSha === null || state === '') return missingField(input);
  const name = readText(payload['context'], textLimits.name, quirks);
  if (name === null) addQuirk(quirks, 'missing_field');
  const phase = readPhase(state, quirks);
  const time = readTime(payload['created_at'], quirks) ?? readTime(payload['updated_at'], quirks);
  const at = timeOrDelivery(time, input);
  return {
    type: 'job',
    source: 'status',
    externalId: readId(payload['id']),
    headSha,
    // What GitHub itself calls a status that was set without a context.
    name: name ?? 'default',
    app: null,
    sender: readText(asFields(payload['sender'])['login'], textLimits.name, quirks),
    phase,
    conclusion: phase === 'final' ? state : null,
    text: readText(payload['description'], textLimits.text, quirks),
    at,
    queuedAt: phase === 'queued' ? time : null,
    startedAt: phase === 'started' ? time : null,
    finishedAt: phase === 'final' ? at : null,
    runId: null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: readBranch(payload['branches'], headSha, quirks),
    pullRequests: [],
    runnerLabels: [],
    ...unknownJobFacts,
    ownStepsRan: null,
    stepsCutOff: null,
    copied: false,
    url: readLink(payload['target_url'], quirks),
    quirks,
  };
}

function readPhase(state: string, quirks: Quirk[]): JobPhase {
  const open = openStates.get(state);
  if (open !== undefined) {
    if (state !== 'pending') addQuirk(quirks, 'unknown_status');
    return open;
  }
  if (!finalStates.has(state)) addQuirk(quirks, 'unknown_conclusion');
  return 'final';
}

/**
 * The payload lists every branch of the repository that contains the commit, and no branch of a fork. A branch whose head is this commit is
 * preferred.
 */
function readBranch(branches: unknown, headSha: string, quirks: Quirk[]): string | null {
  if (!Array.isArray(branches)) return null;
  const listed = branches.slice(0, 100).filter(isFields);
  const branch = listed.find((each) => asFields(each['commit'])['sha'] === headSha) ?? listed[0];
  return readText(branch?.['name'], textLimits.name, quirks);
}

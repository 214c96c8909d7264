import type { WorkflowRunObservation } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { type EventInput, missingField, timeOrDelivery } from './event-input.ts';
import { asFields } from './fields.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readProgress } from './read-progress.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

/**
 * `workflow_run`: the state of one attempt of an Actions workflow run. The attempt began at `run_started_at`; `created_at` is the first
 * attempt's and does not move. null when the run's id or commit are missing.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
export function readWorkflowRun(input: EventInput): WorkflowRunObservation | null {
  const { payload, action, quirks } = input;
  const run = asFields(payload['workflow_run']);
  const runId = readId(run['id']);
  const headSha = readSha(run['head_sha'], quirks) ?? readSha(asFields(run['head_commit'])['id'], quirks);
  if (runId === null || headSha === null) return missingField(input);
  const workflow =
    readText(run['name'], textLimits.name, quirks) ??
    readText(asFields(payload['workflow'])['name'], textLimits.name, quirks);
  if (workflow === null) addQuirk(quirks, 'missing_field');
  const runAttempt = readId(run['run_attempt']) ?? 1;
  const createdAt = readTime(run['created_at'], quirks);
  const updatedAt = readTime(run['updated_at'], quirks);
  const queuedAt = readTime(run['run_started_at'], quirks) ?? (runAttempt === 1 ? createdAt : null);
  // Every run has an `updated_at`. It can be the end only when it is later than the beginning.
  const endedAt = updatedAt !== null && queuedAt !== null && updatedAt > queuedAt ? updatedAt : null;
  const { phase, conclusion } = readProgress(action, run, endedAt, quirks);
  const at = timeOrDelivery(phase === 'queued' || phase === 'waiting' ? (queuedAt ?? updatedAt) : updatedAt, input);
  return {
    type: 'workflow_run',
    runId,
    runAttempt,
    headSha,
    workflow: workflow ?? '',
    event: readText(run['event'], textLimits.word, quirks),
    branch: readText(run['head_branch'], textLimits.name, quirks),
    phase,
    conclusion,
    at,
    queuedAt,
    finishedAt: phase === 'final' ? at : null,
    url: readLink(run['html_url'], quirks),
    quirks,
  };
}

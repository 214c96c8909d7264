import type { JobObservation, JobPhase } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { type EventInput, missingField, timeOrDelivery } from './event-input.ts';
import { asFields, type Fields } from './fields.ts';
import { leftNoTrace, ownStepsRan, stepsCutOff } from './own-steps-ran.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readList } from './read-list.ts';
import { readProgress } from './read-progress.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

const mostLabels = 50;

/**
 * `workflow_job`: the state of an Actions job. It was queued at `created_at`, or at a later `started_at` when it had to wait for a person
 * before; `started_at` is a start only once it runs, or ended and left a trace of a runner. null when the job or its commit are missing.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_job
 */
export function readWorkflowJob(input: EventInput): JobObservation | null {
  const { payload, action, quirks } = input;
  const job = asFields(payload['workflow_job']);
  const headSha = readSha(job['head_sha'], quirks);
  if (headSha === null) return missingField(input);
  const name = readText(job['name'], textLimits.name, quirks);
  if (name === null) addQuirk(quirks, 'missing_field');
  if (name?.includes('${{')) addQuirk(quirks, 'unevaluated_name');
  const createdAt = readTime(job['created_at'], quirks);
  const startedAt = readTime(job['started_at'], quirks);
  const completedAt = readTime(job['completed_at'], quirks);
  const { phase, conclusion } = readProgress(action, job, completedAt, quirks);
  const queuedAt = createdAt === null || (startedAt !== null && startedAt > createdAt) ? startedAt : createdAt;
  const times = { waiting: createdAt ?? startedAt, queued: queuedAt, started: startedAt, final: completedAt };
  const at = timeOrDelivery(times[phase], input);
  const copied = phase === 'final' && createdAt !== null && completedAt !== null && createdAt > completedAt;
  if (copied) addQuirk(quirks, 'copied_job');
  return {
    type: 'job',
    source: 'workflow_job',
    externalId: readId(job['id']),
    headSha,
    name: name ?? '',
    app: 'github-actions',
    sender: null,
    phase,
    conclusion,
    text: null,
    at,
    queuedAt: createdAt ?? (phase === 'queued' ? startedAt : null),
    startedAt: hasStarted(phase, conclusion, job) ? startedAt : null,
    finishedAt: phase === 'final' ? at : null,
    runId: readId(job['run_id']),
    runAttempt: readId(job['run_attempt']),
    workflow: readText(job['workflow_name'], textLimits.name, quirks),
    event: null,
    branch: readText(job['head_branch'], textLimits.name, quirks),
    pullRequests: [],
    runnerLabels: readList(job['labels'], mostLabels, (label) => readText(label, textLimits.word, quirks)),
    runnerName: readText(job['runner_name'], textLimits.name, quirks),
    runnerGroup: readText(job['runner_group_name'], textLimits.name, quirks),
    ownStepsRan: phase === 'final' ? ownStepsRan(job) : null,
    stepsCutOff: phase === 'final' ? stepsCutOff(job) : null,
    copied,
    url: readLink(job['html_url'], quirks),
    quirks,
  };
}

/** A job that was skipped, or cancelled while it waited, carries a `started_at` all the same. */
function hasStarted(phase: JobPhase, conclusion: string | null, job: Fields): boolean {
  if (phase !== 'final') return phase === 'started';
  return !((conclusion === 'skipped' || conclusion === 'cancelled') && leftNoTrace(job));
}

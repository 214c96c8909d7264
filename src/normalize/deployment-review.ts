import type { WorkflowRunObservation } from '../model/observation.ts';
import { type EventInput, missingField } from './event-input.ts';
import { asFields } from './fields.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

const actionsRun = /\/actions\/runs\/(\d+)/;

/**
 * `deployment_review` requested: an Actions run waits for a person. null for every other action (the jobs' own deliveries tell what
 * came of it), and when run or commit are missing.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_review
 */
export function readDeploymentReview(input: EventInput): WorkflowRunObservation | null {
  const { payload, action, quirks } = input;
  if (action !== 'requested') return null;
  const run = asFields(payload['workflow_run']);
  const runId = readId(run['id']);
  const headSha = readSha(run['head_sha'], quirks);
  if (runId === null || headSha === null) return missingField(input);
  const at = readTime(payload['since'], quirks) ?? readTime(run['updated_at'], quirks) ?? input.deliveredAt;
  return {
    ...waitingRun(runId, headSha, at),
    runAttempt: readId(run['run_attempt']) ?? 1,
    workflow: readText(run['name'], textLimits.name, quirks) ?? '',
    event: readText(run['event'], textLimits.word, quirks),
    branch: readText(run['head_branch'], textLimits.name, quirks),
    url: readLink(run['html_url'], quirks),
    quirks,
  };
}

/**
 * `deployment_protection_rule` requested: an Actions run waits until somebody outside GitHub lets a deployment pass. The run's id stands
 * in the address to answer at. null when run or commit are missing.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_protection_rule
 */
export function readDeploymentProtectionRule(input: EventInput): WorkflowRunObservation | null {
  const { payload, action, quirks } = input;
  if (action !== 'requested') return null;
  const deployment = asFields(payload['deployment']);
  const address = readLink(payload['deployment_callback_url'], quirks);
  const runId = readId(actionsRun.exec(address ?? '')?.[1]);
  const headSha = readSha(deployment['sha'], quirks);
  if (runId === null || headSha === null) return missingField(input);
  const at = readTime(deployment['created_at'], quirks) ?? input.deliveredAt;
  return {
    ...waitingRun(runId, headSha, at),
    event: readText(payload['event'], textLimits.word, quirks),
    quirks,
  };
}

function waitingRun(runId: number, headSha: string, at: number): WorkflowRunObservation {
  return {
    type: 'workflow_run',
    runId,
    runAttempt: 1,
    headSha,
    workflow: '',
    event: null,
    branch: null,
    phase: 'waiting',
    conclusion: null,
    at,
    queuedAt: null,
    finishedAt: null,
    url: null,
    quirks: [],
  };
}

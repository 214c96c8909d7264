import { unknownJobFacts } from '../model/job-facts.ts';
import type { JobObservation } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { type EventInput, missingField, timeOrDelivery } from './event-input.ts';
import { asFields } from './fields.ts';
import { readApp } from './read-app.ts';
import { readId } from './read-id.ts';
import { readLink } from './read-link.ts';
import { readProgress } from './read-progress.ts';
import { readPullRequestNumbers } from './read-pull-request-numbers.ts';
import { readSha } from './read-sha.ts';
import { readText, textLimits } from './read-text.ts';
import { readTime } from './read-time.ts';

const actionsRun = /\/actions\/runs\/(\d+)/;

/**
 * `check_run`: the state of a check on a commit. There is no `created_at`: `started_at` is the queue time while it is queued, the start
 * once it runs. `rerequested` and `requested_action` carry the state from before, which is one more sight of it and changes nothing.
 * null when the check or its commit are missing. https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run
 */
export function readCheckRun(input: EventInput): JobObservation | null {
  const { payload, action, quirks } = input;
  const check = asFields(payload['check_run']);
  const suite = asFields(check['check_suite']);
  const headSha = readSha(check['head_sha'], quirks) ?? readSha(suite['head_sha'], quirks);
  if (headSha === null) return missingField(input);
  const name = readText(check['name'], textLimits.name, quirks);
  if (name === null) addQuirk(quirks, 'missing_field');
  const startedAt = readTime(check['started_at'], quirks);
  const completedAt = readTime(check['completed_at'], quirks);
  const { phase, conclusion } = readProgress(action, check, completedAt, quirks);
  const at = timeOrDelivery(phase === 'final' ? completedAt : startedAt, input);
  const app = readApp(check['app'], quirks) ?? readApp(suite['app'], quirks);
  const detailsUrl = readLink(check['details_url'], quirks);
  return {
    type: 'job',
    source: 'check_run',
    externalId: readId(check['id']),
    headSha,
    name: name ?? '',
    app,
    sender: null,
    phase,
    conclusion,
    text: readText(asFields(check['output'])['title'], textLimits.text, quirks),
    at,
    queuedAt: phase === 'queued' ? startedAt : null,
    startedAt: phase === 'queued' || phase === 'waiting' ? null : startedAt,
    finishedAt: phase === 'final' ? at : null,
    runId: app === 'github-actions' ? readId(actionsRun.exec(detailsUrl ?? '')?.[1]) : null,
    runAttempt: null,
    workflow: null,
    event: null,
    branch: readText(suite['head_branch'], textLimits.name, quirks),
    pullRequests: readPullRequestNumbers(check['pull_requests'] ?? suite['pull_requests'], input.repository.id),
    runnerLabels: [],
    ...unknownJobFacts,
    ownStepsRan: null,
    stepsCutOff: null,
    copied: false,
    url: readLink(check['html_url'], quirks) ?? detailsUrl,
    quirks,
  };
}

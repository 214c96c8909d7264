import type { Delivery, Normalized } from '../model/delivery.ts';
import type { Observation, Quirk } from '../model/observation.ts';
import { guidTime } from '../time/guid-time.ts';
import { readCheckRun } from './check-run.ts';
import { readCheckSuite, readMergeGroup, readPush } from './commit-observations.ts';
import { readDeploymentProtectionRule, readDeploymentReview } from './deployment-review.ts';
import type { EventInput } from './event-input.ts';
import { isFields } from './fields.ts';
import { isForge } from './is-forge.ts';
import { isOwnReport, type OwnApp } from './own-app.ts';
import { readPullRequest } from './pull-request.ts';
import { readText, textLimits } from './read-text.ts';
import { readRepository } from './repository.ts';
import { readDelete, readRepositoryChange } from './repository-facts.ts';
import { readStatus } from './status.ts';
import { readWorkflowJob } from './workflow-job.ts';
import { readWorkflowRun } from './workflow-run.ts';

/** `hosts`: the GitHub hosts that are served, the main one first: `github.com`, and an Enterprise Server's. */
export interface NormalizeOptions {
  readonly hosts: readonly string[];
  /** The App that we are: its own checks and statuses are no reports. Left out: nobody. */
  readonly ownApp?: OwnApp | undefined;
}

type ReadEvent = (input: EventInput) => Observation | null;

/** What an App can say about a commit. */
const reports: ReadonlySet<string> = new Set(['check_run', 'check_suite', 'status']);

/** The events that are used; those without anything to say about jobs and revisions are recorded all the same. */
const readers: ReadonlyMap<string, ReadEvent> = new Map<string, ReadEvent>([
  ['pull_request', readPullRequest],
  ['status', readStatus],
  ['check_run', readCheckRun],
  ['workflow_job', readWorkflowJob],
  ['workflow_run', readWorkflowRun],
  ['check_suite', readCheckSuite],
  ['push', readPush],
  ['merge_group', readMergeGroup],
  ['repository', readRepositoryChange],
  ['delete', readDelete],
  ['deployment_review', readDeploymentReview],
  ['deployment_protection_rule', readDeploymentProtectionRule],
  ['installation', recordOnly],
  ['installation_repositories', recordOnly],
  ['ping', recordOnly],
]);

/**
 * Says in our words what a delivery says: `observed` with an observation, `recorded` when it belongs to a repository but tells nothing
 * about jobs or revisions (or lacks what an observation needs: quirk `missing_field`), `ignored` otherwise. Pure; never throws, whatever
 * the body is; unknown values are kept and named in `quirks`.
 */
export function normalize(delivery: Delivery, options: NormalizeOptions): Normalized {
  const { event, payload } = delivery;
  const read = readers.get(event);
  if (!isFields(payload)) return { result: 'ignored', reason: read === undefined ? 'event' : 'shape' };
  if (isForge(payload, options.hosts, delivery.enterpriseHost)) return { result: 'ignored', reason: 'forge' };
  if (read === undefined) return { result: 'ignored', reason: 'event' };
  const quirks: Quirk[] = [];
  const repository = readRepository(payload, delivery.enterpriseHost, options.hosts, quirks);
  if (repository === null) return { result: 'ignored', reason: 'no_repository' };
  const action = readText(payload['action'], textLimits.word, quirks)?.trim() ?? null;
  const sentAt = guidTime(delivery.guid);
  const input = { payload, action, repository, deliveredAt: sentAt ?? delivery.receivedAt, sentAt, quirks };
  const isOwn = reports.has(event) && isOwnReport(payload, options.ownApp);
  const observation = isOwn ? null : read(input);
  return { result: observation === null ? 'recorded' : 'observed', repository, action, observation, quirks };
}

function recordOnly(): null {
  return null;
}

import type { LogEntry } from '../model/delivery.ts';
import type { Observation } from '../model/observation.ts';
import type { Fields } from '../normalize/fields.ts';
import { normalize } from '../normalize/normalize.ts';
import type { BackfillFact } from './backfill-fact.ts';

/** What makes log lines of facts. */
export interface LogEntryOptions {
  /** The repository as a webhook's payload shows it. */
  readonly repository: Fields;
  readonly installationId: number | null;
  /** GitHub hosts whose deliveries are kept. */
  readonly hosts: readonly string[];
  /** Our clock, ms. */
  readonly now: number;
}

/**
 * The log's line for a fact, made by the same rules as that of a webhook; null when it says nothing about jobs and revisions, or not
 * when it happened. Its GUID says what the fact says, so that reading it again changes nothing.
 */
export function toLogEntry({ event, payload }: BackfillFact, options: LogEntryOptions): LogEntry | null {
  const { repository, installationId, hosts, now } = options;
  const installation = installationId === null ? {} : { installation: { id: installationId } };
  const delivery = { guid: 'backfill', event, payload: { ...payload, repository, ...installation }, receivedAt: now };
  const normalized = normalize(delivery, { hosts });
  if (normalized.result === 'ignored' || normalized.observation === null) return null;
  const { observation } = normalized;
  // The time of a delivery would stand in its place, and there was no delivery.
  if (observation.quirks.includes('missing_time')) return null;
  if (observation.type === 'job' && observation.externalId === null) return null;
  return {
    repository: normalized.repository,
    guid: guidOf(observation),
    event,
    action: normalized.action,
    receivedAt: now,
    sentAt: null,
    observation,
    // They are counted once a delivery, and the delivery may have come or come yet.
    quirks: [],
  };
}

function guidOf(observation: Observation): string {
  const at = new Date(observation.at).toISOString();
  switch (observation.type) {
    case 'pull_request':
      return `backfill:pull_request:${observation.pullRequest}:${observation.action}:${observation.headSha}:${at}`;
    case 'workflow_run':
      return `backfill:workflow_run:${observation.runId}:${observation.runAttempt}:${observation.phase}:${at}`;
    case 'job':
      return `backfill:${observation.source}:${observation.externalId}:${observation.conclusion ?? observation.phase}:${at}`;
    default:
      return observation satisfies never;
  }
}

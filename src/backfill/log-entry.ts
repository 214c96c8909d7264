import type { LogEntry, RepositoryRef } from '../model/delivery.ts';
import type { Observation } from '../model/observation.ts';
import type { Fields } from '../normalize/fields.ts';
import { type NormalizeOptions, normalize } from '../normalize/normalize.ts';
import { readRepository } from '../normalize/repository.ts';
import type { RestFact } from '../normalize/rest/rest-fact.ts';

/** What a fact needs besides itself to become a line of the log. */
export interface LogEntryOptions extends NormalizeOptions {
  /** The repository as a webhook's payload shows it. */
  readonly repository: Fields;
  readonly installationId: number | null;
  /** Our clock, ms. */
  readonly now: number;
}

/**
 * The log's line for a fact, made by the same rules as that of a webhook; null when it says nothing about jobs and revisions, or not
 * when it happened. Its GUID says what the fact says, so that reading it again changes nothing.
 */
export function toLogEntry(fact: RestFact, options: LogEntryOptions): LogEntry | null {
  const told = read(fact, options);
  if (told === null) return null;
  const { repository, action, observation } = told;
  // Without a time of its own a fact would get the time of its delivery, and there was no delivery.
  if (observation.quirks.includes('missing_time')) return null;
  if (observation.type === 'job' && observation.externalId === null) return null;
  return {
    repository,
    guid: guidOf(observation),
    event: fact.event,
    action,
    receivedAt: options.now,
    sentAt: null,
    observation,
    // Quirks are counted once for each delivery. The delivery about this fact may have been received, or may still
    // come, so they are not counted here.
    quirks: [],
  };
}

interface Told {
  readonly repository: RepositoryRef;
  readonly action: string | null;
  readonly observation: Observation;
}

function read(fact: RestFact, options: LogEntryOptions): Told | null {
  const { repository, installationId, hosts, now } = options;
  const installation = installationId === null ? {} : { installation: { id: installationId } };
  const about = { repository, ...installation };
  if ('observation' in fact) {
    const { observation } = fact;
    const ref = readRepository(about, undefined, hosts, []);
    const action = observation.fact === 'archived' ? observation.fact : null;
    return ref === null ? null : { repository: ref, action, observation };
  }
  const payload = { ...fact.payload, ...about };
  const normalized = normalize({ guid: 'backfill', event: fact.event, payload, receivedAt: now }, options);
  if (normalized.result === 'ignored' || normalized.observation === null) return null;
  return { repository: normalized.repository, action: normalized.action, observation: normalized.observation };
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
    case 'commit':
      return `backfill:commit:${observation.headSha}:${observation.fact}`;
    case 'repository':
      return `backfill:repository:${observation.fact}:${observation.branch ?? ''}:${at}`;
    default:
      return observation satisfies never;
  }
}

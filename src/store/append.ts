import type { LogEntry } from '../model/delivery.ts';
import { type Db, run } from './database.ts';
import { laneOf } from './lane.ts';
import { type ColumnType, unnest } from './unnest.ts';

const columns = {
  repository_id: 'int8',
  host: 'text',
  guid: 'text',
  lane: 'int2',
  event: 'text',
  action: 'text',
  received_at: 'timestamptz',
  sent_at: 'timestamptz',
  head_sha: 'text',
  pull_request: 'int4',
  observation: 'jsonb',
  quirks: 'text',
  full_name: 'text',
  private: 'bool',
  installation_id: 'int8',
} as const satisfies Record<string, ColumnType>;

/**
 * One statement, so one round trip and one commit. A GUID that is there already changes nothing. What has something to
 * fold goes to the inbox in the same commit; what is only remembered does not.
 */
function statement(select: string, from: string): string {
  return `
    with given as materialized (select ${select} from ${from}),
    logged as (
      insert into observation_log (repository_id, host, guid, lane, event, action, received_at, sent_at, head_sha, pull_request, observation, quirks)
      select repository_id, host, guid, lane, event, action, received_at, sent_at, head_sha, pull_request, observation, quirks from given
      on conflict (repository_id, host, guid) do nothing
      returning repository_id, host, guid
    ),
    queued as (
      insert into inbox (repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, seen_at, received_at, quirks)
      select distinct on (repository_id, host, guid) repository_id, host, guid, lane, head_sha, pull_request, full_name, private, installation_id, coalesce(sent_at, received_at), received_at, quirks
      from given join logged using (repository_id, host, guid)
      where observation is not null or quirks <> ''
      on conflict (repository_id, host, guid) do nothing
    )
    select guid from logged`;
}

/** Appends entries to the log; answers for each whether it was new. A GUID twice in one batch is new once. */
export async function append(db: Db, entries: readonly LogEntry[]): Promise<readonly boolean[]> {
  if (entries.length === 0) return [];
  const { select, from, params } = unnest(columns, entries.map(toRow));
  const rows = await run<{ guid: string }>(db, statement(select, from), params);
  const fresh = new Set(rows.map((row) => row.guid));
  return entries.map((entry) => fresh.delete(entry.guid));
}

function toRow(entry: LogEntry): Record<keyof typeof columns, unknown> {
  const { repository, observation } = entry;
  return {
    repository_id: repository.id,
    host: repository.host,
    guid: entry.guid,
    lane: laneOf(repository.host, repository.id),
    event: entry.event,
    action: entry.action,
    received_at: entry.receivedAt,
    sent_at: entry.sentAt,
    head_sha: observation?.headSha ?? null,
    pull_request: observation?.type === 'pull_request' ? observation.pullRequest : null,
    observation,
    quirks: entry.quirks.join(','),
    full_name: repository.fullName,
    private: repository.private,
    installation_id: repository.installationId,
  };
}

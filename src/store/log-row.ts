import type { LogEntry } from '../model/delivery.ts';
import { laneOf } from './lane.ts';
import { type Database, tableColumns } from './schema.ts';

/** The columns of `observation_log`, with their types. */
export const logColumns = tableColumns.observation_log;

const { full_name, private: isPrivate, installation_id } = tableColumns.inbox;

/** What only the inbox takes. */
export const namingColumns = { full_name, private: isPrivate, installation_id };

/** An entry as the log and the inbox take it. Times in ms. */
export type LogRow = Database['observation_log'] & Pick<Database['inbox'], keyof typeof namingColumns>;

/** What tells one line of the log from another. */
export const logKeyColumns = ['repository_id', 'host', 'guid'] as const;
export type LogKey = Pick<LogRow, (typeof logKeyColumns)[number]>;

/** The key as one text. */
export function logKey({ repository_id, host, guid }: LogKey): string {
  return `${repository_id}@${host}/${guid}`;
}

/** Times stay in ms. */
export function toLogRow(entry: LogEntry): LogRow {
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
    head_sha: observation === null || observation.type === 'repository' ? null : observation.headSha,
    pull_request: observation?.type === 'pull_request' ? observation.pullRequest : null,
    branch: observation?.type === 'repository' ? observation.branch : null,
    observation,
    quirks: entry.quirks.join(','),
    full_name: repository.fullName,
    private: repository.private,
    installation_id: repository.installationId,
  };
}

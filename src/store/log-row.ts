import type { LogEntry } from '../model/delivery.ts';
import { laneOf } from './lane.ts';
import type { ColumnType } from './unnest.ts';

/** The columns of `observation_log`. */
export const logColumns = {
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
} as const satisfies Record<string, ColumnType>;

/** What only the inbox takes. */
export const namingColumns = { full_name: 'text', private: 'bool', installation_id: 'int8' } as const satisfies Record<
  string,
  ColumnType
>;

/** An entry as the log and the inbox take it. */
export interface LogRow extends Record<keyof typeof logColumns | keyof typeof namingColumns, unknown> {
  readonly repository_id: number;
  readonly host: string;
  readonly guid: string;
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
    head_sha: observation?.headSha ?? null,
    pull_request: observation?.type === 'pull_request' ? observation.pullRequest : null,
    observation,
    quirks: entry.quirks.join(','),
    full_name: repository.fullName,
    private: repository.private,
    installation_id: repository.installationId,
  };
}

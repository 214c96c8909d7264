import { firstAttempt, type HookDelivery } from '../model/hook-delivery.ts';
import { type Database, tableColumns } from './schema.ts';

const {
  lane: _lane,
  row_hash: _rowHash,
  removed: _removed,
  counted: _counted,
  due_at: _dueAt,
  pending: _pending,
  ...columns
} = tableColumns.hook_deliveries;

/** The columns of `hook_deliveries` that recovery writes, with their types. */
export const hookDeliveryColumns = columns;

/** A row of `hook_deliveries` as the database hands it out. */
export type HookDeliveryRow = Pick<Database['hook_deliveries'], keyof typeof columns>;

/** The row of a delivery. */
export function toHookDeliveryRow(delivery: HookDelivery): HookDeliveryRow {
  return {
    repository_id: delivery.repositoryId,
    host: delivery.host,
    id: delivery.id,
    event: delivery.event,
    action: delivery.action,
    delivered_at: (firstAttempt(delivery) ?? delivery.attempts[0])?.at ?? 0,
    attempts: delivery.attempts,
    judged: delivery.judged,
    fetch_state: delivery.fetch,
    fetches: delivery.fetches,
    refusals: delivery.refusals,
    fetch_at: delivery.fetchAt,
    fetch_error: delivery.fetchError,
  };
}

/** The delivery of a row. */
export function fromHookDeliveryRow(row: HookDeliveryRow): HookDelivery {
  return {
    id: row.id,
    host: row.host,
    repositoryId: row.repository_id,
    event: row.event,
    action: row.action,
    attempts: row.attempts,
    judged: row.judged,
    fetch: row.fetch_state,
    fetches: row.fetches,
    refusals: row.refusals,
    fetchAt: row.fetch_at,
    fetchError: row.fetch_error,
  };
}

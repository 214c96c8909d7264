import { type FetchState, firstAttempt, type HookAttempt, type HookDelivery } from '../model/hook-delivery.ts';
import type { ColumnType } from './unnest.ts';

/** The columns of `hook_deliveries` that recovery writes. */
export const hookDeliveryColumns = {
  repository_id: 'int8',
  host: 'text',
  id: 'text',
  event: 'text',
  action: 'text',
  delivered_at: 'timestamptz',
  attempts: 'jsonb',
  judged: 'bool',
  fetch_state: 'text',
  fetches: 'int4',
  refusals: 'int4',
  fetch_at: 'timestamptz',
  fetch_error: 'text',
} as const satisfies Record<string, ColumnType>;

export type HookDeliveryRow = { readonly [column in keyof typeof hookDeliveryColumns]: unknown };

export function toHookDeliveryRow(delivery: HookDelivery): HookDeliveryRow {
  return {
    repository_id: delivery.repositoryId,
    host: delivery.host,
    id: delivery.id,
    event: delivery.event,
    action: delivery.action,
    delivered_at: (firstAttempt(delivery) ?? delivery.attempts[0])?.at,
    attempts: delivery.attempts,
    judged: delivery.judged,
    fetch_state: delivery.fetch,
    fetches: delivery.fetches,
    refusals: delivery.refusals,
    fetch_at: delivery.fetchAt,
    fetch_error: delivery.fetchError,
  };
}

export function fromHookDeliveryRow(row: HookDeliveryRow): HookDelivery {
  return {
    id: row.id as string,
    host: row.host as string,
    repositoryId: row.repository_id as number,
    event: row.event as string,
    action: row.action as string | null,
    attempts: row.attempts as readonly HookAttempt[],
    judged: row.judged as boolean,
    fetch: row.fetch_state as FetchState,
    fetches: row.fetches as number,
    refusals: row.refusals as number,
    fetchAt: row.fetch_at as number | null,
    fetchError: row.fetch_error as string | null,
  };
}

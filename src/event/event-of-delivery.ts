import { acceptedAt, firstAttempt, type HookDelivery, noRepositoryId } from '../model/hook-delivery.ts';
import type { SloEvent } from '../model/objective.ts';

/**
 * A webhook delivery as conditions see it: the `delivery` columns of `columns`. Times stay in milliseconds. While only
 * redeliveries are known, when it was first tried and what came of it is null.
 */
export function eventOfDelivery(delivery: HookDelivery, repositoryFullName: string): SloEvent {
  const first = firstAttempt(delivery);
  return {
    repository: repositoryFullName,
    repository_id: delivery.repositoryId === noRepositoryId ? null : delivery.repositoryId,
    host: delivery.host,
    delivery_guid: delivery.id,
    event: delivery.event,
    action: delivery.action,
    delivered_at: first?.at ?? null,
    accepted_at: acceptedAt(delivery),
    status_code: first?.statusCode ?? null,
    attempts: delivery.attempts.length,
    recovered: delivery.fetch === 'recovered',
  };
}

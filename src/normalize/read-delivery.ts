import type { Delivery, LogEntry, Normalized } from '../model/delivery.ts';
import { guidTime } from '../time/guid-time.ts';
import { type NormalizeOptions, normalize } from './normalize.ts';

/** Why a delivery leaves no line in the log. */
export interface IgnoredDelivery {
  readonly ignored: Extract<Normalized, { readonly result: 'ignored' }>['reason'];
}

/** The log's line for a delivery, or why it has none (test with `'ignored' in …`). Pure; never throws. */
export function readDelivery(delivery: Delivery, options: NormalizeOptions): LogEntry | IgnoredDelivery {
  const normalized = normalize(delivery, options);
  if (normalized.result === 'ignored') return { ignored: normalized.reason };
  return {
    repository: normalized.repository,
    guid: delivery.guid,
    event: delivery.event,
    action: normalized.action,
    receivedAt: delivery.receivedAt,
    sentAt: guidTime(delivery.guid),
    observation: normalized.observation,
    quirks: normalized.quirks,
  };
}

import type { Delivery, LogEntry, Normalized } from '../model/delivery.ts';
import { guidTime } from '../time/guid-time.ts';
import { isFields } from './fields.ts';
import { type NormalizeOptions, normalize } from './normalize.ts';
import { removedRepositories } from './removed-repositories.ts';
import { appRemoved } from './repository-facts.ts';

/** Why a delivery leaves no line in the log. */
export interface IgnoredDelivery {
  readonly ignored: Extract<Normalized, { readonly result: 'ignored' }>['reason'];
}

/**
 * The log's lines for a delivery, at least one, or why it has none (test with `'ignored' in …`). One that takes the App from
 * repositories has a line for the installation and one for each of them. Pure; never throws.
 */
export function readDelivery(delivery: Delivery, options: NormalizeOptions): readonly LogEntry[] | IgnoredDelivery {
  const removals = readRemovals(delivery, options);
  if (removals.length > 0) return removals;
  const normalized = normalize(delivery, options);
  if (normalized.result === 'ignored') return { ignored: normalized.reason };
  const { repository, action, observation, quirks } = normalized;
  return [{ ...origin(delivery), repository, action, observation, quirks }];
}

function readRemovals(delivery: Delivery, { hosts }: NormalizeOptions): readonly LogEntry[] {
  const { event, payload, enterpriseHost } = delivery;
  if (!isFields(payload)) return [];
  const from = origin(delivery);
  const deliveredAt = from.sentAt ?? from.receivedAt;
  const removed = removedRepositories(event, payload, enterpriseHost, hosts);
  return removed.map((repository, index) => {
    const input = { payload, action: null, repository, deliveredAt, sentAt: from.sentAt, quirks: [] };
    // The line of the installation stands for its repositories only when the delivery names none.
    const tells = index > 0 || (removed.length === 1 && event === 'installation' && repository.installationId !== null);
    const observation = tells ? appRemoved(input) : null;
    return { ...from, repository, action: String(payload['action']), observation, quirks: [] };
  });
}

function origin({ guid, event, receivedAt }: Delivery): Pick<LogEntry, 'guid' | 'event' | 'receivedAt' | 'sentAt'> {
  return { guid, event, receivedAt, sentAt: guidTime(guid) };
}

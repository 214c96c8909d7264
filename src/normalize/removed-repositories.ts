import type { RepositoryRef } from '../model/delivery.ts';
import { noRepositoryId } from '../model/hook-delivery.ts';
import { asFields, type Fields, isFields } from './fields.ts';
import { readHost } from './host-name.ts';
import { readId } from './read-id.ts';

/** Most repositories that one delivery may name. */
const mostNamed = 10_000;

/** Does such a delivery take the App from repositories? */
export function removesRepositories(event: string, action: unknown): boolean {
  if (event === 'installation') return action === 'deleted' || action === 'suspend';
  return event === 'installation_repositories' && action === 'removed';
}

/**
 * What an `installation` (deleted, suspend) or an `installation_repositories` (removed) delivery takes the App from: first the
 * installation itself, under the id `noRepositoryId`, then the repositories that it names. A whole installation that comes without a list
 * is alone: whoever knows its repositories has to find them by its id. [] for every other delivery. Never throws.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation
 */
export function removedRepositories(
  event: string,
  payload: Fields,
  enterpriseHost: string | undefined,
  hosts: readonly string[],
): readonly RepositoryRef[] {
  if (!removesRepositories(event, payload['action'])) return [];
  const installationId = readId(asFields(payload['installation'])['id']);
  const place = { host: readHost(enterpriseHost ?? '') ?? hosts[0] ?? 'github.com', installationId };
  const list = payload[event === 'installation' ? 'repositories' : 'repositories_removed'];
  const named = Array.isArray(list) ? list.slice(0, mostNamed).filter(isFields) : [];
  const repositories = named.flatMap((repository): readonly RepositoryRef[] => {
    const id = readId(repository['id']);
    const { full_name: fullName, private: isPrivate } = repository;
    if (id === null || typeof fullName !== 'string' || fullName === '') return [];
    return [{ ...place, id, fullName, private: typeof isPrivate === 'boolean' ? isPrivate : null }];
  });
  return [{ ...place, id: noRepositoryId, fullName: '', private: null }, ...repositories];
}

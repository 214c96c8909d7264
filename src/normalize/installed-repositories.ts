import { parseTimestamp } from '../time/parse-timestamp.ts';
import { asFields, isFields } from './fields.ts';
import { isFullName } from './is-full-name.ts';
import { readId } from './read-id.ts';

/** A repository that the App was just installed on. */
export interface InstalledRepository {
  readonly repositoryId: number;
  /** `owner/name`. */
  readonly fullName: string;
  readonly installationId: number | null;
  /** When its webhooks began, ms; null when the payload does not say. */
  readonly webhooksSince: number | null;
}

/**
 * The repositories that an `installation` (created) or `installation_repositories` (added) delivery names; [] for every other. Never throws.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#installation_repositories
 */
export function installedRepositories(event: string, payload: unknown): readonly InstalledRepository[] {
  const fields = asFields(payload);
  const installation = asFields(fields['installation']);
  const created = event === 'installation' && fields['action'] === 'created';
  const added = event === 'installation_repositories' && fields['action'] === 'added';
  const list = created ? fields['repositories'] : added ? fields['repositories_added'] : null;
  if (!Array.isArray(list)) return [];
  return list.filter(isFields).flatMap(({ id, full_name: fullName }) => {
    const repositoryId = readId(id);
    if (repositoryId === null || typeof fullName !== 'string' || !isFullName(fullName)) return [];
    // One that was added later has webhooks only since then, whenever the App came to its owner.
    const webhooksSince = created ? parseTimestamp(installation['created_at']) : null;
    return [{ repositoryId, fullName, installationId: readId(installation['id']), webhooksSince }];
  });
}

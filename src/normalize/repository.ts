import type { RepositoryRef } from '../model/delivery.ts';
import type { Quirk } from '../model/observation.ts';
import { addQuirk } from './add-quirk.ts';
import { asFields, type Fields } from './fields.ts';
import { hostOfUrl, readHost } from './host-name.ts';
import { idFromName } from './id-from-name.ts';
import { readId } from './read-id.ts';
import { readText, textLimits } from './read-text.ts';

/**
 * Which repository a payload is about; null when it names none. An id that is missing or no id is replaced by a stable negative one
 * made from the name (quirk `missing_repository_id`); a name that is missing is replaced by one made from the id (`missing_field`).
 * The host is the Enterprise Server's own header, else the one in the repository's address, else the first of `hosts`.
 */
export function readRepository(
  payload: Fields,
  enterpriseHost: string | undefined,
  hosts: readonly string[],
  quirks: Quirk[],
): RepositoryRef | null {
  const repository = asFields(payload['repository']);
  const id = readId(repository['id']);
  const fullName = readFullName(repository, quirks);
  if (id === null && fullName === null) return null;
  if (id === null) addQuirk(quirks, 'missing_repository_id');
  if (fullName === null) addQuirk(quirks, 'missing_field');
  const name = fullName ?? `unknown/${id}`;
  const isPrivate = repository['private'];
  return {
    host:
      readHost(enterpriseHost ?? '') ??
      hostOfUrl(repository['html_url']) ??
      hostOfUrl(repository['url']) ??
      hosts[0] ??
      'github.com',
    id: id ?? idFromName(name),
    fullName: name,
    private: typeof isPrivate === 'boolean' ? isPrivate : null,
    installationId: readId(asFields(payload['installation'])['id']),
  };
}

function readFullName(repository: Fields, quirks: Quirk[]): string | null {
  const fullName = readText(repository['full_name'], textLimits.name, quirks);
  if (fullName !== null) return fullName;
  const name = readText(repository['name'], textLimits.name, quirks);
  if (name === null || name.includes('/')) return name;
  const owner = asFields(repository['owner']);
  const login = readText(owner['login'], textLimits.name, quirks) ?? readText(owner['name'], textLimits.name, quirks);
  return login === null ? null : `${login}/${name}`;
}

import type { RepositoryRef } from '../../model/delivery.ts';
import type { SentEvent } from '../../model/sent-event.ts';
import { type Db, run } from '../database.ts';
import { arrayLiteral } from '../unnest.ts';

type Named = NonNullable<SentEvent['repository']>;

/**
 * Looks up which repositories these names mean; GitHub must have told of them. Of several with one name, the one that was seen last bears it.
 * A name without a host is looked for on all hosts. Uses repositories_full_name.
 */
export async function findNamedRepositories(
  db: Db,
  named: readonly Named[],
): Promise<(repository: Named | null) => RepositoryRef | null> {
  const names = [...new Set(named.map(({ fullName }) => fullName.toLowerCase()))];
  const rows =
    names.length === 0
      ? []
      : await run<{ repository_id: number; host: string; full_name: string; seen_at: number }>(
          db,
          `select repository_id, host, full_name, seen_at from repositories where lower(full_name) = any($1::text[])
           order by seen_at desc, repository_id`,
          [arrayLiteral(names)],
        );
  return (repository) => {
    if (repository === null) return null;
    const name = repository.fullName.toLowerCase();
    const row = rows.find(
      ({ full_name, host }) => full_name.toLowerCase() === name && (repository.host ?? host) === host,
    );
    return row === undefined
      ? null
      : { host: row.host, id: row.repository_id, fullName: row.full_name, private: null, installationId: null };
  };
}

import type { Db } from '../database.ts';
import { insertRows } from '../insert-rows.ts';

/** A repository was seen in an installation of the App. It may have been seen in others before. */
export interface Installation {
  readonly repository_id: number;
  readonly host: string;
  readonly installation_id: number;
}

/** Remembers where repositories were seen, each pair once; returns what was not known before. */
export function saveInstallations(db: Db, rows: readonly Installation[]): Promise<readonly Installation[]> {
  return insertRows<Installation>(db, {
    table: 'repository_installations',
    columns: { repository_id: 'int8', host: 'text', installation_id: 'int8' },
    rows: [...rows].sort(
      (a, b) =>
        a.repository_id - b.repository_id || a.installation_id - b.installation_id || (a.host < b.host ? -1 : 1),
    ),
    ending: 'on conflict do nothing returning repository_id, host, installation_id',
  });
}

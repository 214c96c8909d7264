import type { Db } from '../store/database.ts';
import { vacuum } from '../store/vacuum.ts';

/**
 * Vacuums the embedded database. A PostgreSQL server does that by itself (autovacuum); the embedded one does not, and without it every
 * table that is written to would only grow.
 */
export function maintain(db: Db): Promise<void> {
  return vacuum(db);
}

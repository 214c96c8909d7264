import type { DatabaseOptions } from '../../../src/store/database.ts';
import { distribute } from '../../../src/store/distribution/distribute.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { addCitusStandIn } from '../../support/citus-stand-in.ts';
import { runEveryStatement } from '../../support/every-statement.ts';
import { type RecordedStatement, recordStatements } from '../../support/record-statements.ts';

/** Everything that the product sent to a new database. */
export interface Recording {
  /** On one server: migrations, and the life of some deliveries. */
  readonly together: readonly RecordedStatement[];
  /** The same after `cislo migrate --citus`. */
  readonly distributed: readonly RecordedStatement[];
}

/** Migrates a database and uses it in both states; the Citus is a stand-in. */
export async function recordEverything(database: DatabaseOptions): Promise<Recording> {
  const first = recordStatements();
  const store = await openStore(database);
  await runEveryStatement(store);
  first.stop();
  await addCitusStandIn(store.db);
  const second = recordStatements();
  try {
    await distribute(store.db);
    await store.close();
    const distributed = await openStore(database);
    await runEveryStatement(distributed);
    await distributed.close();
  } finally {
    second.stop();
  }
  return { together: first.statements, distributed: second.statements };
}

import type { DatabaseOptions } from '../../src/store/database.ts';
import { distribute } from '../../src/store/distribution/distribute.ts';
import { type OpenStore, openStore } from '../../src/store/open-store.ts';
import { addCitusStandIn } from './citus-stand-in.ts';

/** A store that takes its tables for distributed. Nothing is: the statements for Citus run on a plain server. */
export async function openDistributedStore(database: DatabaseOptions): Promise<OpenStore> {
  const together = await openStore(database);
  await addCitusStandIn(together.db);
  await distribute(together.db);
  await together.close();
  return openStore(database);
}

import nock from 'nock';
import { openStore } from '../../src/store/open-store.ts';
import { backfillWith, repositoryDeliveries } from './backfill.ts';
import { fakeRepository } from './fake-repository.ts';
import { serveRepository } from './repository-api.ts';

/** A process of its own that runs one back-fill, to be killed: `backfill-process.ts DELIVERIES DATABASE_URL-or-empty DATA_DIR`. */
const [deliveries = '', databaseUrl = '', dataDir = ''] = process.argv.slice(2);
nock.disableNetConnect();
const fake = fakeRepository(repositoryDeliveries(Number(deliveries)));
serveRepository(fake, { pageSize: 7 });
const store = await openStore({ databaseUrl: databaseUrl === '' ? null : databaseUrl, dataDir });
process.stdout.write('ready\n');
const { setback } = await backfillWith(store.db, { fullName: fake.repository['full_name'] as string });
await store.close();
process.stdout.write('', () => process.exit(setback === null ? 0 : 1));

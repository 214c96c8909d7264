import { openDistributedStore } from '../../support/distributed-store.ts';
import { itKeepsTheOrderProperty } from '../../support/order-property.ts';
import { openPostgresStore } from '../../support/postgres-store.ts';

// The statements for a distributed database, on a PostgreSQL that is none.
itKeepsTheOrderProperty('the form for a distributed database', () => openPostgresStore(openDistributedStore), 40);

import { itKeepsTheOrderProperty } from '../support/order-property.ts';
import { openPostgresStore } from '../support/postgres-store.ts';

itKeepsTheOrderProperty('PostgreSQL', openPostgresStore, 200);

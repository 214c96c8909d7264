import { itEndsWithTheLastSettings } from '../../support/generations-property.ts';
import { openPostgresStore } from '../../support/postgres-store.ts';

itEndsWithTheLastSettings('PostgreSQL', openPostgresStore, 30);

import { onTestFinished } from 'vitest';
import { type Pgbouncer, startPgbouncer } from '../../support/pgbouncer.ts';
import { createDatabase } from '../../support/postgres.ts';
import { readPooledSessions } from './pooled-sessions.ts';

/** A pgbouncer before a database of this test alone, with every session of its pool open, so that transactions take turns on them. */
export async function bounceFreshDatabase(): Promise<Pgbouncer> {
  const database = await createDatabase();
  onTestFinished(database.drop);
  const bouncer = await startPgbouncer(database.url);
  onTestFinished(bouncer.stop);
  await readPooledSessions(bouncer);
  return bouncer;
}

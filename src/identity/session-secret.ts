import type { Db } from '../store/database.ts';
import { keepState } from '../store/state.ts';
import { newSecret } from './hash-secret.ts';

/** The secret that signs sessions: the given one, or one that is made once and kept in the database for all replicas. */
export async function sessionSecret(db: Db, given: string | null): Promise<string> {
  return given ?? keepState(db, 'session_secret', newSecret());
}

import type { GithubUser } from '../github/user-reader.ts';
import { writeAudit } from '../store/access/audit-log.ts';
import { deleteSession, readSession, saveSession } from '../store/access/session-row.ts';
import type { Db } from '../store/database.ts';
import { hashSecret, newSecret, signText } from './hash-secret.ts';
import type { Identity } from './identity.ts';
import type { PersonReader } from './person-reader.ts';
import { createSeal } from './seal.ts';

/** Browsers that signed in. */
export interface Sessions {
  /** Begins a session of a person with their own token at GitHub; resolves with what its cookie holds. */
  begin(user: GithubUser, token: string): Promise<string>;
  /**
   * Whose session it is; null when there is none, when it has ended, and when GitHub no longer takes the person's token.
   * @throws CisloError server_unreachable when GitHub does not answer
   */
  find(id: string): Promise<Identity | null>;
  end(id: string): Promise<void>;
}

/** A session is over after eight hours: so long a person's token at GitHub holds. */
export const sessionMs = 8 * 3_600_000;

export interface SessionsOptions {
  readonly db: Db;
  /** Signs and seals. */
  readonly secret: string;
  readonly people: PersonReader;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Keeps sessions in the database, so that every replica knows them and signing out ends them everywhere. */
export function createSessions({ db, secret, people, clock }: SessionsOptions): Sessions {
  const seal = createSeal(secret, 'token of a person at GitHub');
  return {
    async begin({ id: userId, login }, token) {
      const id = newSecret();
      const now = clock();
      await saveSession(db, {
        id_hash: hashSecret(id),
        login,
        user_id: userId,
        sealed_token: seal.seal(token),
        begun_at: now,
        ends_at: now + sessionMs,
      });
      await writeAudit(db, { at: now, actor: login, action: 'sign_in', subject: login });
      return id;
    },
    async find(id) {
      const hash = hashSecret(id);
      const session = await readSession(db, hash, clock());
      const token = session === null ? null : seal.open(session.sealed_token);
      if (session === null || token === null) return null;
      const person = await people.read(hash, session.login, token);
      if (person === null) {
        await deleteSession(db, hash);
        people.forget(hash);
        return null;
      }
      const { role, login } = person;
      return {
        viewer: person,
        canWrite: role !== 'viewer',
        isAdmin: role === 'admin',
        actor: login,
        key: `session ${hash}`,
        csrf: signText(secret, `csrf ${hash}`),
      };
    },
    async end(id) {
      const hash = hashSecret(id);
      const session = await readSession(db, hash, clock());
      await deleteSession(db, hash);
      people.forget(hash);
      if (session !== null)
        await writeAudit(db, { at: clock(), actor: session.login, action: 'sign_out', subject: session.login });
    },
  };
}

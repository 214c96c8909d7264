import { randomBytes } from 'node:crypto';
import { CisloError } from '../model/error.ts';
import { type PersonRole, systemViewer } from '../model/viewer.ts';
import {
  type ApiToken,
  listApiTokens,
  readApiToken,
  revokeApiToken,
  saveApiToken,
  type TokenRepository,
  type TokenScope,
} from '../store/access/api-token-row.ts';
import { writeAudit } from '../store/access/audit-log.ts';
import type { Db } from '../store/database.ts';
import { hashSecret, newSecret } from './hash-secret.ts';
import type { Identity } from './identity.ts';

/** What a token begins with, so that people and scanners of secrets know one. */
export const tokenPrefix = 'cislo_';
/** A token holds at most so long. */
export const mostTokenDays = 90;
const dayMs = 86_400_000;

/** What a new token is to be. */
export interface TokenRequest {
  /** What it is for. */
  readonly name: string;
  readonly scope: TokenScope;
  readonly days: number;
  /** Whose it is; null: it is made on the machine. */
  readonly login: string | null;
  readonly host: string;
  /** null: all. */
  readonly repositories: readonly TokenRepository[] | null;
  /** As the audit log names whoever makes it. */
  readonly actor: string;
}

/** Tokens with which scripts read and change what their owners may. */
export interface ApiTokens {
  /** Makes a token; it is shown this once. */
  make(request: TokenRequest): Promise<{ readonly token: string; readonly made: ApiToken }>;
  /** All tokens, or those of one login. */
  list(login: string | null): Promise<readonly ApiToken[]>;
  /** Ends a token; null: whosever it is. @throws CisloError not_found */
  revoke(id: string, login: string | null, actor: string): Promise<void>;
  /** Who a token is from; null when it is unknown, over or revoked. */
  find(token: string): Promise<Identity | null>;
}

export interface ApiTokensOptions {
  readonly db: Db;
  readonly roleOf: (login: string) => PersonRole;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Keeps tokens in the database; of each only a hash. */
export function createApiTokens({ db, roleOf, clock }: ApiTokensOptions): ApiTokens {
  return {
    async make({ name, scope, days, login, host, repositories, actor }) {
      const token = tokenPrefix + newSecret();
      const now = clock();
      const made: ApiToken = {
        id: randomBytes(8).toString('hex'),
        token_hash: hashSecret(token),
        name,
        login,
        scope,
        host,
        repositories,
        made_at: now,
        ends_at: now + days * dayMs,
        revoked_at: null,
      };
      await saveApiToken(db, made);
      await writeAudit(db, { at: now, actor, action: 'token_made', subject: name });
      return { token, made };
    },
    list: (login) => listApiTokens(db, login),
    async revoke(id, login, actor) {
      const own = (await listApiTokens(db, login)).find((token) => token.id === id);
      if (own === undefined || !(await revokeApiToken(db, id, login, clock())))
        throw new CisloError(
          'not_found',
          `there is no token '${id.slice(0, 100)}' that could be revoked; list them first`,
        );
      await writeAudit(db, { at: clock(), actor, action: 'token_revoked', subject: own.name });
    },
    async find(token) {
      if (!token.startsWith(tokenPrefix)) return null;
      const found = await readApiToken(db, hashSecret(token));
      if (found === null || found.revoked_at !== null || found.ends_at <= clock()) return null;
      return identityOf(found, found.login === null ? null : roleOf(found.login));
    },
  };
}

/** A token is never more than its owner: an editor who is a viewer now writes no more with an old token. */
function identityOf({ id, name, login, scope, host, repositories }: ApiToken, role: PersonRole | null): Identity {
  const key = `token ${id}`;
  if (login === null || role === null) {
    const actor = `token ${name}`;
    const viewer = repositories === null ? systemViewer : personOf(name, 'editor', host, repositories);
    return { viewer, canWrite: scope === 'write', isAdmin: false, actor, key, csrf: null };
  }
  return {
    viewer: personOf(login, role === 'admin' ? 'editor' : role, host, repositories ?? []),
    canWrite: scope === 'write' && role !== 'viewer',
    isAdmin: false,
    actor: `token ${name} of ${login}`,
    key,
    csrf: null,
  };
}

function personOf(login: string, role: PersonRole, host: string, repositories: readonly TokenRepository[]) {
  return {
    kind: 'person' as const,
    login,
    role,
    host,
    repositoryIds: repositories.map(({ id }) => id),
    repositories: repositories.map(({ name }) => name),
  };
}

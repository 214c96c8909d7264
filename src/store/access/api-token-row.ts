import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';

/** What a token lets a script do: read, or also change stored SLOs. */
export const tokenScopes = ['read', 'write'] as const;
export type TokenScope = (typeof tokenScopes)[number];

/** A repository that a token reaches. */
export interface TokenRepository {
  readonly id: number;
  /** `owner/name`, in lower case. */
  readonly name: string;
}

/** A token of a script; of the token itself only the hash is kept. Times in ms. */
export interface ApiToken extends Omit<Database['api_tokens'], 'scope' | 'repositories'> {
  readonly scope: TokenScope;
  /** null: all, which only a token made on the machine has. */
  readonly repositories: readonly TokenRepository[] | null;
}

/** Keeps a new token. */
export async function saveApiToken(db: Db, token: ApiToken): Promise<void> {
  await db
    .insertInto('api_tokens')
    .values({
      ...token,
      repositories: token.repositories === null ? null : sql`${JSON.stringify(token.repositories)}::jsonb`,
      made_at: instant(token.made_at),
      ends_at: instant(token.ends_at),
      revoked_at: null,
    })
    .execute();
}

/** The token with this hash, whether or not it still holds; null when there is none. */
export async function readApiToken(db: Db, tokenHash: string): Promise<ApiToken | null> {
  const row = await db.selectFrom('api_tokens').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  return row === undefined ? null : tokenOf(row);
}

/** All tokens, or those of one login; the newest first. */
export async function listApiTokens(db: Db, login: string | null): Promise<readonly ApiToken[]> {
  const all = db.selectFrom('api_tokens').selectAll().orderBy('made_at', 'desc').orderBy('id');
  const rows = await (login === null ? all : all.where('login', '=', login)).execute();
  return rows.map(tokenOf);
}

/** Ends a token at `now` (ms). False when there is none of this id that is not revoked, or none of this login; null: of anybody. */
export async function revokeApiToken(db: Db, id: string, login: string | null, now: number): Promise<boolean> {
  const revoking = db
    .updateTable('api_tokens')
    .set({ revoked_at: instant(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null);
  const { numUpdatedRows } = await (login === null ? revoking : revoking.where('login', '=', login)).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes from the tokens of a login every repository that the login no longer reaches. */
export async function narrowApiTokens(db: Db, login: string, host: string, reached: readonly number[]): Promise<void> {
  const ids = new Set(reached);
  for (const token of await listApiTokens(db, login)) {
    if (token.host !== host || token.repositories === null) continue;
    const left = token.repositories.filter(({ id }) => ids.has(id));
    if (left.length === token.repositories.length) continue;
    await db
      .updateTable('api_tokens')
      .set({ repositories: sql`${JSON.stringify(left)}::jsonb` })
      .where('id', '=', token.id)
      .execute();
  }
}

function tokenOf(row: Database['api_tokens']): ApiToken {
  return {
    ...row,
    scope: row.scope as TokenScope,
    repositories: row.repositories as readonly TokenRepository[] | null,
  };
}

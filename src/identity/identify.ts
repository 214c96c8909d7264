import type { ApiTokens } from './api-tokens.ts';
import type { Identity } from './identity.ts';
import type { Sessions } from './sessions.ts';

/** What a request brings to prove who it is from. */
export interface Proof {
  /** After `Authorization: Bearer`; null: none. */
  readonly bearer: string | null;
  /** The id in the cookie of a session, whose signature was checked; null: none. */
  readonly session: string | null;
}

/**
 * Finds out who a request is from; null when it proves nothing, `wrong` when what it brings is unknown or over.
 * @throws CisloError server_unreachable when GitHub does not say what the person may see
 */
export async function identify(
  { bearer, session }: Proof,
  tokens: Pick<ApiTokens, 'find'>,
  sessions: Pick<Sessions, 'find'> | null,
): Promise<Identity | 'wrong' | null> {
  if (bearer !== null) return (await tokens.find(bearer)) ?? 'wrong';
  if (session === null || sessions === null) return null;
  return (await sessions.find(session)) ?? 'wrong';
}

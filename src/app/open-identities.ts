import type { Config } from '../config/config.ts';
import { createOauthClient } from '../github/oauth-client.ts';
import { createUserReader, type UserReader } from '../github/user-reader.ts';
import { type ApiTokens, createApiTokens } from '../identity/api-tokens.ts';
import { identify } from '../identity/identify.ts';
import type { Identity } from '../identity/identity.ts';
import { createPersonReader } from '../identity/person-reader.ts';
import { sessionSecret } from '../identity/session-secret.ts';
import { createSessions } from '../identity/sessions.ts';
import { createSignIn } from '../identity/sign-in.ts';
import type { Log } from '../ingest/log.ts';
import type { PersonRole } from '../model/viewer.ts';
import { narrowApiTokens } from '../store/access/api-token-row.ts';
import { readAudit } from '../store/access/audit-log.ts';
import type { Db } from '../store/database.ts';
import { sessionCookies } from '../web/access/session-cookie.ts';
import type { ReadAudit } from '../web/api/audit-route.ts';
import type { SignInParts } from '../web/page/sign-in-routes.tsx';
import { quietLog } from './quiet-log.ts';

/** Who asks, and how people sign in. */
export interface Identities {
  /** Who a request is from by its token or its cookies. */
  readonly identify: (bearer: string | null, cookies: string | undefined) => Promise<Identity | 'wrong' | null>;
  readonly tokens: ApiTokens;
  readonly readAudit: ReadAudit;
  /** null: nobody can sign in. */
  readonly signIn: Omit<SignInParts, 'assets'> | null;
  /** The GitHub host of people's repositories. */
  readonly host: string;
}

export interface OpenIdentitiesOptions {
  readonly db: Db;
  readonly config: Pick<Config, 'signIn' | 'github' | 'gheHost' | 'access'>;
  readonly log: Log;
  readonly clock: () => number;
}

/** Puts together how people and scripts prove who they are. */
export async function openIdentities({ db, config, log, clock }: OpenIdentitiesOptions): Promise<Identities> {
  const { signIn: settings, github } = config;
  const host = config.gheHost ?? 'github.com';
  const roleOf = roleReader(config.access);
  const tokens = createApiTokens({ db, roleOf, clock });
  const common = { tokens, readAudit: (page: Parameters<ReadAudit>[0]) => readAudit(db, page), host };
  if (settings === null)
    return { ...common, identify: (bearer) => identify({ bearer, session: null }, tokens, null), signIn: null };
  const secret = await sessionSecret(db, settings.sessionSecret);
  const cookies = sessionCookies(secret, settings.publicUrl.startsWith('https:'));
  const readerOf = (token: string): UserReader => createUserReader(token, github.apiUrl, quietLog());
  const people = createPersonReader({
    readerOf,
    host,
    roleOf,
    onRead: ({ login, repositoryIds }) =>
      narrowApiTokens(db, login, host, repositoryIds).catch((error: unknown) => {
        log.warn({ err: error }, 'The tokens of a person could not be narrowed; the next look does it');
      }),
    clock,
  });
  const sessions = createSessions({ db, secret, people, clock });
  const oauth = createOauthClient({
    url: github.url,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    callbackUrl: `${settings.publicUrl}/login/callback`,
  });
  return {
    ...common,
    identify: async (bearer, given) =>
      identify({ bearer, session: await cookies.readSession(given) }, tokens, sessions),
    signIn: {
      signIn: createSignIn({ oauth, readerOf, sessions, secret, clock }),
      endSession: (id) => sessions.end(id),
      cookies,
    },
  };
}

/** Everybody is a viewer unless the configuration says more. */
export function roleReader({ admins, editors }: Config['access']): (login: string) => PersonRole {
  return (login) => {
    const name = login.toLowerCase();
    return admins.includes(name) ? 'admin' : editors.includes(name) ? 'editor' : 'viewer';
  };
}

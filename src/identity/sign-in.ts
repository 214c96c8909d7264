import type { OauthClient } from '../github/oauth-client.ts';
import type { UserReader } from '../github/user-reader.ts';
import { CisloError } from '../model/error.ts';
import { createSeal } from './seal.ts';
import type { Sessions } from './sessions.ts';

/** Signing in by way of GitHub. */
export interface SignIn {
  /**
   * Begins: where the browser goes, and what a cookie must keep for ten minutes.
   *
   * @param returnTo the own page that the person wanted to see; anything else leads to the overview
   */
  begin(returnTo: string): Promise<{ readonly location: string; readonly cookie: string }>;
  /**
   * Ends: the session's cookie, and the page that the person wanted to see.
   *
   * @param cookie of `begin`; null when the browser brought none
   * @throws CisloError bad_request, server_unreachable
   */
  finish(
    query: URLSearchParams,
    cookie: string | null,
  ): Promise<{ readonly session: string; readonly returnTo: string }>;
}

export interface SignInOptions {
  readonly oauth: OauthClient;
  readonly readerOf: (token: string) => Pick<UserReader, 'readUser'>;
  readonly sessions: Sessions;
  readonly secret: string;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** A sign-in that was begun must be ended within. */
export const signInMs = 10 * 60_000;

interface Begun {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
  readonly until: number;
}

export function createSignIn({ oauth, readerOf, sessions, secret, clock }: SignInOptions): SignIn {
  const seal = createSeal(secret, 'sign-in that was begun');
  return {
    async begin(returnTo) {
      const { location, state, verifier } = await oauth.begin();
      const begun: Begun = { state, verifier, returnTo: ownPath(returnTo), until: clock() + signInMs };
      return { location, cookie: seal.seal(JSON.stringify(begun)) };
    },
    async finish(query, cookie) {
      const text = cookie === null ? null : seal.open(cookie);
      const begun = text === null ? null : (JSON.parse(text) as Begun);
      if (begun === null || begun.until < clock())
        throw new CisloError(
          'bad_request',
          'this sign-in was not begun in this browser, or more than ten minutes ago; begin again',
        );
      const token = await oauth.finish(query, begun);
      const user = await readerOf(token).readUser();
      if (user === null) throw new CisloError('bad_request', 'GitHub did not confirm who you are; begin again');
      return { session: await sessions.begin(user, token), returnTo: begun.returnTo };
    },
  };
}

/** The path of an own page: an address that leads elsewhere becomes the overview. */
export function ownPath(given: string): string {
  const base = 'http://own.invalid';
  if (!given.startsWith('/') || given.length > 2000 || !URL.canParse(given, base)) return '/';
  const { origin, pathname, search } = new URL(given, base);
  return origin === base ? pathname + search : '/';
}

import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  Configuration,
  calculatePKCECodeChallenge,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { CisloError } from '../model/error.ts';

export interface OauthClientOptions {
  /** Where people sign in, without a slash at the end. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where GitHub sends people back to. */
  readonly callbackUrl: string;
}

/** What has to be remembered between the two halves of a sign-in. Secret. */
export interface OauthPending {
  readonly state: string;
  readonly verifier: string;
}

/** Signs people in with the App's OAuth, with PKCE and a random state. */
export interface OauthClient {
  /** Where to send the browser to. */
  begin(): Promise<OauthPending & { readonly location: string }>;
  /**
   * Trades the code that GitHub sent the browser back with for the person's token.
   *
   * @param query of the address that the browser came back to
   * @throws CisloError bad_request when the person refused or the code is not good, server_unreachable when GitHub does not answer
   */
  finish(query: URLSearchParams, pending: OauthPending): Promise<string>;
}

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-user-access-token-for-a-github-app */
export function createOauthClient({ url, clientId, clientSecret, callbackUrl }: OauthClientOptions): OauthClient {
  const server = {
    issuer: url,
    authorization_endpoint: `${url}/login/oauth/authorize`,
    token_endpoint: `${url}/login/oauth/access_token`,
  };
  const configuration = new Configuration(server, clientId, undefined, ClientSecretPost(clientSecret));
  configuration.timeout = 10;
  // The settings allow http for a loopback address alone.
  if (url.startsWith('http://')) allowInsecureRequests(configuration);
  return {
    async begin() {
      const [state, verifier] = [randomState(), randomPKCECodeVerifier()];
      const location = buildAuthorizationUrl(configuration, {
        redirect_uri: callbackUrl,
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { location: location.href, state, verifier };
    },
    async finish(query, { state, verifier }) {
      const current = new URL(callbackUrl);
      current.search = query.toString();
      try {
        const answer = await authorizationCodeGrant(configuration, current, {
          expectedState: state,
          pkceCodeVerifier: verifier,
        });
        return answer.access_token;
      } catch (cause) {
        throw problemOf(cause, query);
      }
    },
  };
}

function problemOf(cause: unknown, query: URLSearchParams): CisloError {
  if (query.get('error') === 'access_denied')
    return new CisloError('bad_request', 'you did not allow cislo to know who you are, so you are not signed in', {
      cause,
    });
  // fetch rejects with a TypeError when nobody answers, and with these names when it takes too long.
  const { name } = cause as Error;
  if (name === 'TypeError' || name === 'TimeoutError' || name === 'AbortError')
    return new CisloError('server_unreachable', 'GitHub does not answer; try again in a minute', { cause });
  return new CisloError('bad_request', 'GitHub did not confirm this sign-in, or it was not begun here; begin again', {
    cause,
  });
}

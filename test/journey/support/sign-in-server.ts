import { expect } from 'vitest';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { type CookieBrowser, cookieBrowser } from '../../support/cookie-browser.ts';
import { entryOf, noon, pullRequest, status } from '../../support/entries.ts';
import {
  clientId,
  clientSecret,
  type GithubPeople,
  type GithubPerson,
  startGithubPeople,
} from '../../support/github-people.ts';
import { freePort } from '../../support/prometheus.ts';

export const alice: GithubPerson = { id: 11, login: 'Alice', repositories: [{ id: 1, full_name: 'octo/hers' }] };
export const bob: GithubPerson = { id: 12, login: 'bob', repositories: [{ id: 2, full_name: 'octo/his' }] };

/** A server that others can reach, with a job run in each of two repositories, and GitHub to sign in with. */
export interface SignInServer {
  readonly github: GithubPeople;
  readonly server: TestServer;
  readonly url: string;
  /** A browser in which somebody has signed in. */
  signIn(person: GithubPerson, path?: string): Promise<CookieBrowser>;
  /** The repositories whose runs a browser is shown. */
  runsOf(browser: CookieBrowser): Promise<readonly string[]>;
  stop(): Promise<void>;
}

export async function startSignInServer(env: Readonly<Record<string, string>> = {}): Promise<SignInServer> {
  const github = await startGithubPeople();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = await startTestServer({
    PORT: String(port),
    HOST: '0.0.0.0',
    CISLO_URL: url,
    CISLO_GITHUB_URL: github.url,
    CISLO_GITHUB_API_URL: `${github.url}/api`,
    GITHUB_CLIENT_ID: clientId,
    GITHUB_CLIENT_SECRET: clientSecret,
    ...env,
  });
  const places = [
    [1, 'octo/hers'],
    [2, 'octo/his'],
  ] as const;
  const entries = places.flatMap(([id, fullName]) => {
    const repository = { host: 'github.com', id, fullName, private: true, installationId: 1 };
    const headSha = String(id).repeat(40);
    return [
      entryOf(pullRequest({ at: noon, headSha }), { repository }),
      entryOf(status({ at: noon, headSha, name: `job of ${fullName}` }), { repository }),
    ];
  });
  await server.app.store.append(entries);
  expect(await server.app.drain(60_000)).toBe(true);
  return {
    github,
    server,
    url,
    async signIn(person, path = '/') {
      github.signedIn = person;
      const browser = cookieBrowser();
      expect((await browser.open(url + path)).status).toBe(200);
      return browser;
    },
    async runsOf(browser) {
      const answer = (await (await browser.ask(`${url}/api/runs`)).json()) as {
        readonly items: readonly { readonly repository: string }[];
      };
      return answer.items.map(({ repository }) => repository);
    },
    async stop() {
      await server.stop();
      await github.stop();
    },
  };
}

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody who has an account, and the repositories of installations that they reach. */
export interface GithubPerson {
  readonly id: number;
  readonly login: string;
  repositories: readonly { readonly id: number; readonly full_name: string }[];
}

/** GitHub as far as signing in goes, on loopback: it hands out codes, checks PKCE, and lists installations page by page. */
export interface GithubPeople {
  readonly url: string;
  /** Who is at the browser; null: they refuse. */
  signedIn: GithubPerson | null;
  /** Tokens that hold no more. */
  readonly revoked: Set<string>;
  /** How GitHub answers its API meanwhile; null: as usual. */
  fails: number | null;
  readonly asked: string[];
  stop(): Promise<void>;
}

export const clientId = 'Iv23.cislo';
export const clientSecret = 'client-secret-of-the-app';

export async function startGithubPeople(): Promise<GithubPeople> {
  const codes = new Map<string, { readonly person: GithubPerson; readonly challenge: string; readonly back: string }>();
  const tokens = new Map<string, GithubPerson>();
  const people: Omit<GithubPeople, 'url' | 'stop'> & { signedIn: GithubPerson | null; fails: number | null } = {
    signedIn: null,
    revoked: new Set(),
    fails: null,
    asked: [],
  };

  function authorize(url: URL, response: ServerResponse): void {
    const back = new URL(url.searchParams.get('redirect_uri') ?? '');
    back.searchParams.set('state', url.searchParams.get('state') ?? '');
    if (people.signedIn === null) back.searchParams.set('error', 'access_denied');
    else {
      const code = `code-${codes.size}`;
      const challenge = url.searchParams.get('code_challenge') ?? '';
      codes.set(code, { person: people.signedIn, challenge, back: back.origin + back.pathname });
      back.searchParams.set('code', code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const form = new URLSearchParams(Buffer.concat(parts).toString());
    const found = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      found !== undefined &&
      found.challenge === challenge &&
      found.back === form.get('redirect_uri') &&
      form.get('client_id') === clientId &&
      form.get('client_secret') === clientSecret;
    if (!isRight) return void json(response, 200, { error: 'bad_verification_code' });
    const token = `ghu_${tokens.size}_${found.person.login}`;
    tokens.set(token, found.person);
    json(response, 200, { access_token: token, token_type: 'bearer', scope: '' });
  }

  function api(url: URL, request: IncomingMessage, response: ServerResponse): void {
    people.asked.push(url.pathname);
    if (people.fails !== null) return void json(response, people.fails, { message: 'no' });
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const person = people.revoked.has(token) ? undefined : tokens.get(token);
    if (person === undefined) return void json(response, 401, { message: 'Bad credentials' });
    if (url.pathname === '/api/user') return void json(response, 200, { id: person.id, login: person.login });
    if (url.pathname === '/api/user/installations') {
      const installations = [
        { id: 1, suspended_at: null },
        { id: 2, suspended_at: '2026-01-01T00:00:00Z' },
      ];
      return void json(response, 200, { total_count: 2, installations });
    }
    if (url.pathname !== '/api/user/installations/1/repositories')
      return void json(response, 404, { message: 'Not Found' });
    const [page, size] = [Number(url.searchParams.get('page')), Number(url.searchParams.get('per_page'))];
    json(response, 200, { repositories: person.repositories.slice((page - 1) * size, page * size) });
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/login/oauth/authorize') authorize(url, response);
    else if (url.pathname === '/login/oauth/access_token') void exchange(request, response);
    else api(url, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(people, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

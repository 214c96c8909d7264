import { z } from '@hono/zod-openapi';
import { sessionMs } from '../../identity/sessions.ts';
import { type SignIn, signInMs } from '../../identity/sign-in.ts';
import { CisloError } from '../../model/error.ts';
import type { SessionCookies } from '../access/session-cookie.ts';
import { anyQuery, defineRoute } from '../route/define-route.ts';
import { type BoundRoute, bindRoutes } from '../route/route.ts';
import type { Assets } from './assets.ts';
import { htmlResponse } from './html-response.ts';
import { Layout } from './layout.tsx';

/** What signing in needs. */
export interface SignInParts {
  readonly signIn: SignIn;
  readonly endSession: (id: string) => Promise<void>;
  readonly cookies: SessionCookies;
  readonly assets: Assets;
}

const page = { type: 'html', formOrigins: [] } as const;
const minuteMs = 60_000;

const login = defineRoute({
  path: '/login',
  operationId: 'signIn',
  summary: 'Leads to GitHub and, from there, back to a page',
  access: 'open',
  query: anyQuery,
  answer: page,
  handle: async ({ signIn, cookies, assets }: SignInParts, { url }) => {
    if (url.searchParams.has('signed-out')) return htmlResponse(<SignedOutPage assets={assets} />);
    const { location, cookie } = await signIn.begin(url.searchParams.get('return') ?? '/');
    return redirect(location, cookies.begun(cookie, signInMs / 1000));
  },
});

const callback = defineRoute({
  path: '/login/callback',
  operationId: 'finishSignIn',
  summary: 'Where GitHub sends the browser back to',
  access: 'open',
  query: anyQuery,
  answer: page,
  handle: async ({ signIn, cookies, assets }: SignInParts, { url, headers }) => {
    try {
      const begun = cookies.readBegun(headers.get('cookie') ?? undefined);
      const { session, returnTo } = await signIn.finish(url.searchParams, begun);
      return redirect(returnTo, await cookies.session(session, sessionMs / 1000), cookies.begun('', 0));
    } catch (error) {
      if (!(error instanceof CisloError)) throw error;
      const status = error.code === 'server_unreachable' ? 503 : 400;
      return htmlResponse(<NotSignedInPage problem={error.message} assets={assets} />, status);
    }
  },
});

const logout = defineRoute({
  method: 'POST',
  path: '/logout',
  operationId: 'signOut',
  summary: 'Ends the session of the browser',
  access: 'session',
  form: z.object({ csrf: z.string().optional() }),
  answer: page,
  handle: async ({ endSession, cookies }: SignInParts, { headers }) => {
    const id = await cookies.readSession(headers.get('cookie') ?? undefined);
    if (id !== null) await endSession(id);
    return redirect('/login?signed-out=yes', await cookies.session('', 0));
  },
});

/** A GET follows, also after a POST. */
function redirect(location: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function SignedOutPage({ assets }: { readonly assets: Assets }) {
  return (
    <Layout title="Signed out: cislo" heading="You are signed out" assets={assets} liveSeconds={0}>
      <p>
        <a href="/login">Sign in with GitHub</a>
      </p>
    </Layout>
  );
}

function NotSignedInPage({ problem, assets }: { readonly problem: string; readonly assets: Assets }) {
  return (
    <Layout title="Not signed in: cislo" heading="You are not signed in" assets={assets} liveSeconds={0}>
      <p>{`${problem.slice(0, 1).toUpperCase()}${problem.slice(1)}.`}</p>
      <p>
        <a href="/login">{`Sign in with GitHub`}</a>; it takes a minute, and at most {signInMs / minuteMs}.
      </p>
    </Layout>
  );
}

/** The routes that sign people in and out. */
export function signInRoutes(parts: SignInParts): readonly BoundRoute[] {
  return bindRoutes([login, callback, logout], parts);
}

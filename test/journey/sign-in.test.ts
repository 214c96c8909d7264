import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cookieBrowser } from '../support/cookie-browser.ts';
import type { GithubPerson } from '../support/github-people.ts';
import { alice, bob, type SignInServer, startSignInServer } from './support/sign-in-server.ts';

let place: SignInServer;
let url: string;
const signIn: SignInServer['signIn'] = (...given) => place.signIn(...given);
const runsOf: SignInServer['runsOf'] = (browser) => place.runsOf(browser);

const stored = (name: string) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: ci
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        good: { metricSource: { type: cislo, spec: { event: job-run, where: "kind = 'build'", good: "state = 'success'" } } }
        total: { metricSource: { type: cislo, spec: { event: job-run, where: "kind = 'build'" } } }
  timeWindow: [{ duration: 1d, isRolling: true }]
  budgetingMethod: Occurrences
  objectives: [{ target: 0.9 }]
`;

beforeAll(async () => {
  place = await startSignInServer();
  url = place.url;
}, 60_000);
afterAll(() => place.stop());
beforeEach(() => {
  place.github.fails = null;
  place.github.signedIn = alice;
});

describe('signing in', () => {
  it('leads from a page to GitHub and back to that page, and shows what GitHub says that the person reaches', async () => {
    const browser = cookieBrowser();

    const { status, url: end, text } = await browser.open(`${url}/slos/build-completion?compare=yes`);

    expect([status, end]).toEqual([200, `${url}/slos/build-completion?compare=yes`]);
    expect(text).toContain('Signed in as Alice');
    expect(await runsOf(browser)).toEqual(['octo/hers']);
    expect(await runsOf(await signIn(bob))).toEqual(['octo/his']);
  });

  it('keeps the session in a cookie that no script reads and no other site sends along', async () => {
    const browser = await signIn(alice);

    const cookie = browser.cookies.get('cislo_session') ?? '';
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).toMatch(/Max-Age=28800/i);
    const forged = cookie.split(';', 1)[0]?.replace(/=(.)/, (_all, first) => `=${first === 'A' ? 'B' : 'A'}`) ?? '';
    const answers = await Promise.all(
      [forged, `${cookie.split(';', 1)[0]}x`].map((given) => fetch(`${url}/api/runs`, { headers: { cookie: given } })),
    );
    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
  });

  it('says what went wrong when the person refuses, when it was not begun here, and when GitHub is away', async () => {
    place.github.signedIn = null;
    const refused = await cookieBrowser().open(`${url}/`);
    const foreign = await cookieBrowser().open(`${url}/login/callback?code=x&state=y`);
    place.github.signedIn = alice;
    place.github.fails = 500;
    const away = await cookieBrowser().open(`${url}/`);

    expect([refused.status, foreign.status, away.status]).toEqual([400, 400, 503]);
    expect(refused.text).toContain('You did not allow cislo to know who you are');
    expect(foreign.text).toContain('was not begun in this browser');
    expect(away.text).toContain('GitHub could not say what you may see');
  });

  it('refuses a callback with the state of another browser', async () => {
    const victim = cookieBrowser();
    const attacker = cookieBrowser();
    await victim.ask(`${url}/login`);
    const begun = await attacker.ask(`${url}/login`);
    const back = await attacker.ask(begun.headers.get('location') ?? '');

    const answer = await victim.ask(back.headers.get('location') ?? '');

    expect(answer.status).toBe(400);
  });

  it.each(['https://evil.example/', '//evil.example/', '/\\\\evil.example', 'javascript:alert(1)'])(
    'never leads to another site: %s',
    async (given) => {
      const browser = cookieBrowser();

      const { url: end } = await browser.open(`${url}/login?return=${encodeURIComponent(given)}`);

      expect(new URL(end).origin).toBe(url);
    },
  );

  it('ends with signing out, everywhere, and not by a form of another site', async () => {
    const browser = await signIn(alice);
    const copy = (await browser.ask(`${url}/api/runs`)).status;
    const session = browser.cookies.get('cislo_session')?.split(';', 1)[0] ?? '';
    const foreign = await browser.ask(`${url}/logout`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    const forged = await browser.ask(`${url}/logout`, {
      method: 'POST',
      body: new URLSearchParams({ csrf: 'guessed' }),
    });
    expect([copy, foreign.status, forged.status]).toEqual([200, 403, 403]);

    const out = await browser.send(`${url}/`, '/logout');

    expect([out.status, out.headers.get('location')]).toEqual([303, '/login?signed-out=yes']);
    expect((await fetch(`${url}/api/runs`, { headers: { cookie: session } })).status).toBe(401);
  });

  it('shows a change of what the person reaches within a minute, and ends when GitHub takes the token no more', async () => {
    const carol = { id: 13, login: 'carol', repositories: [{ id: 1, full_name: 'octo/hers' }] };
    const browser = await signIn(carol);
    expect(await runsOf(browser)).toEqual(['octo/hers']);
    const asked = place.github.asked.length;
    await runsOf(browser);
    expect(place.github.asked.length).toBe(asked);

    place.github.revoked.add([...tokensOf(carol)].at(-1) ?? '');
    const again = await signIn({ ...carol, repositories: [] });
    expect(await runsOf(again)).toEqual([]);
  });
});

/** The stand-in names its tokens in order. */
function* tokensOf({ login }: GithubPerson): Iterable<string> {
  for (let index = 0; index < 50; index += 1) yield `ghu_${index}_${login}`;
}

describe('what somebody may do', () => {
  it('a viewer looks and changes nothing; anonymous requests get 401', async () => {
    const browser = await signIn(alice);
    const headers = { 'content-type': 'application/yaml' };

    const byViewer = await browser.ask(`${url}/api/slos`, { method: 'POST', headers, body: stored('mine') });
    const byNobody = await fetch(`${url}/api/slos`, { method: 'POST', headers, body: stored('mine') });

    expect([byViewer.status, byNobody.status]).toEqual([403, 401]);
    expect((await browser.ask(`${url}/api/audit`)).status).toBe(403);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

it('no secret is in the database as it is, nor in the log', async () => {
  await signIn(alice);
  const { db } = place.server.app.store;
  const rows = JSON.stringify([
    await db.selectFrom('sessions').selectAll().execute(),
    await db.selectFrom('api_tokens').selectAll().execute(),
    await db.selectFrom('audit_log').selectAll().execute(),
  ]);

  expect(rows).toContain('sign_in');
  expect(rows).not.toMatch(/ghu_|cislo_[\w-]{20}/);
  expect(place.server.errors.join('')).not.toMatch(/ghu_|client-secret/);
});

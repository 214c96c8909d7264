import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiTokens } from '../../src/identity/api-tokens.ts';
import type { GithubPerson } from '../support/github-people.ts';
import { runCli } from '../support/run-cli.ts';
import { alice, bob, type SignInServer, startSignInServer } from './support/sign-in-server.ts';

let place: SignInServer;
let url: string;
const signIn: SignInServer['signIn'] = (...given) => place.signIn(...given);

beforeAll(async () => {
  place = await startSignInServer();
  url = place.url;
}, 60_000);
afterAll(() => place.stop());
beforeEach(() => {
  place.github.fails = null;
  place.github.signedIn = alice;
});

describe('a token', () => {
  it('is made on the page, shown once, reaches what its owner reaches, and ends when it is revoked', async () => {
    const browser = await signIn(bob);
    const made = await browser.send(`${url}/tokens`, '/tokens', { name: 'nightly', scope: 'read', days: '1' });
    const page = await made.text();
    const token = /cislo_[\w-]+/.exec(page)?.[0] ?? '';
    expect(made.status).toBe(201);
    expect(await (await browser.ask(`${url}/tokens`)).text()).not.toContain(token);

    const headers = { authorization: `Bearer ${token}` };
    const runs = (await (await fetch(`${url}/api/runs`, { headers })).json()) as {
      readonly items: { repository: string }[];
    };
    expect(runs.items.map(({ repository }) => repository)).toEqual(['octo/his']);
    expect((await fetch(`${url}/tokens`, { headers })).status).toBe(403);

    const revoke = /action="(\/tokens\/\w+\/revoke)"/.exec(page)?.[1] ?? '';
    const other = await signIn(alice);
    const csrf = /name="csrf" value="([^"]+)"/.exec(await (await other.ask(`${url}/tokens`)).text())?.[1] ?? '';
    const without = await other.ask(url + revoke, { method: 'POST', body: new URLSearchParams({}) });
    const foreign = await other.ask(url + revoke, { method: 'POST', body: new URLSearchParams({ csrf }) });
    expect([without.status, foreign.status]).toEqual([403, 404]);
    expect((await browser.send(`${url}/tokens`, revoke)).status).toBe(303);
    expect((await fetch(`${url}/api/runs`, { headers })).status).toBe(401);
  });

  it('loses what its owner no longer reaches, and is refused once it is over', async () => {
    const dave: GithubPerson = { id: 14, login: 'dave', repositories: [{ id: 1, full_name: 'octo/hers' }] };
    const browser = await signIn(dave);
    const made = await browser.send(`${url}/tokens`, '/tokens', { name: 'x', scope: 'read', days: '1' });
    const token = /cislo_[\w-]+/.exec(await made.text())?.[0] ?? '';
    const headers = { authorization: `Bearer ${token}` };
    const seen = async () =>
      ((await (await fetch(`${url}/api/runs`, { headers })).json()) as { items: unknown[] }).items.length;
    expect(await seen()).toBe(1);

    await signIn({ ...dave, repositories: [] });
    expect(await seen()).toBe(0);

    const past = createApiTokens({ db: place.server.app.store.db, roleOf: () => 'viewer', clock: () => 0 });
    const over = await past.make({
      name: 'old',
      scope: 'read',
      days: 1,
      login: null,
      host: 'github.com',
      repositories: null,
      actor: 'x',
    });
    expect((await fetch(`${url}/api/runs`, { headers: { authorization: `Bearer ${over.token}` } })).status).toBe(401);
  });

  it.each([
    [{ name: '', scope: 'read', days: '1' }, 'name'],
    [{ name: 'x', scope: 'all', days: '1' }, 'scope'],
    [{ name: 'x', scope: 'read', days: '91' }, 'days'],
  ])('is not made of %j', async (fields, parameter) => {
    const answer = await (await signIn(bob)).send(`${url}/tokens`, '/tokens', fields);

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ parameter });
  });

  it('of a viewer never writes', async () => {
    const answer = await (await signIn(bob)).send(`${url}/tokens`, '/tokens', { name: 'x', scope: 'write', days: '1' });

    expect(answer.status).toBe(403);
  });
});

describe('a command', () => {
  it('brings a token from the environment, and says what is wrong with it', async () => {
    const tokens = createApiTokens({ db: place.server.app.store.db, roleOf: () => 'viewer', clock: Date.now });
    const of = (days: number) =>
      tokens.make({
        name: 'cli',
        scope: 'read',
        days,
        login: null,
        host: 'github.com',
        repositories: null,
        actor: 'x',
      });
    const { token } = await of(1);
    const run = (more: readonly string[], given = token) =>
      runCli(['status', '--json', '--url', url, ...more], { CISLO_TEST_TOKEN: given });

    const good = await run(['--token-from', 'env:CISLO_TEST_TOKEN']);
    const without = await run([]);
    const unset = await run(['--token-from', 'env:CISLO_NOT_SET']);
    const literal = await run(['--token-from', 'cislo_secret_in_history']);
    const wrong = await run(['--token-from', 'env:CISLO_TEST_TOKEN'], 'cislo_wrong');

    expect([good.code, without.code, wrong.code]).toEqual([0, 1, 1]);
    expect(JSON.parse(good.out).items.length).toBeGreaterThan(2);
    expect([unset.code, literal.code]).toEqual([2, 2]);
    expect(without.err).toContain('401');
    expect(literal.err).not.toContain('secret');
  });
});

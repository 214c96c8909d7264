import { describe, expect, it } from 'vitest';
import type { Identity } from '../../../src/identity/identity.ts';
import type { PersonRole } from '../../../src/model/viewer.ts';
import type { AccessSettings } from '../../../src/web/access/access-settings.ts';
import { admit } from '../../../src/web/access/admit.ts';
import { type AccessRule, accessRules } from '../../../src/web/route/access-rule.ts';

const everyone = { slos: ['first-status'], repositories: ['octo/hello'] };
const loopback = {
  bindHost: '127.0.0.1',
  metricsToken: null,
  eventsToken: null,
  everyone: null,
  signIn: false,
  proxies: 0,
} as const satisfies AccessSettings;
const servers = {
  loopback,
  'loopback, public': { ...loopback, everyone },
  'loopback, with sign-in': { ...loopback, signIn: true },
  reachable: { ...loopback, bindHost: '0.0.0.0', metricsToken: 'token' },
  'reachable, public': { ...loopback, bindHost: '0.0.0.0', metricsToken: 'token', everyone },
  'reachable, with sign-in': { ...loopback, bindHost: '0.0.0.0', metricsToken: 'token', signIn: true },
} as const satisfies Record<string, AccessSettings>;

function identityOf(role: PersonRole, csrf: string | null = 'csrf'): Identity {
  return {
    viewer: { kind: 'person', login: 'octocat', role, host: 'github.com', repositoryIds: [1], repositories: ['o/r'] },
    canWrite: role !== 'viewer',
    isAdmin: role === 'admin',
    actor: 'octocat',
    key: 'octocat',
    csrf,
  };
}

const proofs = {
  nobody: null,
  'a wrong cookie': 'wrong',
  viewer: identityOf('viewer'),
  editor: identityOf('editor'),
  admin: identityOf('admin'),
  'a token': identityOf('viewer', null),
} as const;

function ask(
  rule: AccessRule,
  server: keyof typeof servers,
  host?: string,
  authorization?: string,
  proof: keyof typeof proofs = 'nobody',
) {
  const admission = admit(rule, { host, authorization, identity: proofs[proof] }, servers[server]);
  return 'refusal' in admission ? admission.refusal.status : admission.viewer.kind;
}

const all = (value: string | number): Record<AccessRule, string | number> =>
  Object.fromEntries(accessRules.map((rule) => [rule, value])) as Record<AccessRule, string | number>;
/** What needs no proof of a person on a server that others can reach. */
const open = { open: 'system', token: 401, events: 401, setup: 'system', local: 403 };
const closed = { write: 403, session: 403, admin: 403, public: 403, private: 403 };
const person = { public: 'person', private: 'person', session: 'person' };

describe('who asks for what', () => {
  it.each<[keyof typeof servers, string, keyof typeof proofs, Record<AccessRule, string | number>]>([
    ['loopback', 'localhost:3000', 'nobody', all('system')],
    ['loopback', 'rebound.example', 'nobody', { ...open, ...closed, token: 'system', events: 403, setup: 403 }],
    ['loopback, public', 'localhost', 'nobody', all('system')],
    [
      'loopback, public',
      'cislo.example.org',
      'nobody',
      { ...open, ...closed, token: 'system', events: 403, setup: 403, public: 'everyone' },
    ],
    [
      'loopback, with sign-in',
      'cislo.example.org',
      'editor',
      { ...open, ...person, token: 'system', events: 403, setup: 403, write: 'person', admin: 403 },
    ],
    ['reachable', 'localhost:3000', 'nobody', { ...open, ...closed }],
    ['reachable, public', 'cislo.example.org', 'nobody', { ...open, ...closed, public: 'everyone' }],
    ['reachable, public', 'cislo.example.org', 'a wrong cookie', { ...open, ...closed, public: 'everyone' }],
    ['reachable, public', 'cislo.example.org', 'viewer', { ...open, ...person, write: 403, admin: 403 }],
    [
      'reachable, with sign-in',
      'x',
      'nobody',
      { ...open, write: 401, session: 401, admin: 401, public: 401, private: 401 },
    ],
    ['reachable, with sign-in', 'x', 'viewer', { ...open, ...person, write: 403, admin: 403 }],
    ['reachable, with sign-in', 'x', 'editor', { ...open, ...person, write: 'person', admin: 403 }],
    ['reachable, with sign-in', 'x', 'admin', { ...open, ...person, write: 'person', admin: 'person' }],
    ['reachable, with sign-in', 'x', 'a token', { ...open, ...person, session: 403, write: 403, admin: 403 }],
  ])('a %s server, asked as %s by %s', (server, host, proof, expected) => {
    expect(Object.fromEntries(accessRules.map((rule) => [rule, ask(rule, server, host, undefined, proof)]))).toEqual(
      expected,
    );
  });

  it('a token that is over is refused, also where everyone may look', () => {
    expect(ask('public', 'reachable, public', 'x', 'Bearer cislo_over', 'a wrong cookie')).toBe(401);
  });

  it.each(['write', 'session', 'admin'] as const)(
    'a page of another site gets nothing by the rule %s in the name of an admin',
    (rule) => {
      const asker = { host: 'cislo.example.org', authorization: undefined, identity: proofs.admin };
      const refusalFor = (origin: string) =>
        'refusal' in admit(rule, { ...asker, origin }, servers['reachable, with sign-in']);

      expect([refusalFor('https://evil.example'), refusalFor('https://cislo.example.org')]).toEqual([true, false]);
    },
  );

  it.each([
    ['http://127.0.0.1:3000', 'system'],
    ['http://LOCALHOST:3000', 403],
    ['https://evil.example', 403],
    ['null', 403],
  ])('a change that a page of %s sends to 127.0.0.1:3000 is for %s', (origin, expected) => {
    const admission = admit('write', { host: '127.0.0.1:3000', authorization: undefined, origin }, servers.loopback);

    expect('refusal' in admission ? admission.refusal.status : admission.viewer.kind).toBe(expected);
  });

  it('a client that sends no Host is no browser, so nobody has rebound a name', () => {
    expect(ask('public', 'loopback')).toBe('system');
  });

  it('everyone is told what they may see', () => {
    const admission = admit('public', { host: 'x', authorization: undefined }, servers['reachable, public']);

    expect(admission).toEqual({ viewer: { kind: 'everyone', ...everyone } });
  });

  it.each([
    ['', 401],
    ['Bearer', 401],
    ['Bearer wrong', 401],
    ['Basic token', 401],
    ['Bearer token', 'system'],
    ['bearer  token ', 'system'],
  ])('the metrics token in %j gives %s', (authorization, expected) => {
    expect(ask('token', 'reachable', 'x', authorization)).toBe(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { AccessSettings } from '../../../src/web/access/access-settings.ts';
import { admit } from '../../../src/web/access/admit.ts';
import { type AccessRule, accessRules } from '../../../src/web/route/access-rule.ts';

const everyone = { slos: ['first-status'], repositories: ['octo/hello'] };
const servers = {
  loopback: { bindHost: '127.0.0.1', metricsToken: null, eventsToken: null, everyone: null },
  'loopback, public': { bindHost: '127.0.0.1', metricsToken: null, eventsToken: null, everyone },
  reachable: { bindHost: '0.0.0.0', metricsToken: 'token', eventsToken: null, everyone: null },
  'reachable, public': { bindHost: '0.0.0.0', metricsToken: 'token', eventsToken: null, everyone },
} as const satisfies Record<string, AccessSettings>;

function ask(rule: AccessRule, server: keyof typeof servers, host?: string, authorization?: string) {
  const admission = admit(rule, { host, authorization }, servers[server]);
  return 'refusal' in admission ? admission.refusal.status : admission.viewer.kind;
}

describe('who asks for what', () => {
  it.each<[keyof typeof servers, string, Record<AccessRule, string | number>]>([
    [
      'loopback',
      'localhost:3000',
      {
        open: 'system',
        token: 'system',
        events: 'system',
        setup: 'system',
        local: 'system',
        write: 'system',
        public: 'system',
        private: 'system',
      },
    ],
    [
      'loopback',
      'rebound.example',
      { open: 'system', token: 'system', events: 403, setup: 403, local: 403, write: 403, public: 403, private: 403 },
    ],
    [
      'loopback, public',
      'localhost',
      {
        open: 'system',
        token: 'system',
        events: 'system',
        setup: 'system',
        local: 'system',
        write: 'system',
        public: 'system',
        private: 'system',
      },
    ],
    [
      'loopback, public',
      'cislo.example.org',
      {
        open: 'system',
        token: 'system',
        events: 403,
        setup: 403,
        local: 403,
        write: 403,
        public: 'everyone',
        private: 403,
      },
    ],
    [
      'reachable',
      'localhost:3000',
      { open: 'system', token: 401, events: 401, setup: 'system', local: 403, write: 403, public: 403, private: 403 },
    ],
    [
      'reachable, public',
      'cislo.example.org',
      {
        open: 'system',
        token: 401,
        events: 401,
        setup: 'system',
        local: 403,
        write: 403,
        public: 'everyone',
        private: 403,
      },
    ],
  ])('a %s server, asked as %s', (server, host, expected) => {
    expect(Object.fromEntries(accessRules.map((rule) => [rule, ask(rule, server, host)]))).toEqual(expected);
  });

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

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalize } from '../../src/normalize/normalize.ts';
import { delivery, read, repository, statusPayload } from './support/payloads.ts';

function repositoryOf(changes: unknown, payload: object = {}, enterpriseHost?: string) {
  const normalized = read('status', statusPayload({ repository: changes, ...payload }), { enterpriseHost });
  if (normalized.result === 'ignored') throw new Error(`ignored: ${normalized.reason}`);
  return { ...normalized.repository, quirks: normalized.quirks };
}

describe('the repository of a delivery', () => {
  it('is known by host, id and name', () => {
    expect(repositoryOf(repository, { installation: { id: 9 } })).toEqual({
      host: 'github.com',
      id: 4711,
      fullName: 'acme/rocket',
      private: false,
      installationId: 9,
      quirks: [],
    });
  });

  it.each([
    ['its own header', 'GHE.example.org:8443', repository, 'ghe.example.org'],
    ['its page', undefined, { ...repository, html_url: 'https://ghe.example.org:8443/acme/rocket' }, 'ghe.example.org'],
    ['its page when the header is no host', '../etc', repository, 'github.com'],
    ['its page at www', undefined, { ...repository, html_url: 'http://www.GitHub.com/acme/rocket' }, 'github.com'],
    ['its API address', undefined, { id: 1, full_name: 'a/b', url: 'https://api.github.com/repos/a/b' }, 'github.com'],
    ['the first host served', undefined, { id: 1, full_name: 'a/b', url: 'ftp://x', html_url: 7 }, 'github.com'],
    ['an address in figures', undefined, { ...repository, html_url: 'https://[::1]:3000/a/b' }, '[::1]'],
    [
      'an address with a user',
      undefined,
      { ...repository, html_url: 'https://kim@ghe.example.org/a/b' },
      'ghe.example.org',
    ],
    [
      'the first host served when its page has none',
      undefined,
      { id: 1, name: 'a/b', html_url: 'https:///' },
      'github.com',
    ],
    ['its API address when its page is none', undefined, { ...repository, html_url: 'https://-/a' }, 'github.com'],
  ])('has its host from %s', (_, enterpriseHost, changes, host) => {
    expect(repositoryOf(changes, {}, enterpriseHost).host).toBe(host);
  });

  it('is on github.com when no host is served', () => {
    const payload = statusPayload({ repository: { id: 1, full_name: 'a/b' } });

    expect(normalize(delivery('status', payload), { hosts: [] })).toMatchObject({ repository: { host: 'github.com' } });
  });

  it.each([
    ['owner and name', { id: 1, name: 'rocket', owner: { login: 'acme' } }, 'acme/rocket'],
    ["the owner's name in older pushes", { id: 1, name: 'rocket', owner: { name: 'acme' } }, 'acme/rocket'],
    ['a name that holds both', { id: 1, name: 'acme/rocket' }, 'acme/rocket'],
  ])('has its name from %s', (_, changes, fullName) => {
    expect(repositoryOf(changes)).toMatchObject({ fullName, quirks: [] });
  });

  it.each([[{ id: 17 }], [{ id: 17, name: 'rocket' }], [{ id: 17, name: 'rocket', owner: 'acme' }]])(
    'that is only %j is named by its id, with a quirk',
    (changes) => {
      expect(repositoryOf(changes)).toMatchObject({ fullName: 'unknown/17', quirks: ['missing_field'] });
    },
  );

  it.each([[undefined], [null], ['4711x'], [0], [-5], [1.5], [2 ** 60], ['99999999999999999'], [[]]])(
    'with the id %j has a stable one of its name, with a quirk',
    (id) => {
      const { id: made, quirks } = repositoryOf({ ...repository, id });

      expect(made).toBeLessThan(0);
      expect(made).toBe(repositoryOf({ full_name: 'Acme/Rocket' }).id);
      expect(quirks).toEqual(['missing_repository_id']);
    },
  );

  it('may have its id as text', () => {
    expect(repositoryOf({ ...repository, id: '4711' })).toMatchObject({ id: 4711, quirks: [] });
  });

  it('may be private, or nobody knows', () => {
    expect(repositoryOf({ ...repository, private: true }).private).toBe(true);
    expect(repositoryOf({ ...repository, private: 'yes' }).private).toBeNull();
  });

  it.each([[undefined], [null], ['acme/rocket'], [[]], [{}], [{ name: 'rocket' }]])(
    'is missing when it is %j, and the delivery is ignored',
    (changes) => {
      expect(read('status', statusPayload({ repository: changes }))).toEqual({
        result: 'ignored',
        reason: 'no_repository',
      });
    },
  );
});

describe('ids made from names', () => {
  it('do not change from version to version', () => {
    expect(repositoryOf({ full_name: 'acme/rocket' }).id).toBe(-3071705860664481);
  });

  it('are safe negative integers, different for different names', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z0-9._-]{1,20}\/[a-z0-9._-]{1,20}$/), { maxLength: 50 });
    fc.assert(
      fc.property(names, (all) => {
        const ids = all.map((full_name) => repositoryOf({ full_name }).id);

        expect(ids.every((id) => Number.isSafeInteger(id) && id < 0)).toBe(true);
        expect(new Set(ids).size).toBe(all.length);
      }),
      { numRuns: 50 },
    );
  });
});

import { describe, expect, it } from 'vitest';
import { type Json, pullRequestPayload, read, repository } from './support/payloads.ts';

/** A Gitea repository, as far as it matters here. */
const gitea: Json = {
  id: 5,
  full_name: 'acme/rocket',
  html_url: 'https://git.example.net/acme/rocket',
  url: 'https://git.example.net/api/v1/repos/acme/rocket',
  stars_count: 0,
  internal_tracker: {},
};
const person: Json = { id: 1, login: 'kim', full_name: 'Kim', username: 'kim' };

function reason(changes: Json, enterpriseHost?: string) {
  const normalized = read('pull_request', pullRequestPayload({}, changes), { enterpriseHost });
  return normalized.result === 'ignored' ? normalized.reason : normalized.repository.host;
}

describe("another forge's delivery is ignored", () => {
  it.each([
    ['when it shows its API', { repository: gitea, sender: person }],
    ['when only its page is elsewhere', { repository: { full_name: 'a/b', html_url: 'http://localhost:3000/a/b' } }],
    [
      'when its page is elsewhere without an id',
      { repository: { name: 'b', html_url: 'https://gogs.example.com/a/b' } },
    ],
    ['when it has keys that GitHub never had', { repository: { id: 1, full_name: 'a/b', stars_count: 1 } }],
    [
      'when its API is not where GitHub has it',
      { repository: { id: 1, full_name: 'a/b', url: 'https://x.org/api/v5/repos/a/b' } },
    ],
    ['also with an installation', { repository: gitea, installation: { id: 1 } }],
    [
      'also when a part has a page on GitHub',
      { repository: gitea, pull_request: { html_url: 'https://github.com/a/b/pull/1' } },
    ],
  ])('%s', (_, changes) => {
    expect(reason(changes)).toBe('forge');
  });

  it('whatever the event', () => {
    expect(read('issues', { repository: gitea })).toEqual({ result: 'ignored', reason: 'forge' });
  });

  it('also with the header of an Enterprise Server', () => {
    expect(reason({ repository: gitea }, 'ghe.example.org')).toBe('forge');
  });
});

describe("GitHub's delivery is kept", () => {
  const elsewhere = { id: 5, full_name: 'acme/rocket', html_url: 'https://code.example.net/acme/rocket' };

  it.each([
    ['from github.com', { repository }, 'github.com'],
    [
      'from a host that is served',
      { repository: { ...elsewhere, html_url: 'https://ghe.example.org/a/b' } },
      'ghe.example.org',
    ],
    [
      'from another host when its repository has a node id',
      { repository: { ...elsewhere, node_id: 'R_1' } },
      'code.example.net',
    ],
    [
      'from another host when its sender has a node id',
      { repository: elsewhere, sender: { node_id: 'U_1' } },
      'code.example.net',
    ],
    [
      'from another host when it shows its API',
      { repository: { ...elsewhere, url: 'https://code.example.net/api/v3/repos/acme/rocket' } },
      'code.example.net',
    ],
    [
      'from another host when it lists statuses',
      { repository: { ...elsewhere, statuses_url: 'https://code.example.net/statuses/{sha}' } },
      'code.example.net',
    ],
    ['from another host when an App got it', { repository: elsewhere, installation: { id: 3 } }, 'code.example.net'],
    ['when it shows nothing', { repository: { id: 1, full_name: 'a/b' } }, 'github.com'],
  ])('%s', (_, changes, host) => {
    expect(reason(changes)).toBe(host);
  });

  it('from another host when an Enterprise Server says so', () => {
    expect(reason({ repository: elsewhere }, 'code.example.net')).toBe('code.example.net');
  });
});

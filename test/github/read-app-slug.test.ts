import { expect, test } from 'vitest';
import { readAppSlug } from '../../src/github/read-app-slug.ts';

type Octokit = Parameters<typeof readAppSlug>[0];

function answering(request: () => Promise<unknown>): Octokit {
  return { request } as unknown as Octokit;
}

test.each([
  ['its slug', { id: 1, slug: 'acme-cislo' }, 'acme-cislo'],
  ['nothing when it is empty', { id: 1, slug: '' }, null],
  ['nothing when it is not there', { id: 1 }, null],
  ['nothing when the answer is no object', null, null],
])('GitHub tells of the App %s', async (_, data, slug) => {
  expect(
    await readAppSlug(
      answering(async () => ({ data, headers: {} })),
      Date.now,
    ),
  ).toBe(slug);
});

test('an App whose GitHub does not answer has no known slug', async () => {
  const failing = answering(() => Promise.reject(new Error('connect ECONNREFUSED')));

  expect(await readAppSlug(failing, Date.now)).toBeNull();
});

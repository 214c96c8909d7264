import { expect, test } from 'vitest';
import { fold } from './support/fold.ts';
import { at, check, pullRequest, sha, status } from './support/observations.ts';
import { noRules, provider, someRules } from './support/rules.ts';

const shaOf = (letter: string) => letter.repeat(40);
const by = (login: string) => ({ sender: `${login}[bot]`, name: `${login}/x` });

test('a revision that nobody answers has one row, without a first status', () => {
  expect(fold([pullRequest('opened', 0)]).revisions).toMatchObject([
    {
      host: 'github.com',
      repositoryId: 1,
      pullRequest: 5,
      headSha: sha,
      action: 'opened',
      changedAt: at(0),
      provider: 'any',
      expected: true,
      firstStatusAt: null,
      firstStatusMs: null,
      firstStatusBy: null,
      headBranch: 'topic',
      baseBranch: 'main',
      fork: false,
      authorAssociation: 'MEMBER',
      draft: false,
      author: 'octocat',
      sender: 'octocat',
      quirks: [],
    },
  ]);
});

test('each provider that answers has a row, and the earliest is the answer of any', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 51, by('jenkins')),
    status('success', 7, by('zuul')),
  ]);

  expect(revisions.map((row) => [row.provider, row.expected, row.firstStatusMs, row.firstStatusBy])).toEqual([
    ['any', true, 7000, 'zuul'],
    ['jenkins', false, 51_000, 'jenkins'],
    ['zuul', false, 7000, 'zuul'],
  ]);
});

test('of two answers in one second the first by name is named', () => {
  const { revisions } = fold([pullRequest('opened', 0), status('pending', 5, by('b')), status('pending', 5, by('a'))]);

  expect(revisions[0]).toMatchObject({ provider: 'any', firstStatusBy: 'a' });
});

// New: only a CI is a first status for `any`; a gate's word counts for the gate itself.
test('the report of a gate is no answer of any CI', () => {
  const rules = { ...noRules, providers: [provider('dco', { role: 'gate', apps: ['dco'] })] };
  const { revisions } = fold([pullRequest('opened', 0), check('success', 1, 2, { app: 'dco' })], rules);

  expect(revisions.map((row) => [row.provider, row.firstStatusMs])).toEqual([
    ['any', null],
    ['dco', 1000],
  ]);
});

// New: an answer comes after the question. Two clocks differ, and the push precedes its delivery: 5 s before still count, as 0 s.
test.each([
  [95, at(95), 0, false, ['missing_field', 'status_before_change']],
  [100, at(100), 0, false, ['missing_field']],
  [94, null, null, true, ['missing_field']],
])(
  'a status at %d s is an answer to the change at 100 s: %s',
  (seconds, firstStatusAt, firstStatusMs, answeredBefore, quirks) => {
    const [any, ...providers] = fold([
      pullRequest('reopened', 100, { quirks: ['missing_field'] }),
      status('success', seconds),
    ]).revisions;

    expect(any).toMatchObject({ firstStatusAt, firstStatusMs, answeredBefore, quirks });
    expect(providers).toHaveLength(firstStatusAt === null ? 0 : 1);
  },
);

// New: a revision whose commit had its answers before is told apart from one that nobody answers.
test('a commit that had its answers before is answered before until a new run begins', () => {
  const earlier = [pullRequest('opened', 0), status('pending', 2), pullRequest('ready_for_review', 100)];
  const later = (...more: Parameters<typeof status>[]) =>
    fold([...earlier, ...more.map((arguments_) => status(...arguments_))]).revisions.find(
      ({ provider: name, action }) => name === 'any' && action === 'ready_for_review',
    );

  expect(later()).toMatchObject({ answeredBefore: true, firstStatusAt: null, nobodyExpected: false });
  expect(later(['success', 130])).toMatchObject({ answeredBefore: true, firstStatusMs: 30_000 });
  expect(later(['pending', 130, { name: 'ci/test' }])).toMatchObject({ answeredBefore: false, firstStatusMs: 30_000 });
});

// New: a revision that nobody owes an answer, and to which nobody gave one, is nobody's fault.
test('nobody is expected in a repository without CI, until somebody answers', () => {
  const opened = pullRequest('opened', 0);

  expect(fold([opened]).revisions).toMatchObject([{ nobodyExpected: true }]);
  expect(fold([opened, status('pending', 30)]).revisions[0]).toMatchObject({
    nobodyExpected: false,
    firstStatusMs: 30_000,
  });
});

// New: where nobody owes an answer, one that came after the pull request had asked again answered that.
test('an answer after a draft became ready is no late answer to the draft', () => {
  const { revisions } = fold([
    pullRequest('opened', 0, { draft: true }),
    pullRequest('ready_for_review', 100),
    status('pending', 101),
  ]);

  expect(revisions.filter(({ provider: name }) => name === 'any')).toMatchObject([
    { action: 'opened', draft: true, askedAgainAt: at(100), firstStatusAt: null, nobodyExpected: true },
    { action: 'ready_for_review', draft: false, firstStatusMs: 1000, nobodyExpected: false },
  ]);
});

test('a provider that config names is expected, and has a row while it is silent', () => {
  const { revisions } = fold([pullRequest('opened', 0)], someRules);

  expect(revisions).toMatchObject([
    { provider: 'any', nobodyExpected: false },
    { provider: 'packit', expected: true, firstStatusAt: null },
  ]);
});

test('a provider that answered an earlier revision is expected on the next', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 5, by('jenkins')),
    pullRequest('synchronize', 60, { headSha: shaOf('b') }),
  ]);

  expect(revisions.map(({ action, provider: name, expected }) => [action, name, expected])).toEqual([
    ['opened', 'any', true],
    ['opened', 'jenkins', false],
    ['synchronize', 'any', true],
    ['synchronize', 'jenkins', true],
  ]);
});

test('an answer that comes after the change makes nobody expected in hindsight', () => {
  const { revisions } = fold([
    pullRequest('opened', 0),
    status('pending', 61),
    pullRequest('synchronize', 60, { headSha: shaOf('b') }),
  ]);

  expect(revisions.filter(({ action }) => action === 'synchronize')).toHaveLength(1);
});

// New: nobody owes an answer to a head commit whose message asks CI not to run.
test('a commit that asks CI not to run is owed nothing, and a CI that runs all the same has answered', () => {
  const skips = { type: 'commit', headSha: sha, fact: 'skips_ci', at: at(0), isTimeKnown: true, quirks: [] } as const;
  const opened = pullRequest('opened', 0);

  expect(fold([opened, skips], someRules).revisions).toMatchObject([{ provider: 'any', nobodyExpected: true }]);
  expect(fold([opened, skips, status('pending', 3)], someRules).revisions[0]).toMatchObject({ firstStatusMs: 3000 });
});

test('rows of revisions come in order of change, pull request, commit and action', () => {
  const { revisions } = fold([
    pullRequest('opened', 0, { pullRequest: 6 }),
    pullRequest('ready_for_review', 0),
    pullRequest('opened', 0),
    pullRequest('opened', 0, { headSha: shaOf('9') }),
    pullRequest('opened', -1, { pullRequest: 8 }),
  ]);

  expect(revisions.map((row) => [row.pullRequest, row.headSha[0], row.action])).toEqual([
    [8, 'a', 'opened'],
    [5, '9', 'opened'],
    [5, 'a', 'opened'],
    [5, 'a', 'ready_for_review'],
    [6, 'a', 'opened'],
  ]);
});

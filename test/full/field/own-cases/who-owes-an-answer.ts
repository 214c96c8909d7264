import { job, steps } from './actions.ts';
import type { OwnCase } from './own-case.ts';
import { pullRequest, sha, status, tell } from './tell.ts';
import type { Told } from './told.ts';

const owes =
  '`any` is owed when the repository expects at least one CI provider (on revisions of the same draft state), or the configuration says so.';
const skips =
  'A revision to which nobody owes an answer and nobody gave one is excluded, reason nobody_expected; so are [skip ci] / [ci skip] / ***NO_CI*** in the head commit’s message where a push told it.';
const token =
  'Pull requests made with GITHUB_TOKEN (author github-actions[bot]) where only Actions is expected are excluded.';
const withoutStatus = 'cislo_revisions_without_status{provider="any"}';

/** Pull request 1, which acme-ci answered, two hours before everything else. */
function answered(draft = false): readonly Told[] {
  return [
    pullRequest('opened', '08:00:00', { head: 'c', draft }),
    status('ci/acme: test', 'pending', '08:00:04', null, { head: 'c' }),
    status('ci/acme: test', 'success', '08:05:00', null, { head: 'c' }),
  ];
}

const answeredByActions: readonly Told[] = [
  pullRequest('opened', '08:00:00', { head: 'c' }),
  job(
    1,
    'build',
    { status: 'completed', conclusion: 'success', created: '08:00:03', started: '08:00:09', completed: '08:05:00' },
    { head: 'c', steps: steps('success') },
  ),
];

const madeWithToken = pullRequest('opened', '10:00:00', { number: 2, author: 'github-actions[bot]' });

function push(head: string, message: string, before: readonly string[] = []): Told {
  const commits = [
    ...before.map((text, index) => ({ id: sha(String(index)), message: text })),
    { id: sha(head), message },
  ];
  return tell('push', {
    ref: 'refs/heads/topic-2',
    before: sha('9'),
    after: sha(head),
    created: false,
    deleted: false,
    forced: false,
    commits,
    head_commit: commits.at(-1),
  });
}

function skipped(name: string, message: string): OwnCase {
  return {
    name,
    rule: skips,
    told: [...answered(), push('a', message), pullRequest('opened', '10:00:00', { number: 2 })],
    expected: {
      revisions: [{ match: { pull_request: 2 }, want: { nobody_expected: true, verdict: 'excluded' } }],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 1 } },
      metrics: { [withoutStatus]: 0 },
    },
  };
}

/** Who had to answer a change. */
export const whoOwesAnAnswer: readonly OwnCase[] = [
  {
    name: 'ci-answered-before-and-is-silent-now',
    rule: owes,
    told: [...answered(), pullRequest('opened', '10:00:00', { number: 2 })],
    expected: {
      revisions: [
        {
          match: { pull_request: 2, provider: 'any' },
          want: { nobody_expected: false, verdict: 'bad', draft: false, author: 'dev-two' },
        },
        { match: { pull_request: 2, provider: 'acme-ci' }, want: { expected: true, first_status_at: null } },
      ],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 0 } },
      metrics: { [withoutStatus]: 1, 'cislo_revisions_without_status{provider="acme-ci"}': 1 },
    },
  },
  {
    name: 'ci-is-expected-by-the-configuration',
    owner: 'own-owed',
    rule: owes,
    told: [pullRequest('opened', '10:00:00')],
    expected: {
      revisions: [{ match: {}, want: { nobody_expected: false, verdict: 'bad' } }],
      slos: { 'first-status': { good: 0, bad: 1, excluded: 0 } },
      metrics: { [withoutStatus]: 1 },
    },
  },
  {
    name: 'closed-before-anybody-had-to-answer',
    owner: 'own-owed',
    rule: 'Excluded: PR closed, or superseded by a newer push, before the deadline with no status.',
    told: [
      pullRequest('opened', '10:00:00'),
      pullRequest('synchronize', '10:00:10', { head: 'b' }),
      pullRequest('closed', '10:00:20', { head: 'b' }),
    ],
    expected: {
      slos: { 'first-status': { good: 0, bad: 0, excluded: 2 } },
      metrics: { [withoutStatus]: 0 },
    },
  },
  {
    name: 'ci-builds-drafts-too',
    rule: owes,
    told: [...answered(true), pullRequest('opened', '10:00:00', { number: 2, draft: true })],
    expected: {
      revisions: [{ match: { pull_request: 2 }, want: { draft: true, nobody_expected: false, verdict: 'bad' } }],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'ci-waits-until-a-draft-is-ready',
    rule: owes,
    told: [
      ...answered(),
      pullRequest('opened', '10:00:00', { number: 2, draft: true }),
      pullRequest('synchronize', '11:00:00', { number: 2, head: 'b', draft: true }),
      pullRequest('ready_for_review', '12:00:00', { number: 2, head: 'b' }),
      status('ci/acme: test', 'success', '12:00:40', null, { head: 'b' }),
    ],
    expected: {
      revisions: [
        { match: { action: 'ready_for_review' }, want: { draft: false, first_status_seconds: 40, verdict: 'bad' } },
        { match: { action: 'synchronize' }, want: { draft: true, nobody_expected: true, verdict: 'excluded' } },
      ],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 2 } },
    },
  },
  skipped('a-push-says-skip-ci', 'Correct a comma [skip ci]'),
  skipped('a-push-says-ci-skip', '[ci skip] Correct a comma'),
  skipped('a-push-says-no-ci', 'Correct a comma\n\n***NO_CI***'),
  {
    name: 'an-earlier-commit-says-skip-ci',
    rule: `${skips} The head commit’s message does not say so.`,
    told: [
      ...answered(),
      push('a', 'Add a parser', ['Correct a comma [skip ci]']),
      pullRequest('opened', '10:00:00', { number: 2 }),
    ],
    expected: {
      revisions: [{ match: { pull_request: 2 }, want: { nobody_expected: false, verdict: 'bad' } }],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 0 } },
    },
  },
  {
    name: 'answered-although-the-push-said-skip-ci',
    rule: `${skips} Here somebody gave one.`,
    told: [
      ...answered(),
      push('a', 'Correct a comma [skip ci]'),
      pullRequest('opened', '10:00:00', { number: 2 }),
      status('ci/acme: test', 'success', '10:00:09'),
    ],
    expected: {
      revisions: [
        { match: { pull_request: 2 }, want: { nobody_expected: false, verdict: 'good', first_status_seconds: 9 } },
      ],
      slos: { 'first-status': { good: 2, bad: 0, excluded: 0 } },
    },
  },
  {
    name: 'made-with-the-token-of-actions',
    rule: token,
    told: [...answeredByActions, madeWithToken],
    expected: {
      revisions: [
        {
          match: { pull_request: 2 },
          want: { author: 'github-actions[bot]', nobody_expected: true, verdict: 'excluded' },
        },
      ],
      slos: { 'first-status': { good: 1, bad: 0, excluded: 1 } },
      metrics: { [withoutStatus]: 0 },
    },
  },
  {
    name: 'made-with-the-token-where-others-answer-too',
    rule: `${token} Here acme-ci is expected as well.`,
    told: [...answeredByActions, ...answered().slice(1), madeWithToken],
    expected: {
      revisions: [{ match: { pull_request: 2 }, want: { nobody_expected: false, verdict: 'bad' } }],
      slos: { 'first-status': { good: 1, bad: 1, excluded: 0 } },
    },
  },
];

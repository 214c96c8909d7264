import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Observation, PullRequestObservation, RepositoryObservation } from '../../src/model/observation.ts';
import type { Rules } from '../../src/model/rules.ts';
import { explainRevision, type RevisionExplanation } from '../../src/track/explain/explain-revision.ts';
import { foldPullRequest } from '../../src/track/fold-pull-request.ts';
import type { RevisionsInput } from '../../src/track/fold-revisions.ts';
import { foldRevisions } from '../../src/track/fold-revisions.ts';
import { groupBy } from '../../src/track/group-by.ts';
import { observationLog } from './support/arbitrary-observation.ts';
import { fold } from './support/fold.ts';
import { at, check, pullRequest, status } from './support/observations.ts';
import { noRules, provider, someRules } from './support/rules.ts';

const other = 'b'.repeat(40);

function inputOf(log: readonly Observation[], rules: Rules): RevisionsInput {
  const pulls = log.filter((each): each is PullRequestObservation => each.type === 'pull_request');
  const timelines = [...groupBy(pulls, ({ pullRequest: number }) => number).values()].map(foldPullRequest);
  return {
    host: 'github.com',
    repositoryId: 1,
    repositoryFullName: 'octo/watched',
    revisions: timelines.flatMap(({ revisions }) => revisions),
    context: [],
    answers: new Map(fold(log, rules).answers.map((commit) => [commit.headSha, commit])),
    repositoryFacts: log.filter((each): each is RepositoryObservation => each.type === 'repository'),
    rules,
  };
}

/** Every revision row of one provider, explained, in order of time. */
function explainAll(log: readonly Observation[], of = 'any', rules: Rules = noRules): readonly RevisionExplanation[] {
  const input = inputOf(log, rules);
  return foldRevisions(input)
    .filter((row) => row.provider === of)
    .flatMap(({ id }) => explainRevision(input, id) ?? []);
}

function decided({ decisions }: RevisionExplanation | undefined = { decisions: [] } as unknown as RevisionExplanation) {
  return decisions.map(({ id }) => id);
}

function weights({ reports }: RevisionExplanation | undefined = { reports: [] } as unknown as RevisionExplanation) {
  return reports.map(({ provider: name, weight }) => `${name} ${weight}`);
}

describe('any log', () => {
  test('has an explanation for each of its revision rows, which equals the row and marks its answer', () => {
    fc.assert(
      fc.property(observationLog(), (log) => {
        const input = inputOf(log, someRules);

        for (const row of foldRevisions(input)) {
          const explained = explainRevision(input, row.id);

          expect(explained?.revision).toEqual(row);
          const answers = explained?.reports.filter(({ weight }) => weight === 'answer') ?? [];
          expect(answers.map((each) => [each.provider, each.at])).toEqual(
            answers.map(() => [row.firstStatusBy, row.firstStatusAt]),
          );
          expect(answers.length > 0).toBe(row.firstStatusAt !== null);
          expect(decided(explained ?? undefined).includes('nobody_expected')).toBe(row.nobodyExpected);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('has none for another id', () => {
    expect(explainRevision(inputOf([pullRequest('opened', 0)], noRules), 'f'.repeat(32))).toBeNull();
  });
});

describe('who owed an answer', () => {
  test('is named with the line of the configuration and the revisions that were answered', () => {
    const [, second] = explainAll(
      [
        pullRequest('opened', 0, { pullRequest: 1, headSha: other }),
        check('queued', 2, null, { app: 'packit-as-a-service', headSha: other }),
        pullRequest('opened', 60, { pullRequest: 2 }),
      ],
      'any',
      someRules,
    );

    expect(second?.expected).toEqual([
      {
        provider: 'packit',
        owes: true,
        isCi: true,
        places: [{ file: 'rules.yaml', line: 1 }],
        answered: [{ changedAt: at(0), pullRequest: 1, headSha: other, action: 'opened' }],
      },
    ]);
    expect(decided(second)).toEqual(['owed', 'not_answered']);
    expect(second?.decisions[0]?.text).toBe('An answer was owed by packit.');
  });

  test('is nobody where nobody ever answered', () => {
    const [only] = explainAll([pullRequest('opened', 0)]);

    expect(only?.expected).toEqual([]);
    expect(decided(only)).toEqual(['nobody_owes', 'not_answered', 'nobody_expected']);
  });

  test('is nobody where the commit asks CI not to run', () => {
    const skips: Observation = {
      type: 'commit',
      headSha: '0'.repeat(40),
      fact: 'skips_ci',
      at: at(0),
      isTimeKnown: true,
      quirks: [],
    };
    const [only] = explainAll([pullRequest('opened', 0), { ...skips, headSha: 'a'.repeat(40) }], 'any', someRules);

    expect(only?.expected).toMatchObject([{ provider: 'packit', owes: false }]);
    expect(decided(only)).toEqual(['skips_ci', 'nobody_owes', 'not_answered', 'nobody_expected']);
  });

  test('is not Actions where Actions itself made the change, nor a gate', () => {
    const rules = { ...noRules, providers: [provider('cla', { apps: ['cla'], role: 'gate' })] };
    const [, second] = explainAll(
      [
        pullRequest('opened', 0, { headSha: other }),
        check('queued', 2, null, { app: 'github-actions', externalId: 5, headSha: other }),
        check('queued', 2, null, { app: 'cla', externalId: 6, headSha: other }),
        pullRequest('synchronize', 60, { sender: 'github-actions[bot]' }),
      ],
      'any',
      rules,
    );

    expect(second?.expected.map(({ provider: name, owes, isCi }) => [name, owes, isCi])).toEqual([
      ['cla', true, false],
      ['github-actions', false, true],
    ]);
    expect(decided(second).slice(0, 2)).toEqual(['actions_on_itself', 'nobody_owes']);
  });

  test('is looked for among drafts for drafts alone', () => {
    const [, second] = explainAll([
      pullRequest('opened', 0, { headSha: other }),
      pullRequest('synchronize', 60, { draft: true }),
    ]);

    expect(decided(second)).toContain('drafts_apart');
  });
});

describe('what was looked at', () => {
  test('says which report was the answer and which was none', () => {
    const rules = { ...noRules, providers: [provider('cla', { apps: ['cla'], role: 'gate' })] };
    const [first] = explainAll(
      [
        status('success', -60, { sender: 'early' }),
        pullRequest('opened', 0),
        check('queued', 1, null, { app: 'cla' }),
        status('pending', 9, { name: 'x', sender: 'late' }),
        status('pending', 3, { name: 'y', sender: 'jenkins' }),
      ],
      'any',
      rules,
    );

    expect(weights(first)).toEqual(['early too_early', 'cla not_ci', 'jenkins answer', 'late later']);
    expect(decided(first)).toEqual(['nobody_owes', 'answered']);
  });

  test('of one provider is its own', () => {
    const log = [pullRequest('opened', 0), status('pending', 3, { sender: 'a' }), check('queued', 5)];

    const [row] = explainAll(log, 'checker');

    expect(weights(row)).toEqual(['checker answer']);
    expect(decided(row)).toEqual(['nobody_owes', 'answered']);
  });

  test('a moment before the change counts as nothing', () => {
    const [first] = explainAll([status('pending', -3), pullRequest('opened', 0)]);

    expect(decided(first)).toContain('answered_early');
  });

  test('before the change alone is no new answer', () => {
    const [, second] = explainAll([
      pullRequest('opened', 0),
      status('success', 3),
      pullRequest('ready_for_review', 60),
    ]);

    expect(decided(second)).toEqual(['owed', 'not_answered', 'answered_before']);
  });

  test('since the commit asked again answers that, where nobody owed anything before', () => {
    const [draft] = explainAll([
      pullRequest('opened', 0, { draft: true }),
      pullRequest('ready_for_review', 60),
      status('pending', 63),
    ]);

    expect(weights(draft)).toEqual(['unknown for_a_later_question']);
    expect(decided(draft)).toEqual(['nobody_owes', 'not_answered', 'asked_again', 'nobody_expected']);
  });

  test('since the commit asked again is a late answer, where one was owed', () => {
    const [draft] = explainAll(
      [
        pullRequest('opened', 0, { draft: true }),
        pullRequest('ready_for_review', 60),
        status('pending', 63, { name: 'packit/x' }),
      ],
      'any',
      someRules,
    );

    expect(weights(draft)).toEqual(['packit answer']);
    expect(decided(draft)).toEqual(['owed', 'answered']);
  });
});

describe('why no answer was needed any more', () => {
  test.each<[string, Observation, string]>([
    ['another commit', pullRequest('synchronize', 60, { headSha: other }), 'superseded'],
    ['a close', pullRequest('closed', 60), 'pull_request_closed'],
    [
      'an archived repository',
      {
        type: 'repository',
        fact: 'archived',
        branch: null,
        installationId: null,
        at: at(60),
        isTimeKnown: true,
        quirks: [],
      },
      'repository_archived',
    ],
  ])('%s is told', (_name, observation, id) => {
    const [first] = explainAll([pullRequest('opened', 0), observation]);

    expect(decided(first)).toContain(id);
  });
});

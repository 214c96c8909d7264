import type { RulePlace, Rules } from '../../model/rules.ts';
import { compareText } from '../compare-text.ts';
import type { CommitAnswers } from './answers-by-commit.ts';
import type { RevisionPlace } from './compare-revisions.ts';

/** How many revisions before a revision tell who should answer it. */
export const precedingRevisionCount = 20;

/** How old they may be: 14 days, in ms. */
export const precedingRevisionMs = 14 * 24 * 60 * 60 * 1000;

/** GitHub starts no workflows for what is done with the token of a workflow; this account does it. */
const actionsAccount = 'github-actions[bot]';
const actionsProvider = 'github-actions';

/** Who owes a revision an answer. */
export interface Expected {
  /** In code unit order, each once; empty when nobody does. */
  readonly providers: readonly string[];
  /** A CI owes one: a provider that the configuration names, or one that reported builds or tests before. */
  readonly isCiOwed: boolean;
}

/** An earlier revision of the same repository and who answered it. */
export interface PrecedingRevision {
  readonly changedAt: number;
  readonly isDraft: boolean;
  readonly answers: CommitAnswers['answers'];
}

/** The revision that waits. */
export interface AskingRevision extends Pick<RevisionPlace, 'changedAt'> {
  readonly isDraft: boolean;
  readonly skipsCi: boolean;
  /** The login that made the change; null when unknown. */
  readonly madeBy: string | null;
}

/** A reason to expect an answer of a provider: the configuration names it, or it answered an earlier revision. */
export interface Expectation<Earlier extends PrecedingRevision = PrecedingRevision> {
  readonly provider: string;
  /** Counts for `any`: the configuration names it, or a job of role `ci` answered. */
  readonly isCi: boolean;
  /** The line of the configuration; null where an earlier revision is the reason. */
  readonly place: RulePlace | null;
  /** The revision it answered; null where the configuration is the reason. */
  readonly answered: Earlier | null;
}

/**
 * The providers that owe a revision an answer: those that the rules name for the repository, and those that had answered at least one of
 * the last 20 revisions of the last 14 days by the time of this change, of those that were drafts where it is one, and that were not where
 * it is not. Nobody does where the commit asks CI not to run; Actions does not for what Actions itself did. Answers that come later do not
 * change who was expected, so the result is the same whenever it is computed.
 *
 * @param preceding the revisions before it, oldest first, of which the last 20 are looked at
 * @param repositoryFullName `owner/name`
 */
export function expectedProviders(
  revision: AskingRevision,
  preceding: readonly PrecedingRevision[],
  rules: Rules,
  repositoryFullName: string,
): Expected {
  if (revision.skipsCi) return { providers: [], isCiOwed: false };
  const owed = expectations(revision, preceding, rules, repositoryFullName).filter(({ provider }) =>
    owesAnswer(provider, revision),
  );
  return {
    providers: [...new Set(owed.map(({ provider }) => provider))].sort(compareText),
    isCiOwed: owed.some(({ isCi }) => isCi),
  };
}

/** Every reason to expect an answer to a revision, as `expectedProviders` looks at them; whether it is owed is another question. */
export function expectations<Earlier extends PrecedingRevision>(
  revision: AskingRevision,
  preceding: readonly Earlier[],
  rules: Rules,
  repositoryFullName: string,
): readonly Expectation<Earlier>[] {
  const configured = rules.expected
    .filter(({ repository }) => repository.test(repositoryFullName))
    .flatMap(({ providers, place }) => providers.map((provider) => ({ provider, isCi: true, place, answered: null })));
  const seen = preceding
    .slice(-precedingRevisionCount)
    .filter(
      ({ changedAt, isDraft }) => changedAt > revision.changedAt - precedingRevisionMs && isDraft === revision.isDraft,
    )
    .flatMap((answered) =>
      answered.answers
        .filter(({ at }) => at <= revision.changedAt)
        .map(({ provider, isCi }) => ({ provider, isCi, place: null, answered })),
    );
  return [...configured, ...seen];
}

/** Whether a provider that is expected owes this revision an answer: Actions does not for what Actions itself did. */
export function owesAnswer(provider: string, { madeBy }: AskingRevision): boolean {
  return provider !== actionsProvider || madeBy !== actionsAccount;
}

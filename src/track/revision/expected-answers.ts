import type { RulePlace } from '../../model/rules.ts';
import type { RevisionsInput, RevisionTrace } from '../fold-revisions.ts';
import { groupBy } from '../group-by.ts';
import type { RevisionPlace } from './compare-revisions.ts';
import { expectations, owesAnswer } from './expected-providers.ts';

/** A provider that was expected. */
export interface ExpectedAnswer {
  readonly provider: string;
  /** False: it owes this revision none, although it is expected in its repository. */
  readonly owes: boolean;
  /** Counts for `any`. */
  readonly isCi: boolean;
  /** The lines of the configuration that name it. */
  readonly places: readonly RulePlace[];
  /** Those of the last 20 revisions that it had answered, oldest first. */
  readonly answered: readonly RevisionPlace[];
}

/** Everyone who is expected to answer a revision, with every reason; those of the configuration first. */
export function expectedAnswers(
  { asking, preceding }: RevisionTrace,
  { rules, repositoryFullName }: Pick<RevisionsInput, 'rules' | 'repositoryFullName'>,
): readonly ExpectedAnswer[] {
  const found = expectations(asking, preceding, rules, repositoryFullName);
  return [...groupBy(found, ({ provider }) => provider)].map(([provider, reasons]) => ({
    provider,
    owes: !asking.skipsCi && owesAnswer(provider, asking),
    isCi: reasons.some(({ isCi }) => isCi),
    places: reasons.flatMap(({ place }) => place ?? []),
    answered: [...new Set(reasons.flatMap(({ answered }) => answered ?? []))].map(toPlace),
  }));
}

function toPlace({ changedAt, pullRequest, headSha, action }: RevisionPlace): RevisionPlace {
  return { changedAt, pullRequest, headSha, action };
}

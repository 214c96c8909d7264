import type { Decision } from '../../model/decisions.ts';
import type { Revision } from '../../model/revision.ts';
import { compareText } from '../compare-text.ts';
import { type RevisionsInput, traceRevisions } from '../fold-revisions.ts';
import { type Answer, answerToleranceMs } from '../revision/answers-by-commit.ts';
import { buildRevisions } from '../revision/build-revisions.ts';
import { type ExpectedAnswer, expectedAnswers } from '../revision/expected-answers.ts';
import { revisionDecisions } from './revision-decisions.ts';

/** A revision, as one provider (or `any`) answered it, and what led to it. */
export interface RevisionExplanation {
  readonly revision: Revision;
  /** Who was expected to answer, and why. */
  readonly expected: readonly ExpectedAnswer[];
  /** The reports on the commit that could be an answer, by time: the first of each provider, and its first after each change. */
  readonly reports: readonly LookedAt[];
  readonly decisions: readonly Decision[];
}

/** What a report was to a revision. */
export const reportWeights = {
  answer: 'is the first answer',
  later: 'came after the first answer',
  too_early: 'came before the change',
  not_ci: 'is no report of a CI, so it does not count for any',
  for_a_later_question: 'came after the commit had asked again, where nobody owed an answer before',
} as const satisfies Readonly<Record<string, string>>;

/** A report on the commit. */
export interface LookedAt extends Answer {
  readonly weight: keyof typeof reportWeights;
}

/** Why a revision has the row of this id, by the same fold that makes the row; null when it has none. */
export function explainRevision(input: RevisionsInput, id: string): RevisionExplanation | null {
  for (const trace of traceRevisions(input)) {
    const { revision, answers, expected, abandonment } = trace;
    const rows = buildRevisions({ ...input, abandonment }, revision, answers, expected);
    const row = rows.find((one) => one.id === id);
    if (row === undefined) continue;
    const isFor = (provider: string): boolean => row.provider === 'any' || row.provider === provider;
    const owing = expectedAnswers(trace, input).filter(({ provider }) => isFor(provider));
    return {
      revision: row,
      expected: owing,
      reports: answers
        .filter(({ provider }) => isFor(provider))
        .sort((a, b) => a.at - b.at || compareText(a.provider, b.provider))
        .map((answer) => weigh(answer, row, owing)),
      decisions: revisionDecisions(row, trace, owing),
    };
  }
  return null;
}

function weigh(answer: Answer, row: Revision, owing: readonly ExpectedAnswer[]): LookedAt {
  const { at, provider, isCi } = answer;
  if (row.provider === 'any' && !isCi) return { ...answer, weight: 'not_ci' };
  if (at < row.changedAt - answerToleranceMs) return { ...answer, weight: 'too_early' };
  if (at === row.firstStatusAt && provider === row.firstStatusBy) return { ...answer, weight: 'answer' };
  const isOwed = row.provider !== 'any' || owing.some((one) => one.owes && one.isCi);
  const isForLater = !isOwed && row.askedAgainAt !== null && at >= row.askedAgainAt - answerToleranceMs;
  return { ...answer, weight: isForLater ? 'for_a_later_question' : 'later' };
}

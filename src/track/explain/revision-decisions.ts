import { decide } from '../../model/decide.ts';
import type { Decision } from '../../model/decisions.ts';
import type { Revision } from '../../model/revision.ts';
import type { RevisionTrace } from '../fold-revisions.ts';
import { answerToleranceMs } from '../revision/answers-by-commit.ts';
import type { ExpectedAnswer } from '../revision/expected-answers.ts';

/** What was decided about a revision: who owed an answer, what was one, and why none was needed. */
export function revisionDecisions(
  row: Revision,
  trace: RevisionTrace,
  expected: readonly ExpectedAnswer[],
): readonly Decision[] {
  return [...owing(row, trace, expected), ...answering(row, trace, expected), ...leaving(row)];
}

function owing(
  row: Revision,
  { asking, preceding }: RevisionTrace,
  expected: readonly ExpectedAnswer[],
): readonly Decision[] {
  const owed = owedBy(row, expected);
  return [
    ...(asking.skipsCi ? [decide('skips_ci')] : []),
    ...(!asking.skipsCi && expected.some(({ owes }) => !owes) ? [decide('actions_on_itself')] : []),
    ...(preceding.some(({ isDraft }) => isDraft !== asking.isDraft) ? [decide('drafts_apart')] : []),
    owed.length === 0
      ? decide('nobody_owes')
      : decide('owed', { providers: owed.map(({ provider }) => provider).join(', ') }),
  ];
}

/** For `any` only a CI can owe. */
function owedBy({ provider }: Revision, expected: readonly ExpectedAnswer[]): readonly ExpectedAnswer[] {
  return expected.filter(({ owes, isCi }) => owes && (provider !== 'any' || isCi));
}

function answering(
  row: Revision,
  { answers }: RevisionTrace,
  expected: readonly ExpectedAnswer[],
): readonly Decision[] {
  const { firstStatusAt, firstStatusBy, askedAgainAt, provider } = row;
  const ignoresLater = provider === 'any' && owedBy(row, expected).length === 0 && askedAgainAt !== null;
  const isAfter = ignoresLater && answers.some(({ at, isCi }) => isCi && at >= askedAgainAt - answerToleranceMs);
  return [
    firstStatusAt === null
      ? decide('not_answered')
      : decide('answered', { provider: firstStatusBy as string, at: firstStatusAt }),
    ...(row.quirks.includes('status_before_change') ? [decide('answered_early')] : []),
    ...(isAfter ? [decide('asked_again', { at: askedAgainAt })] : []),
    ...(row.nobodyExpected ? [decide('nobody_expected')] : []),
    ...(row.answeredBefore ? [decide('answered_before')] : []),
  ];
}

function leaving(row: Revision): readonly Decision[] {
  return [
    ...(row.supersededAt === null ? [] : [decide('superseded', { at: row.supersededAt })]),
    ...(row.closedAt === null ? [] : [decide('pull_request_closed', { at: row.closedAt })]),
    ...(row.abandonedBy === null ? [] : [decide(row.abandonedBy, { at: row.abandonedAt as number })]),
  ];
}

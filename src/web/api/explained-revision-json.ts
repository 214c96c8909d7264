import type { ExplainedRevision } from '../../explain/explain-revision-by-id.ts';
import { reportWeights } from '../../track/explain/explain-revision.ts';
import { decisionJson, placeJson, verdictJson } from './explanation-json.ts';
import { isoTime } from './iso-time.ts';
import { revisionJson } from './revision-json.ts';

/** A revision and what led to it as `/api/revisions/{id}/explain` shows it. */
export function explainedRevisionJson({ revision, repository, ...explained }: ExplainedRevision) {
  const verdict = explained.verdicts[0]?.verdict ?? null;
  return {
    revision: revisionJson({ ...revision, repository, verdict }),
    expected: explained.expected.map(({ provider, owes, isCi, places, answered }) => ({
      provider,
      owes,
      ci: isCi,
      rules: places.map((place) => placeJson(place)),
      answered: answered.map(({ pullRequest, headSha, action, changedAt }) => ({
        pull_request: pullRequest,
        head_sha: headSha,
        action,
        changed_at: isoTime(changedAt),
      })),
    })),
    reports: explained.reports.map(({ provider, isCi, begins, at, weight }) => ({
      provider,
      ci: isCi,
      begins,
      at: isoTime(at),
      weight: { id: weight, text: reportWeights[weight] },
    })),
    decisions: explained.decisions.map(decisionJson),
    verdicts: explained.verdicts.map(verdictJson),
  };
}

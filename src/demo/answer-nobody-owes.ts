import type { Report } from './answers-to.ts';
import type { ScriptedRevision } from './month-script.ts';

const lookBackCount = 20;
const lookBackMs = 14 * 24 * 3_600_000;

/**
 * Tells whether a revision may stay without an answer: its commit asks for that, or no CI had reported, by the time of the change, on
 * any of the last 20 revisions of the last 14 days of its repository that were drafts like it (or not, like it). A report after a pull
 * request had asked again is not one on the earlier change: a draft is not answered by what comes once it is ready.
 */
export function answerNobodyOwes(
  revisions: readonly ScriptedRevision[],
  reports: ReadonlyMap<string, readonly Report[]>,
): (revision: ScriptedRevision) => boolean {
  const groups = new Map<string, ScriptedRevision[]>();
  for (const revision of [...revisions].sort((one, other) => one.changedAt - other.changedAt)) {
    const group = groups.get(groupOf(revision)) ?? [];
    groups.set(groupOf(revision), group);
    group.push(revision);
  }
  return (revision) => {
    if (revision.needsNoAnswer) return true;
    const group = groups.get(groupOf(revision)) as ScriptedRevision[];
    const before = group.filter(({ changedAt }) => changedAt < revision.changedAt).slice(-lookBackCount);
    return !before
      .filter(({ changedAt }) => changedAt > revision.changedAt - lookBackMs)
      .some(({ commit, askedAgainAt }) =>
        reports
          .get(commit)
          ?.some(({ isCi, at }) => isCi && at <= revision.changedAt && at < (askedAgainAt ?? Number.POSITIVE_INFINITY)),
      );
  };
}

function groupOf({ repositoryId, draft }: ScriptedRevision): string {
  return `${repositoryId} ${draft}`;
}

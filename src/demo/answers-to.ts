import type { ScriptedRevision } from './month-script.ts';

/** A sign of life on a commit. */
export interface Report {
  readonly provider: string;
  /** Of a CI, not of a gate. */
  readonly isCi: boolean;
  /** The first of its job: a new answer, and not one more word about what was known before. */
  readonly begins: boolean;
  readonly at: number;
}

/** What is reported up to 5 s before a change belongs to it: two clocks. */
export const clockSkewMs = 5_000;

/** The reports that answer a change: after it, and before its pull request asks again on the same commit. */
export function answersTo(
  { commit, changedAt, askedAgainAt }: Pick<ScriptedRevision, 'commit' | 'changedAt' | 'askedAgainAt'>,
  reports: ReadonlyMap<string, readonly Report[]>,
): readonly Report[] {
  const heard = reports.get(commit) ?? [];
  return heard.filter(({ at }) => at > changedAt - clockSkewMs && (askedAgainAt === null || at < askedAgainAt));
}

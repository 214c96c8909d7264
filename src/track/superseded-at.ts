import type { Timeline } from './timeline.ts';

/**
 * When a commit stopped being the head of all its pull requests: the latest time at which one of them got a newer head. ms, UTC.
 * null while it still is the head of one, and for a commit that is no pull request's head.
 */
export function supersededAt(headSha: string, timelines: readonly Timeline[]): number | null {
  let latest: number | null = null;
  for (const { heads } of timelines) {
    const last = heads.findLastIndex((head) => head.headSha === headSha);
    if (last < 0) continue;
    const next = heads[last + 1];
    if (next === undefined) return null;
    latest = Math.max(latest ?? next.at, next.at);
  }
  return latest;
}

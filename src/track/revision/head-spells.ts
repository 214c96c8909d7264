import type { PullRequestObservation } from '../../model/observation.ts';

/** A stretch of time in which a commit was the head of an open pull request. Times in ms, UTC. */
export interface HeadSpell {
  readonly headSha: string;
  readonly from: number;
  /** null: it still is. */
  readonly to: number | null;
  /** Why it ended; null while it has not. */
  readonly endedBy: 'new_head' | 'closed' | null;
  /** The commit had been a head before, and another one in between. */
  readonly isRenewal: boolean;
}

type OpenSpell = { -readonly [key in keyof HeadSpell]: HeadSpell[key] };

/**
 * The heads of one pull request over time, oldest first. What a delivery shows of another head or of an open pull request counts also
 * where the delivery of the change itself is missing.
 *
 * @param sorted all observations of one pull request, in order
 */
export function headSpells(sorted: readonly PullRequestObservation[]): readonly HeadSpell[] {
  const spells: OpenSpell[] = [];
  for (const { action, headSha, at } of sorted) {
    let last = spells.at(-1);
    if (last !== undefined && last.to === null && last.headSha !== headSha) {
      last.to = at;
      last.endedBy = 'new_head';
    }
    if (last === undefined || last.headSha !== headSha || (last.to !== null && action !== 'closed')) {
      const isRenewal = last !== undefined && last.headSha !== headSha && spells.some((old) => old.headSha === headSha);
      last = { headSha, from: at, to: null, endedBy: null, isRenewal };
      spells.push(last);
    }
    if (action === 'closed' && last.to === null) {
      last.to = at;
      last.endedBy = 'closed';
    }
  }
  return spells;
}

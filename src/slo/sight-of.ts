import { matchesLike } from '../condition/matches-like.ts';
import { shownName } from '../model/counted-objectives.ts';
import type { Objective } from '../model/objective.ts';
import type { Person, Viewer } from '../model/viewer.ts';
import { namedRepositories } from './named-repositories.ts';
import { annotationsOf } from './slo-annotations.ts';

/**
 * What a viewer may see of an objective: nothing, its numbers, or also its definition. The numbers are still only those of the repositories
 * that the viewer may see.
 */
export type Sight = 'none' | 'numbers' | 'whole';

/**
 * Decides what a viewer may see of an objective.
 *
 * - `everyone` sees the numbers of the chosen ones.
 * - Admins see every definition. Others see an objective where `cislo.dev/visible-to` names them; where nothing is said, one that counts
 *   events without a repository is for admins alone.
 * - A person sees an objective that names repositories only when one of them is theirs, and its definition only when all are.
 */
export function sightOf(viewer: Viewer, objective: Objective): Sight {
  if (viewer.kind === 'system') return 'whole';
  if (viewer.kind === 'everyone') return viewer.slos.includes(shownName(objective.name)) ? 'numbers' : 'none';
  if (viewer.role === 'admin') return 'whole';
  const { visibleTo } = annotationsOf(objective);
  if (visibleTo === null ? countsElsewhere(objective) : !names(visibleTo, viewer)) return 'none';
  return sightOfNamed(viewer, objective);
}

/** Does a person's sum of an objective contain events without a repository? They are not of anybody's repository, so `visible-to` decides. */
export function seesUnplaced(viewer: Person, objective: Objective): boolean {
  return viewer.role === 'admin' || names(annotationsOf(objective).visibleTo ?? [], viewer);
}

/** Are events counted that need not be about a repository, or is their sum kept for all repositories together? */
export function countsElsewhere({ indicator }: Pick<Objective, 'indicator'>): boolean {
  const { eventType } = indicator;
  if (eventType !== 'measured') return eventType === 'custom';
  return indicator.type !== 'composite' || indicator.members.some(({ objective }) => countsElsewhere(objective));
}

function names(visibleTo: readonly string[], { login }: Person): boolean {
  return visibleTo.some((name) => name === 'members' || name === 'public' || name === login.toLowerCase());
}

function sightOfNamed({ repositories }: Person, objective: Objective): Sight {
  const { names: named, patterns } = namedRepositories(objective);
  if (named.length + patterns.length === 0) return 'whole';
  const own = new Set(repositories);
  const seen = [
    ...named.map((name) => own.has(name)),
    ...patterns.map((pattern) => repositories.some((name) => matchesLike(name, pattern))),
  ];
  if (!seen.includes(true)) return 'none';
  return seen.includes(false) ? 'numbers' : 'whole';
}

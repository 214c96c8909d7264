import type { RepositoryObservation } from '../../model/observation.ts';
import { parseTimestamp } from '../../time/parse-timestamp.ts';
import { asFields, type Fields } from '../fields.ts';
import { readId } from '../read-id.ts';
import { pick } from './pick.ts';
import type { ObservedFact } from './rest-fact.ts';

/** The repository as a webhook shows it. */
export function trimRepository(repository: Fields): Fields {
  return {
    ...pick(repository, ['id', 'node_id', 'name', 'full_name', 'private', 'html_url']),
    owner: pick(asFields(repository['owner']), ['login']),
  };
}

/** What identifies a repository, and its default branch; each null when GitHub does not say. */
export function readRepositoryIdentity(repository: Fields): {
  readonly id: number | null;
  readonly fullName: string | null;
  readonly defaultBranch: string | null;
} {
  const { id, full_name: fullName, default_branch: branch } = repository;
  return {
    id: readId(id),
    fullName: typeof fullName === 'string' ? fullName : null,
    defaultBranch: typeof branch === 'string' ? branch : null,
  };
}

/**
 * What a repository tells of itself: that it is archived, or nothing. GitHub does not say since when. `updated_at` moves with every
 * change, so it was archived by then; the latest time excuses nothing that was overdue before it.
 * https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
export function archivedFacts(repository: Fields): readonly ObservedFact[] {
  const at = parseTimestamp(repository['updated_at']);
  if (repository['archived'] !== true || at === null) return [];
  return [{ event: 'repository', observation: told('archived', null, at) }];
}

/**
 * That a branch of this repository was deleted.
 *
 * @param at GitHub's clock, ms.
 */
export function branchDeletedFact(branch: string, at: number): ObservedFact {
  return { event: 'delete', observation: told('branch_deleted', branch, at) };
}

function told(fact: RepositoryObservation['fact'], branch: string | null, at: number): RepositoryObservation {
  const about = { type: 'repository', fact, branch, installationId: null } as const;
  return { ...about, at, isTimeKnown: true, quirks: [] };
}

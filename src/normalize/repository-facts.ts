import { noRepositoryId } from '../model/hook-delivery.ts';
import type { RepositoryFact, RepositoryObservation } from '../model/observation.ts';
import { type EventInput, missingField, toldTime } from './event-input.ts';
import { readText, textLimits } from './read-text.ts';

/** After these the repository has another name, owner or visibility, or is gone or read-only. */
const repositoryFacts: ReadonlyMap<string, RepositoryFact> = new Map([
  ['deleted', 'deleted'],
  ['archived', 'archived'],
  ['renamed', 'renamed'],
  ['transferred', 'renamed'],
  ['publicized', 'renamed'],
  ['privatized', 'renamed'],
]);

/** `repository`: it is gone, read-only or called something else; null for what changes nothing here (created, edited, unarchived). */
export function readRepositoryChange(input: EventInput): RepositoryObservation | null {
  const fact = repositoryFacts.get(input.action ?? '');
  return fact === undefined ? null : repositoryFact(fact, null, input);
}

/** `delete`: a branch is gone; null for a tag. https://docs.github.com/en/webhooks/webhook-events-and-payloads#delete */
export function readDelete(input: EventInput): RepositoryObservation | null {
  return input.payload['ref_type'] === 'branch' ? deletedBranch(input) : null;
}

/** The branch that `ref` names is gone; null when it names a tag, or nothing. */
export function deletedBranch(input: EventInput): RepositoryObservation | null {
  const ref = readText(input.payload['ref'], textLimits.name, input.quirks) ?? '';
  if (ref.startsWith('refs/tags/')) return null;
  const branch = ref.replace(/^refs\/heads\//, '');
  return branch === '' ? missingField(input) : repositoryFact('branch_deleted', branch, input);
}

/** The App was removed from a repository, or its installation (all of its repositories, where none is named) was deleted or suspended. */
export function appRemoved(input: EventInput): RepositoryObservation {
  const { id, installationId } = input.repository;
  return {
    ...repositoryFact('app_removed', null, input),
    installationId: id === noRepositoryId ? installationId : null,
  };
}

function repositoryFact(fact: RepositoryFact, branch: string | null, input: EventInput): RepositoryObservation {
  return { type: 'repository', fact, branch, installationId: null, ...toldTime(input), quirks: input.quirks };
}

import type { CommitKey, PullRequestKey } from '../store/projection/load-observations.ts';

/** A commit as one text. */
export function commitKey(key: CommitKey): string {
  return `${key.repository_id}@${key.host} ${key.head_sha}`;
}

/** A pull request as one text. */
export function pullRequestKey(key: PullRequestKey): string {
  return `${key.repository_id}@${key.host} #${key.pull_request}`;
}

/** A repository as one text, as the store names it. */
export function repositoryKey(key: { readonly repository_id: number; readonly host: string }): string {
  return `${key.repository_id}@${key.host}`;
}

/** The items by key, the last of equal ones. */
export function byKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T> {
  return new Map(items.map((item) => [keyOf(item), item]));
}

/** The items in groups of equal key, in their order. */
export function groupByKey<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

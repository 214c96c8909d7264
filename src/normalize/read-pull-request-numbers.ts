import { asFields } from './fields.ts';
import { readId } from './read-id.ts';
import { readList } from './read-list.ts';

const mostListed = 100;

/**
 * The numbers of the pull requests that a check lists, without those into other repositories (GitHub lists a fork's own, too);
 * [] when there is no list. Ascending, each once.
 */
export function readPullRequestNumbers(list: unknown, repositoryId: number): readonly number[] {
  const knownId = readId(repositoryId);
  const numbers = readList(list, mostListed, (element) => {
    const pullRequest = asFields(element);
    const baseId = readId(asFields(asFields(pullRequest['base'])['repo'])['id']);
    return baseId === null || knownId === null || baseId === knownId ? readId(pullRequest['number']) : null;
  });
  return numbers.length < 2 ? numbers : [...new Set(numbers)].sort((left, right) => left - right);
}

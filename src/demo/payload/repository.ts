import { type DemoRepository, fullName } from '../demo-repository.ts';
import { accountPayload } from './account.ts';

/** What surrounds every payload: the repository, its organization, the App's installation and who caused it. */
export interface Surroundings {
  readonly repository: object;
  readonly organization: object;
  readonly installation: object;
  readonly sender: object;
}

const repositories = new Map<number, object>();

/** The API addresses that GitHub repeats in every repository object. */
const addresses = [
  'archive_url assignees_url blobs_url branches_url collaborators_url comments_url commits_url compare_url',
  'contents_url contributors_url deployments_url downloads_url events_url forks_url git_commits_url git_refs_url',
  'hooks_url issues_url keys_url labels_url languages_url merges_url milestones_url notifications_url pulls_url',
  'releases_url stargazers_url statuses_url subscribers_url subscription_url tags_url teams_url trees_url',
]
  .join(' ')
  .split(' ');

/** The full repository object; one shared object a repository. */
export function repositoryPayload(repository: DemoRepository): object {
  const known = repositories.get(repository.id);
  if (known !== undefined) return known;
  const name = fullName(repository);
  const api = `https://api.github.com/repos/${name}`;
  const payload = {
    ...shortRepositoryPayload(repository.id, repository.owner, repository.name, false),
    description: `The ${repository.name} of ${repository.owner}`,
    ...Object.fromEntries(addresses.map((key) => [key, `${api}/${key.replace('_url', '')}{/id}`])),
    created_at: '2021-03-04T08:15:16Z',
    git_url: `git://github.com/${name}.git`,
    clone_url: `https://github.com/${name}.git`,
    homepage: null,
    size: 4_812,
    stargazers_count: 321,
    language: repository.language,
    has_issues: true,
    archived: false,
    disabled: false,
    open_issues_count: 17,
    license: { key: 'apache-2.0', name: 'Apache License 2.0', spdx_id: 'Apache-2.0' },
    topics: [],
    visibility: 'public',
    default_branch: 'main',
  };
  repositories.set(repository.id, payload);
  return payload;
}

/** A repository as it stands inside a pull request's head and base. */
export function shortRepositoryPayload(id: number, owner: string, name: string, fork: boolean): object {
  return {
    id,
    node_id: `R_${id.toString(36)}`,
    name,
    full_name: `${owner}/${name}`,
    private: false,
    owner: accountPayload(owner, fork ? 'User' : 'Organization'),
    html_url: `https://github.com/${owner}/${name}`,
    fork,
    url: `https://api.github.com/repos/${owner}/${name}`,
    default_branch: 'main',
  };
}

/** The parts that every delivery of an App has. */
export function surroundings(repository: DemoRepository, sender: object): Surroundings {
  return {
    repository: repositoryPayload(repository),
    organization: accountPayload(repository.owner, 'Organization'),
    installation: { id: repository.installationId, node_id: `I_${repository.installationId.toString(36)}` },
    sender,
  };
}

import { asFields, type Fields, isFields } from './fields.ts';
import { hostOfUrl } from './host-name.ts';

/** GitHub's API lives at `api.HOST` or `HOST/api/v3`; the forges that borrow its header have other versions. */
const githubApi = /^https?:\/\/(?:api\.[^/]+\/|[^/]+\/api\/v3\/)/i;
const forgeApi = /^https?:\/\/[^/]+\/api\/v(?:1|2|4|5)\//i;
/** Fields that the repositories of other forges have, and that GitHub's never had. */
const forgeRepositoryKeys = ['stars_count', 'path_with_namespace', 'internal_tracker', 'mirror_interval'] as const;

/**
 * Did another forge (Gitea, Forgejo, Gogs, Gitee, …) send this under GitHub's header? Judged by what only GitHub or only others send, not
 * by a list of sites. `hosts`: the GitHub hosts that are served; `enterpriseHost`: the header that only Enterprise Servers send. A body
 * that shows neither kind of sign is taken for GitHub's. Never throws.
 */
export function isForge(payload: Fields, hosts: readonly string[], enterpriseHost: string | undefined): boolean {
  const repository = asFields(payload['repository']);
  if (typeof repository['node_id'] === 'string') return false;
  const host = hostOfUrl(repository['html_url']);
  if (host === 'github.com' || (host !== null && hosts.includes(host))) return false;
  if (hasForgeMark(repository)) return true;
  return host !== null && enterpriseHost === undefined && !hasGithubMark(payload, repository);
}

function hasForgeMark(repository: Fields): boolean {
  return matches(forgeApi, repository['url']) || forgeRepositoryKeys.some((key) => key in repository);
}

/** Node ids, GitHub's API addresses and app installations exist nowhere else. */
function hasGithubMark(payload: Fields, repository: Fields): boolean {
  if (typeof repository['statuses_url'] === 'string' || isFields(payload['installation'])) return true;
  return Object.values(payload).some(
    (part) => isFields(part) && (typeof part['node_id'] === 'string' || matches(githubApi, part['url'])),
  );
}

function matches(pattern: RegExp, url: unknown): boolean {
  return typeof url === 'string' && pattern.test(url);
}

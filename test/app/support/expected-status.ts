import type { BoundRoute } from '../../../src/web/route/route.ts';
import type { Viewpoint } from './viewpoints.ts';

/** By kind of thing: the ids that there are. */
type Ids = Readonly<Record<string, readonly string[]>>;
/** The same by repository. */
type Owned = Readonly<Record<string, readonly (readonly string[])[]>>;

/** A request of the route's method, where it takes a document with one that is none. */
export function requestOf({ method, path, body }: BoundRoute, identity: Viewpoint['identity']): RequestInit {
  const proof = identity === 'wrong' ? { authorization: 'Bearer cislo_over' } : {};
  // A stream goes on until its reader goes away.
  if (path === '/live/changes') return { method, headers: proof, signal: AbortSignal.timeout(300) };
  if (body === null) return { method, headers: proof };
  if ('form' in body) {
    const csrf = identity === null || identity === 'wrong' ? null : identity.csrf;
    const fields = {
      ...(csrf === null ? {} : { csrf }),
      ...(path === '/tokens' ? { name: 'x', scope: 'read', days: '1' } : {}),
      ...(path.endsWith('/edit') || path.endsWith('/document') ? { document: 'kind: none' } : {}),
    };
    return { method, headers: proof, body: new URLSearchParams(fields) };
  }
  if (!('media' in body)) return { method, headers: { ...proof, 'content-type': 'application/json' }, body: '{}' };
  return { method, headers: { ...proof, 'content-type': 'application/yaml' }, body: 'kind: none' };
}

/** What the answer to a request is expected to be. */
export function expectedOf(
  route: BoundRoute,
  address: string,
  { expected, sees, access, identity }: Viewpoint,
  ids: Ids,
  owned: Owned,
): readonly number[] {
  const status = expected[route.access];
  const isPage = route.answer.type === 'html' && route.method === 'GET';
  if (status === 401 && isPage && identity === null && route.access !== 'local') return [302];
  if (status >= 400 && status !== 422) return [status];
  // Its numbers are over all repositories.
  if (/^\/status(\.|$)/.test(route.path) && access.everyone === null && identity !== null) return [403];
  if (route.access === 'write' && isPage) return [200];
  // Those that there are come from files.
  if (route.path === '/slos/{id}/delete') return [409];
  if (route.method === 'DELETE') return [409];
  // Another viewpoint may have revoked it.
  if (route.path === '/tokens/{id}/revoke') return [303, 404];
  if (route.path === '/logout') return [303];
  if (route.path === '/reports') return [302];
  if (route.path === '/tokens' && route.method === 'POST') return [201];
  const isOwn = (kind: string) =>
    !address.includes(`/${kind}/`) ||
    sees.some((index) => ids[kind]?.[index] !== undefined && belongs(owned, kind, address, index));
  if (!isOwn('runs') || !isOwn('revisions')) return [404];
  const isPublic = access.everyone !== null && identity === null && access.bindHost !== '127.0.0.1';
  if (isPublic && /^(\/api)?\/slos\/\{id\}/.test(route.path) && !address.includes('build-completion')) return [404];
  return [status];
}

/** Does the id in an address belong to the repository of this index? */
function belongs(owned: Owned, kind: string, address: string, index: number): boolean {
  return (owned[kind]?.[index] ?? []).some((id) => address.includes(id));
}

/** Questions that name a repository, a job of it and a commit. */
export function addressesNaming(repository: string, name: string, headSha: string): readonly string[] {
  const instance = new URLSearchParams({ instance: `repository=${repository},name=${name}` });
  const slo = '/api/slos/build-completion';
  return [
    `/api/runs?${new URLSearchParams({ repository })}`,
    `/api/runs?head_sha=${headSha}`,
    `/api/revisions?${new URLSearchParams({ repository })}`,
    `/runs?${new URLSearchParams({ repository })}`,
    `/revisions.csv?${new URLSearchParams({ repository })}`,
    `/repositories?${new URLSearchParams({ repository })}`,
    `${slo}/status?${instance}`,
    `${slo}/history?${instance}`,
    `${slo}/events?${instance}`,
    `${slo}/alerts?${instance}`,
    `${slo}/events?${new URLSearchParams({ dimension: 'repository', value: repository })}`,
    `/slos/build-completion/events.csv?${new URLSearchParams({ dimension: 'name', value: name })}`,
    `/slos/build-completion?${new URLSearchParams({ dimension: 'repository', value: repository, compare: 'yes' })}`,
  ];
}

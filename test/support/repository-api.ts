import nock from 'nock';
import type { FakeRepository, Json } from './fake-repository.ts';

type Reply = readonly [status: number, body: unknown, headers?: Record<string, string>];

/** GitHub's REST API over a made-up repository. */
export interface RepositoryApi {
  /** Paths with their queries, in the order they were asked for. */
  readonly requests: string[];
  /** When set, may answer instead: `count` counts the requests from 1. */
  interfere: ((path: string, count: number) => Reply | 'network' | null) | null;
}

export interface RepositoryApiOptions {
  readonly api?: string;
  readonly prefix?: string;
  /** Things on a page, whatever is asked for; as asked when not given. */
  readonly pageSize?: number;
  readonly installation?: number | null;
}

export const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

/** Answers every request to the API until `nock.cleanAll()`. */
export function serveRepository(fake: FakeRepository, options: RepositoryApiOptions = {}): RepositoryApi {
  const { api = 'https://api.github.com', prefix = '', installation = 7 } = options;
  const state: RepositoryApi = { requests: [], interfere: null };
  const scope = nock(api).persist();
  scope
    .post(/\/app\/installations\/\d+\/access_tokens$/)
    .reply(
      201,
      { token: 'ghs_test', expires_at: '2099-01-01T00:00:00Z', permissions: {}, repository_selection: 'all' },
      jsonHeaders,
    );
  const rules: [RegExp, (match: RegExpExecArray, query: URLSearchParams) => unknown][] = [
    [
      /^\/installation$/,
      () => (installation === null ? undefined : { id: installation, created_at: '2025-12-01T00:00:00Z' }),
    ],
    [/^$/, () => fake.repository],
    [/^\/pulls$/, () => fake.pulls],
    [/^\/issues\/(\d+)\/timeline$/, ([, number]) => fake.timelines.get(Number(number))],
    [/^\/actions\/runs$/, (_, query) => ({ key: 'workflow_runs', list: listRuns(fake, query.get('created') ?? '') })],
    [/^\/actions\/runs\/(\d+)$/, ([, id]) => [...(fake.runs.get(Number(id))?.values() ?? [])].at(-1)],
    [/^\/actions\/runs\/(\d+)\/attempts\/(\d+)$/, ([, id, attempt]) => fake.runs.get(Number(id))?.get(Number(attempt))],
    [
      /^\/actions\/runs\/(\d+)\/jobs$/,
      ([, id]) => ({ key: 'jobs', list: fake.jobs.filter((job) => job.run_id === Number(id)) }),
    ],
    [/^\/commits$/, () => []],
    [
      /^\/commits\/(\w+)\/check-runs$/,
      ([, sha]) => ({ key: 'check_runs', list: fake.checkRuns.filter((run) => run.head_sha === sha) }),
    ],
    [
      /^\/commits\/(\w+)\/check-suites$/,
      ([, sha]) => ({ key: 'check_suites', list: fake.suites.filter((suite) => suite.head_sha === sha) }),
    ],
    [/^\/commits\/(\w+)\/statuses$/, ([, sha]) => fake.statuses.filter((status) => status.sha === sha)],
  ];

  function answer(uri: string): Reply {
    const url = new URL(uri, api);
    const path = decodeURIComponent(url.pathname.slice(prefix.length));
    const activity = /^\/repos\/([^/]+\/[^/]+)\/activity$/.exec(path);
    if (activity !== null) {
      const branch = url.searchParams.get('ref')?.replace('refs/heads/', '');
      return page(url, fake.activities.get(`${activity[1]}#${branch}`) ?? []);
    }
    const base = `/repos/${fake.repository['full_name']}`;
    if (path !== base && !path.startsWith(`${base}/`)) return [404, { message: 'Not Found' }];
    for (const [pattern, find] of rules) {
      const match = pattern.exec(path.slice(base.length));
      if (match === null) continue;
      const found = find(match, url.searchParams);
      if (found === undefined) return [404, { message: 'Not Found' }];
      if (Array.isArray(found)) return page(url, found);
      const listed = found as { readonly key?: string; readonly list?: readonly Json[] };
      return listed.key === undefined ? [200, found] : page(url, listed.list ?? [], listed.key);
    }
    return [404, { message: 'Not Found' }];
  }

  function page(url: URL, list: readonly Json[], key?: string): Reply {
    const size = options.pageSize ?? Number(url.searchParams.get('per_page') ?? 30);
    const number = Number(url.searchParams.get('page') ?? 1);
    const items = list.slice((number - 1) * size, number * size);
    const next = new URL(url);
    next.searchParams.set('page', String(number + 1));
    const link: Record<string, string> =
      number * size < list.length ? { link: `<${next}>; rel="next", <${url}>; rel="last"` } : {};
    return [200, key === undefined ? items : { total_count: list.length, [key]: items }, link];
  }

  scope.get(/.*/).reply((uri, _body, done) => {
    state.requests.push(uri);
    const path = decodeURIComponent(uri);
    const given = state.interfere?.(path, state.requests.length) ?? answer(uri);
    if (given === 'network') return done(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), [500]);
    const [status, body, headers = {}] = given;
    return done(null, [status, typeof body === 'string' ? body : JSON.stringify(body), { ...jsonHeaders, ...headers }]);
  });
  return state;
}

function listRuns(fake: FakeRepository, created: string): readonly Json[] {
  const [from = 0, to = Number.POSITIVE_INFINITY] = created.split('..').map((time) => Date.parse(time));
  return [...fake.runs.values()]
    .map((attempts) => [...attempts.values()].at(-1) as Json)
    .filter((run) => Date.parse(run.created_at) >= from && Date.parse(run.created_at) <= to)
    .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at));
}

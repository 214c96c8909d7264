import { type Logger, ProbotOctokit } from 'probot';
import { CisloError } from '../model/error.ts';
import { plainJson } from './plain-json.ts';

/** A repository that a person can reach. */
export interface ReachedRepository {
  readonly id: number;
  /** `owner/name`. */
  readonly fullName: string;
}

/** Whose token it is. */
export interface GithubUser {
  readonly id: number;
  readonly login: string;
}

/** Asks GitHub in the name of a person. */
export interface UserReader {
  /** @throws CisloError server_unreachable when GitHub does not answer; null when the token holds no more */
  readUser(): Promise<GithubUser | null>;
  /** The repositories of the App's installations that the person can reach; the same failures. */
  readRepositories(): Promise<readonly ReachedRepository[] | null>;
}

/** Nobody's list is read for ever: 100 a page. */
const mostPages = 100;
const timeoutMs = 10_000;

/**
 * A reader with a person's own token.
 * https://docs.github.com/en/rest/apps/installations#list-app-installations-accessible-to-the-user-access-token
 *
 * @param apiUrl GitHub's API, without a slash at the end
 */
export function createUserReader(token: string, apiUrl: string, log: Logger): UserReader {
  const octokit = new ProbotOctokit({
    baseUrl: apiUrl,
    auth: { token },
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
    retry: { retries: 1 },
    log,
  });

  async function get(path: string, page: number | null): Promise<unknown | null> {
    try {
      const query = page === null ? {} : { per_page: 100, page };
      const { data } = await octokit.request(`GET ${path}`, {
        ...query,
        request: { signal: AbortSignal.timeout(timeoutMs) },
      });
      return plainJson(data);
    } catch (error) {
      const { status, response } = error as { readonly status?: number; readonly response?: unknown };
      if (status === 401 && response !== undefined) return null;
      throw new CisloError(
        'server_unreachable',
        `GitHub could not say what you may see (${response === undefined ? 'no answer' : status}); try again in a minute`,
        { cause: error },
      );
    }
  }

  /** Every item of a list, page by page; null when the token holds no more. */
  async function list<T>(path: string, key: string, read: (item: unknown) => T | null): Promise<readonly T[] | null> {
    const found: T[] = [];
    for (let page = 1; page <= mostPages; page += 1) {
      const answer = (await get(path, page)) as Readonly<Record<string, unknown>> | null;
      if (answer === null) return null;
      const items = answer[key];
      if (!Array.isArray(items)) throw unreadable(path);
      found.push(...items.flatMap((item) => read(item) ?? []));
      if (items.length < 100) break;
    }
    return found;
  }

  return {
    async readUser() {
      const user = (await get('/user', null)) as Readonly<Record<string, unknown>> | null;
      if (user === null) return null;
      const { id, login } = user;
      if (!Number.isSafeInteger(id) || typeof login !== 'string' || login === '') throw unreadable('/user');
      return { id: id as number, login };
    },
    async readRepositories() {
      const installations = await list('/user/installations', 'installations', installationId);
      if (installations === null) return null;
      const found: ReachedRepository[] = [];
      for (const id of installations) {
        const repositories = await list(`/user/installations/${id}/repositories`, 'repositories', repositoryOf);
        if (repositories === null) return null;
        found.push(...repositories);
      }
      return found;
    },
  };
}

/** A suspended installation hands out nothing. */
function installationId(item: unknown): number | null {
  const { id, suspended_at: suspendedAt } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return Number.isSafeInteger(id) && (suspendedAt === null || suspendedAt === undefined) ? (id as number) : null;
}

function repositoryOf(item: unknown): ReachedRepository | null {
  const { id, full_name: fullName } = (item ?? {}) as Readonly<Record<string, unknown>>;
  return Number.isSafeInteger(id) && typeof fullName === 'string' ? { id: id as number, fullName } : null;
}

function unreadable(path: string): CisloError {
  return new CisloError(
    'server_unreachable',
    `GitHub's answer at ${path} is not what it documents; try again in a minute`,
  );
}

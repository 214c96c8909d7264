import type { Logger } from 'probot';
import { ask } from './ask.ts';
import { createBackfillOctokit } from './backfill-octokit.ts';
import type { GithubAnswer } from './github-answer.ts';
import { plainJson } from './plain-json.ts';

/** An issue as far as it is looked at. */
export interface IssueView {
  readonly number: number;
  readonly isOpen: boolean;
  readonly body: string;
  /** Who closed it; null: nobody, or GitHub does not say. */
  readonly closedBy: string | null;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
}

/** Writes issues as the App, with the permission `issues: write`. Nothing rejects. */
export interface IssueClient {
  /** The newest open issue whose text holds the marker; null: there is none. */
  find(repository: string, marker: string): Promise<GithubAnswer<IssueView | null>>;
  open(repository: string, issue: NewIssue): Promise<GithubAnswer<IssueView>>;
  read(repository: string, number: number): Promise<GithubAnswer<IssueView>>;
  /** Puts a comment there, or changes the one that holds the marker. */
  comment(repository: string, number: number, marker: string, body: string): Promise<GithubAnswer<null>>;
  close(repository: string, number: number): Promise<GithubAnswer<IssueView>>;
}

export interface IssueClientOptions {
  readonly app: { readonly id: number; readonly privateKey: string };
  /** GitHub's API, without a slash at the end. */
  readonly apiUrl: string;
  readonly log: Logger;
  readonly clock: () => number;
}

type Octokit = ReturnType<typeof createBackfillOctokit>;
const patienceMs = 30_000;

/** A client that finds its way into each repository by the App's installation there. */
export function createIssueClient({ app, apiUrl, log, clock }: IssueClientOptions): IssueClient {
  const installations = new Map<string, Octokit>();

  async function octokitOf(repository: string): Promise<GithubAnswer<Octokit>> {
    const known = installations.get(repository);
    if (known !== undefined) return { type: 'ok', value: known, restUntil: null };
    const asApp = createBackfillOctokit({ type: 'app', ...app, installationId: null }, apiUrl, log);
    const found = await ask(
      () => asApp.request(`GET /repos/${repository}/installation`, request()),
      ({ data }) => numberOf(data, 'id'),
      clock,
    );
    if (found.type !== 'ok') return found;
    const octokit = createBackfillOctokit({ type: 'app', ...app, installationId: found.value }, apiUrl, log);
    installations.set(repository, octokit);
    return { ...found, value: octokit };
  }

  async function call<T>(
    repository: string,
    route: string,
    body: object,
    read: (data: unknown) => T | null,
  ): Promise<GithubAnswer<T>> {
    const octokit = await octokitOf(repository);
    if (octokit.type !== 'ok') return octokit;
    const answer = await ask(
      () => octokit.value.request(route.replace('{repository}', repository), { ...body, ...request() }),
      ({ data }) => read(plainJson(data)),
      clock,
    );
    // The App may have been installed anew.
    if (answer.type === 'refused') installations.delete(repository);
    return answer;
  }

  return {
    async find(repository, marker) {
      const page = await call(
        repository,
        'GET /repos/{repository}/issues',
        { state: 'open', sort: 'created', direction: 'desc', per_page: 100 },
        (data) => (Array.isArray(data) ? data : null),
      );
      if (page.type !== 'ok') return page;
      const issues = page.value.flatMap((one) => issueOf(one) ?? []);
      return { ...page, value: issues.find(({ body }) => body.includes(marker)) ?? null };
    },
    open: (repository, issue) => call(repository, 'POST /repos/{repository}/issues', issue, issueOf),
    read: (repository, number) => call(repository, `GET /repos/{repository}/issues/${number}`, {}, issueOf),
    close: (repository, number) =>
      call(
        repository,
        `PATCH /repos/{repository}/issues/${number}`,
        { state: 'closed', state_reason: 'completed' },
        issueOf,
      ),
    async comment(repository, number, marker, body) {
      const comments = await call(
        repository,
        `GET /repos/{repository}/issues/${number}/comments`,
        { per_page: 100 },
        (data) => (Array.isArray(data) ? data : null),
      );
      if (comments.type !== 'ok') return comments;
      const own = comments.value.find((one) => textOf(one, 'body').includes(marker));
      const id = own === undefined ? null : numberOf(own, 'id');
      if (own !== undefined && textOf(own, 'body') === body) return { ...comments, value: null };
      const written = await call(
        repository,
        id === null
          ? `POST /repos/{repository}/issues/${number}/comments`
          : `PATCH /repos/{repository}/issues/comments/${id}`,
        { body },
        (data) => numberOf(data, 'id'),
      );
      return written.type === 'ok' ? { ...written, value: null } : written;
    },
  };
}

function request() {
  return { request: { signal: AbortSignal.timeout(patienceMs), retries: 1 } };
}

function issueOf(data: unknown): IssueView | null {
  const number = numberOf(data, 'number');
  if (number === null) return null;
  const { closed_by: closer } = data as { readonly closed_by?: unknown };
  const login = textOf(closer, 'login');
  return {
    number,
    isOpen: textOf(data, 'state') === 'open',
    body: textOf(data, 'body'),
    closedBy: login === '' ? null : login,
  };
}

function numberOf(data: unknown, name: string): number | null {
  const value = (data as Readonly<Record<string, unknown>> | null)?.[name];
  return Number.isSafeInteger(value) ? (value as number) : null;
}

function textOf(data: unknown, name: string): string {
  const value = (data as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  return typeof value === 'string' ? value : '';
}

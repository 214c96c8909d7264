import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface TrackedIssue {
  readonly number: number;
  readonly title: string;
  body: string;
  state: 'open' | 'closed';
  closed_by: { readonly login: string } | null;
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: { readonly id: number; body: string }[];
}

export interface IssueTracker {
  readonly url: string;
  readonly issues: Map<number, TrackedIssue>;
  /** Every request that writes, as `POST /…`. */
  readonly written: readonly string[];
  /** Answers this instead while it is set. */
  fail: number | null;
  close(): Promise<void>;
}

/** The part of GitHub's API that issues need, on loopback: of one repository, `o/r`, on which the App is installed. */
export async function startIssueTracker(): Promise<IssueTracker> {
  const issues = new Map<number, TrackedIssue>();
  const written: string[] = [];
  const tracker = { issues, written, fail: null as number | null };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const body = text === '' ? {} : JSON.parse(text);
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const { method = 'GET' } = request;
    const say = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (path === '/repos/o/r/installation') return say(200, { id: 7 });
    if (path === '/app/installations/7/access_tokens')
      return say(201, {
        token: 'ghs_x',
        expires_at: '2099-01-01T00:00:00Z',
        permissions: {},
        repository_selection: 'all',
      });
    if (tracker.fail !== null) return say(tracker.fail, { message: 'no' });
    if (method !== 'GET') written.push(`${method} ${path}`);
    const [, number, rest = ''] = /^\/repos\/o\/r\/issues(?:\/(\d+))?(\/comments)?$/.exec(path) ?? [];
    const [, commentId] = /^\/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(path) ?? [];
    if (commentId !== undefined) {
      for (const { comments } of issues.values())
        for (const comment of comments) if (comment.id === Number(commentId)) comment.body = body.body;
      return say(200, { id: Number(commentId) });
    }
    if (!/^\/repos\/o\/r\/issues/.test(path)) return say(404, { message: 'Not Found' });
    if (number === undefined) {
      if (method === 'GET') return say(200, [...issues.values()].filter(({ state }) => state === 'open').reverse());
      const made = { number: issues.size + 1, state: 'open' as const, closed_by: null, comments: [], ...body };
      issues.set(made.number, made);
      return say(201, made);
    }
    const issue = issues.get(Number(number));
    if (issue === undefined) return say(410, { message: 'This issue was deleted' });
    if (rest === '/comments') {
      if (method === 'GET') return say(200, issue.comments);
      const comment = { id: 1000 * issue.number + issue.comments.length, body: body.body };
      issue.comments.push(comment);
      return say(201, comment);
    }
    if (method === 'PATCH') Object.assign(issue, { state: body.state, closed_by: { login: 'cislo[bot]' } });
    return say(200, issue);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(tracker, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

import { type DemoRepository, fullName } from '../demo-repository.ts';
import { isoSecond } from '../iso-second.ts';
import { accountPayload } from './account.ts';
import { surroundings } from './repository.ts';

/** The apps that create checks. */
export const demoApps = {
  'packit-as-a-service': { id: 29_076, owner: 'packit', name: 'Packit-as-a-Service' },
  'github-actions': { id: 15_368, owner: 'github', name: 'GitHub Actions' },
  dco: { id: 1_861, owner: 'probot', name: 'DCO' },
} as const;
export type DemoApp = keyof typeof demoApps;

/** Where a check stands. `pullRequests` is empty for forks, `branch` null likewise. */
export interface CheckPlace {
  readonly repository: DemoRepository;
  readonly app: DemoApp;
  readonly sha: string;
  readonly suiteId: number;
  readonly branch: string | null;
  readonly pullRequests: readonly number[];
}

/** What one check run says. Times in ms. */
export interface CheckRunWords {
  readonly id: number;
  readonly name: string;
  readonly status: 'waiting' | 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly startedAt: number;
  readonly completedAt: number | null;
  readonly title: string | null;
  readonly detailsUrl: string;
}

function appPayload(app: DemoApp): object {
  const { id, owner, name } = demoApps[app];
  return {
    id,
    slug: app,
    node_id: `A_${id.toString(36)}`,
    owner: accountPayload(owner, 'Organization'),
    name,
    description: '',
    external_url: `https://${app}.example.com`,
    html_url: `https://github.com/apps/${app}`,
    created_at: '2019-04-17T10:02:10Z',
    updated_at: '2024-09-02T14:09:44Z',
    permissions: { checks: 'write', contents: 'read', metadata: 'read', pull_requests: 'write', statuses: 'write' },
    events: ['check_run', 'check_suite', 'pull_request', 'push'],
  };
}

const apps = {
  'packit-as-a-service': appPayload('packit-as-a-service'),
  'github-actions': appPayload('github-actions'),
  dco: appPayload('dco'),
};

function pullRequestLinks(place: CheckPlace): readonly object[] {
  const api = `https://api.github.com/repos/${fullName(place.repository)}`;
  const repo = { id: place.repository.id, url: api, name: place.repository.name };
  return place.pullRequests.map((number) => ({
    url: `${api}/pulls/${number}`,
    id: place.repository.id * 3 + number,
    number,
    head: { ref: place.branch, sha: place.sha, repo },
    base: { ref: 'main', sha: '9f1c0de09f1c0de09f1c0de09f1c0de09f1c0de0', repo },
  }));
}

function sender(app: DemoApp): object {
  return accountPayload(`${app}[bot]`, 'Bot');
}

/** The body of a `check_run` delivery. https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run */
export function checkRunPayload(place: CheckPlace, action: string, words: CheckRunWords): object {
  const api = `https://api.github.com/repos/${fullName(place.repository)}`;
  const links = pullRequestLinks(place);
  return {
    action,
    check_run: {
      id: words.id,
      name: words.name,
      node_id: `CR_${words.id.toString(36)}`,
      head_sha: place.sha,
      external_id: '',
      url: `${api}/check-runs/${words.id}`,
      html_url: `https://github.com/${fullName(place.repository)}/runs/${words.id}`,
      details_url: words.detailsUrl,
      status: words.status,
      conclusion: words.conclusion,
      started_at: isoSecond(words.startedAt),
      completed_at: isoSecond(words.completedAt),
      output: {
        title: words.title,
        summary:
          words.title === null ? null : `| Name/Job | URL |\n| --- | --- |\n| ${words.name} | ${words.detailsUrl} |\n`,
        text: null,
        annotations_count: 0,
        annotations_url: `${api}/check-runs/${words.id}/annotations`,
      },
      check_suite: {
        id: place.suiteId,
        head_branch: place.branch,
        head_sha: place.sha,
        status: words.status,
        conclusion: words.conclusion,
        url: `${api}/check-suites/${place.suiteId}`,
        pull_requests: links,
        app: apps[place.app],
      },
      app: apps[place.app],
      pull_requests: links,
    },
    ...surroundings(place.repository, sender(place.app)),
  };
}

/** The body of a `check_suite` delivery. `at` in ms. https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_suite */
export function checkSuitePayload(
  place: CheckPlace,
  action: string,
  suite: { readonly at: number; readonly conclusion: string | null; readonly checkRuns: number },
): object {
  const api = `https://api.github.com/repos/${fullName(place.repository)}/check-suites/${place.suiteId}`;
  return {
    action,
    check_suite: {
      id: place.suiteId,
      node_id: `CS_${place.suiteId.toString(36)}`,
      head_branch: place.branch,
      head_sha: place.sha,
      status: suite.conclusion === null ? 'queued' : 'completed',
      conclusion: suite.conclusion,
      url: api,
      pull_requests: pullRequestLinks(place),
      app: apps[place.app],
      created_at: isoSecond(suite.at),
      updated_at: isoSecond(suite.at),
      latest_check_runs_count: suite.checkRuns,
      check_runs_url: `${api}/check-runs`,
    },
    ...surroundings(place.repository, sender(place.app)),
  };
}

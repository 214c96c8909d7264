import { generateKeyPairSync } from 'node:crypto';
import nock from 'nock';
import { Probot, type ProbotOctokit } from 'probot';
import { quietLog } from '../../src/app/quiet-log.ts';
import { createAppOctokit } from '../../src/github/app-octokit.ts';
import {
  createDeliveryClient,
  type DeliveryClient,
  type DeliveryClientOptions,
} from '../../src/github/delivery-client.ts';
import { newGuid, pullRequestBody } from './door-server.ts';

type Apps = InstanceType<typeof ProbotOctokit>['rest']['apps'];
/** An item of the list in GitHub's own description (@octokit/openapi-types). */
export type ListItem = Awaited<ReturnType<Apps['listWebhookDeliveries']>>['data'][number];
/** A delivery with its payload in GitHub's own description. */
export type Detail = Awaited<ReturnType<Apps['getWebhookDelivery']>>['data'];

/** An attempt as a test writes it; the payload is that of a pull request unless said otherwise. */
export interface Attempt {
  readonly id: number | bigint;
  readonly guid: string;
  readonly at: number;
  readonly statusCode?: number;
  readonly redelivery?: boolean;
  readonly event?: string;
  readonly repositoryId?: number | null;
  readonly payload?: unknown;
}

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
}

export const appKey = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .privateKey.export({ type: 'pkcs1', format: 'pem' })
  .toString();

/**
 * GitHub's API for the deliveries of an App, over intercepted HTTP: pages with cursors, newest first. Every request must
 * carry the App's JWT and only parameters that GitHub describes; others are answered as GitHub does.
 */
export function fakeGithub({ pageSize = 100, api = 'https://api.github.com', prefix = '' } = {}) {
  const state = {
    attempts: [] as Attempt[],
    /** Paths asked for, in order. */
    requests: [] as string[],
    /** Answers a request otherwise than GitHub would; null: not this one. */
    interfere: (() => null) as (path: string) => Answer | null,
  };

  function answer(uri: string, authorization: string | undefined): Answer {
    const url = new URL(uri, api);
    const path = url.pathname.slice(prefix.length);
    state.requests.push(path + url.search);
    if (!/^bearer [\w-]+\.[\w-]+\.[\w-]+$/i.test(authorization ?? ''))
      return json(401, { message: 'A JSON web token could not be decoded' });
    return state.interfere(path + url.search) ?? (path === '/app/hook/deliveries' ? list(url) : detail(path));
  }

  function list(url: URL): Answer {
    const { cursor = null, per_page = '30', ...rest } = Object.fromEntries(url.searchParams);
    const size = Math.min(Number(per_page), pageSize);
    if (Object.keys(rest).length > 0 || !(Number(per_page) <= 100)) return json(422, { message: 'Validation Failed' });
    const sorted = [...state.attempts].sort((a, b) => b.at - a.at || (b.id > a.id ? 1 : -1));
    const from = cursor === null ? 0 : sorted.findIndex(({ id }) => `v1_${id}` === cursor);
    if (from < 0) return json(422, { message: 'Invalid cursor' });
    const next = sorted[from + size];
    const link = `<${api}${prefix}/app/hook/deliveries?per_page=${per_page}&cursor=v1_${next?.id}>; rel="next"`;
    return json(200, sorted.slice(from, from + size).map(toItem), next === undefined ? {} : { link });
  }

  function detail(path: string): Answer {
    const id = /^\/app\/hook\/deliveries\/(\d+)$/.exec(path)?.[1];
    const attempt = state.attempts.find((each) => String(each.id) === id);
    return attempt === undefined ? json(404, { message: 'Not Found' }) : json(200, toDetail(attempt));
  }

  nock(api)
    .persist()
    .get((uri) => uri.startsWith(`${prefix}/app/hook/deliveries`))
    .reply(function (uri, _body, callback) {
      const { status, body, headers = {}, delayMs = 0 } = answer(uri, [this.req.headers.authorization].flat()[0]);
      const date = new Date(githubNow()).toUTCString();
      setTimeout(
        () => callback(null, [status, body, { 'content-type': 'application/json; charset=utf-8', date, ...headers }]),
        delayMs,
      );
    });

  let githubNow: () => number = Date.now;
  return Object.assign(state, {
    setClock(clock: () => number) {
      githubNow = clock;
    },
    /** Requests for payloads. */
    details: () => state.requests.filter((path) => /deliveries\/\d+$/.test(path)),
    /** Requests for pages. */
    lists: () => state.requests.filter((path) => !/deliveries\/\d+$/.test(path)),
  });
}

function toItem(attempt: Attempt): ListItem {
  const statusCode = attempt.statusCode ?? 200;
  return {
    // An int64 in GitHub's description.
    id: attempt.id as number,
    guid: attempt.guid,
    delivered_at: new Date(attempt.at).toISOString(),
    redelivery: attempt.redelivery ?? false,
    duration: 0.27,
    status: statusCode === 200 ? 'OK' : 'Service Unavailable',
    status_code: statusCode,
    event: attempt.event ?? 'pull_request',
    action: 'opened',
    installation_id: 123,
    repository_id: attempt.repositoryId === undefined ? 42 : attempt.repositoryId,
    throttled_at: null,
  };
}

function toDetail(attempt: Attempt): Detail {
  const { payload = JSON.parse(pullRequestBody(Number(attempt.id))) } = attempt;
  return {
    ...(toItem(attempt) as unknown as Detail),
    url: '',
    request: { headers: { 'X-GitHub-Delivery': attempt.guid } as never, payload: payload as never },
    response: { headers: null, payload: null as never },
  };
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? `${inner}n` : inner));
  return { status, body: body.replace(/"(\d{16,})n"/g, '$1'), headers };
}

/** Deliveries with ids from `firstId` on, a second apart, each of its own pull request, and all answered with `statusCode`. */
export function deliveriesFrom(
  firstId: number,
  count: number,
  firstAt: number,
  statusCode: number,
): readonly Attempt[] {
  return Array.from({ length: count }, (_, index) => ({
    id: firstId + index,
    guid: newGuid(),
    at: firstAt + index * 1_000,
    statusCode,
  }));
}

/** The real client on Probot's own Octokit. */
export async function testClient(options: Partial<DeliveryClientOptions> = {}): Promise<DeliveryClient> {
  const baseUrl = options.gheHost == null ? 'https://api.github.com' : `https://${options.gheHost}/api/v3`;
  const probot = new Probot({ appId: 1, privateKey: appKey, secret: 'x', log: quietLog(() => {}), baseUrl });
  return createDeliveryClient({
    octokit: await createAppOctokit(probot),
    appId: 1,
    gheHost: null,
    clock: Date.now,
    retries: 0,
    ...options,
  });
}

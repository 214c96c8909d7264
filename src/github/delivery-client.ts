import type { ProbotOctokit } from 'probot';
import { ask } from './ask.ts';
import type { GithubAnswer } from './github-answer.ts';
import { type ListedDelivery, readListedDelivery } from './listed-delivery.ts';
import { nextCursor } from './next-cursor.ts';
import { plainJson } from './plain-json.ts';

/** A page of GitHub's list of deliveries, newest first. */
export interface DeliveryPage {
  readonly items: readonly ListedDelivery[];
  /** null on the last page. */
  readonly next: string | null;
}

/** What a delivery carried. */
export interface DeliveryContent {
  /** null when GitHub has it no more. */
  readonly payload: object | null;
  /** The header that only Enterprise Servers send. */
  readonly enterpriseHost: string | undefined;
}

/** GitHub's list of the deliveries of the App's webhook. */
export interface DeliveryClient {
  /** Whose deliveries: GitHub's host and the App; what is remembered of one list is of no use for another. */
  readonly scope: string;
  readonly host: string;
  /** How long GitHub keeps deliveries, ms. */
  readonly retentionMs: number;
  /** @param cursor null for the newest ones. */
  readonly list: (cursor: string | null, signal: AbortSignal) => Promise<GithubAnswer<DeliveryPage>>;
  /** @param id of any attempt of a delivery. */
  readonly read: (id: string, signal: AbortSignal) => Promise<GithubAnswer<DeliveryContent>>;
}

export interface DeliveryClientOptions {
  /** Authenticated as the App. */
  readonly octokit: Pick<InstanceType<typeof ProbotOctokit>, 'request'>;
  readonly appId: number;
  /** null for github.com. */
  readonly gheHost: string | null;
  /** Our clock, ms. */
  readonly clock: () => number;
  /** How long one request may take, its retries together. Default 30 s. */
  readonly timeoutMs?: number;
  /** How often a request is tried again at once after a server error. Default 2. */
  readonly retries?: number;
}

const dayMs = 86_400_000;
const pageSize = 100;

/**
 * The list of deliveries over REST.
 * https://docs.github.com/en/rest/apps/webhooks#list-deliveries-for-an-app-webhook
 */
export function createDeliveryClient(options: DeliveryClientOptions): DeliveryClient {
  const { octokit, appId, gheHost, clock, timeoutMs = 30_000, retries = 2 } = options;
  const host = gheHost ?? 'github.com';
  const request = (signal: AbortSignal) => ({
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    retries,
  });

  return {
    scope: `${host}/${appId}`,
    host,
    // https://docs.github.com/en/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries
    retentionMs: gheHost === null ? 3 * dayMs : 7 * dayMs,
    list: (cursor, signal) =>
      ask(
        () =>
          octokit.request('GET /app/hook/deliveries', {
            per_page: pageSize,
            ...(cursor === null ? {} : { cursor }),
            request: request(signal),
          }),
        ({ data, headers }) =>
          Array.isArray(data)
            ? {
                items: data.flatMap((item: unknown) => readListedDelivery(item) ?? []),
                next: nextCursor(headers['link']),
              }
            : null,
        clock,
      ),
    read: (id, signal) =>
      ask(
        // In the path as text: octokit's own type asks for a number, which would round large ids.
        () => octokit.request(`GET /app/hook/deliveries/${encodeURIComponent(id)}`, { request: request(signal) }),
        ({ data }) => readContent(data),
        clock,
      ),
  };
}

function readContent(data: unknown): DeliveryContent | null {
  if (typeof data !== 'object' || data === null) return null;
  const { request } = data as { readonly request?: { readonly headers?: unknown; readonly payload?: unknown } | null };
  const payload = plainJson(request?.payload);
  const headers = Object.entries(request?.headers ?? {});
  const host = headers.find(([name]) => name.toLowerCase() === 'x-github-enterprise-host')?.[1];
  return {
    payload: typeof payload === 'object' && payload !== null && !Array.isArray(payload) ? payload : null,
    enterpriseHost: typeof host === 'string' && host !== '' && host.length <= 253 ? host : undefined,
  };
}

import type { Log } from '../ingest/log.ts';
import { readServerSentEvents } from './server-sent-events.ts';

export interface WebhookProxyOptions {
  /** A smee.io channel, or a server that speaks the same. */
  readonly source: string;
  /** Our own door. */
  readonly target: string;
  readonly log: Log;
  /** How long to wait before connecting again, ms. Default 3 s. */
  readonly retryMs?: number;
}

const passedHeaders = [
  'content-type',
  'x-github-event',
  'x-github-delivery',
  'x-github-enterprise-host',
  'x-hub-signature-256',
];

/**
 * Fetches deliveries from a webhook proxy and hands them to our own door, for servers that GitHub cannot reach (`WEBHOOK_PROXY_URL`). Meant
 * for trying cislo out: the proxy drops what comes while we are not connected. Connects again after a failure, until stopped.
 */
export function startWebhookProxy({ source, target, log, retryMs = 3_000 }: WebhookProxyOptions): { stop(): void } {
  const stopper = new AbortController();
  const { signal } = stopper;

  async function follow(): Promise<void> {
    const response = await fetch(source, { headers: { accept: 'text/event-stream' }, signal });
    if (!response.ok || response.body === null) throw new Error(`the proxy answered ${response.status}`);
    log.info({ source }, 'Following the webhook proxy');
    for await (const { event, data } of readServerSentEvents(response.body)) {
      if (event === 'message') await forward(data, target, log, signal);
    }
  }

  async function run(): Promise<void> {
    while (!signal.aborted) {
      try {
        await follow();
      } catch (error) {
        if (!signal.aborted)
          log.warn({ err: error, source }, 'The webhook proxy cannot be followed and will be tried again');
      }
      if (!signal.aborted) await pause(retryMs, signal);
    }
  }

  void run();
  return { stop: () => stopper.abort() };
}

async function forward(data: string, target: string, log: Log, signal: AbortSignal): Promise<void> {
  let delivery: Readonly<Record<string, unknown>>;
  try {
    delivery = JSON.parse(data) as Readonly<Record<string, unknown>>;
  } catch {
    log.warn({ length: data.length }, 'The webhook proxy sent something that is not JSON');
    return;
  }
  const headers: Record<string, string> = {};
  for (const name of passedHeaders) {
    const value = delivery[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const response = await fetch(target, {
    method: 'POST',
    headers,
    body: JSON.stringify(delivery['body'] ?? {}),
    signal,
  });
  await response.arrayBuffer();
  if (!response.ok)
    log.warn(
      { delivery: headers['x-github-delivery'] ?? null, status: response.status },
      'A delivery from the webhook proxy was refused',
    );
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

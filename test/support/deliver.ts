import { Agent, request } from 'node:http';
import { deliveryHeaders } from '../../src/send/delivery-headers.ts';
import { sign } from '../../src/send/sign.ts';
import { secret } from './server-process.ts';

/** A delivery as bytes, signed, that can be sent again and again. */
export interface SignedDelivery {
  readonly guid: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

export function signDelivery(delivery: {
  readonly guid: string;
  readonly event: string;
  readonly payload: unknown;
}): SignedDelivery {
  const body = Buffer.from(JSON.stringify(delivery.payload));
  return {
    guid: delivery.guid,
    headers: deliveryHeaders(delivery.guid, delivery.event, sign(body, secret), body.length),
    body,
  };
}

/** Sends everything once with `concurrency` connections and returns what was not acknowledged (no 2xx, or no answer at all). */
export async function deliver(
  urls: string | readonly string[],
  deliveries: readonly SignedDelivery[],
  options: {
    readonly concurrency?: number;
    readonly signal?: AbortSignal;
    readonly onAnswer?: (status: number) => void;
  } = {},
): Promise<readonly SignedDelivery[]> {
  const targets = [urls].flat();
  const concurrency = options.concurrency ?? 16;
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const unacknowledged: SignedDelivery[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    while (next < deliveries.length) {
      const index = next;
      next += 1;
      const delivery = deliveries[index] as SignedDelivery;
      const status = options.signal?.aborted
        ? 0
        : await post(agent, `${targets[index % targets.length]}/api/github/webhooks`, delivery);
      options.onAnswer?.(status);
      if (status < 200 || status > 299) unacknowledged.push(delivery);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane));
  agent.destroy();
  return unacknowledged;
}

function post(agent: Agent, url: string, { headers, body }: SignedDelivery): Promise<number> {
  return new Promise((resolve) => {
    const outgoing = request(url, { method: 'POST', agent, headers, timeout: 20_000 }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', () => resolve(0));
    });
    outgoing.on('timeout', () => outgoing.destroy());
    outgoing.on('error', () => resolve(0));
    outgoing.end(body);
  });
}

/** Sends again what was not acknowledged until everything is. */
export async function deliverAll(
  urls: string | readonly string[],
  deliveries: readonly SignedDelivery[],
  concurrency = 16,
): Promise<void> {
  let left = deliveries;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === 200) throw new Error(`${left.length} deliveries were never acknowledged`);
    left = await deliver(urls, left, { concurrency });
    if (left.length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Connections, Reply } from './connection.ts';
import { deliveryHeaders } from './delivery-headers.ts';
import type { OutgoingDelivery } from './outgoing-delivery.ts';
import { isUnreachable, serverUnreachable } from './server-unreachable.ts';
import { sign } from './sign.ts';

/** Where deliveries go, and how often each is tried. */
export interface Destination {
  readonly url: URL;
  readonly secret: string;
  readonly connections: Connections;
  /** How often a delivery is sent again after a 503 or a broken connection: the GUID makes that harmless. */
  readonly retries: number;
  /** Waits ms; replaced in tests. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** The longest pause before another try, whatever `Retry-After` asks for; ms. */
const longestPauseMs = 30_000;

/**
 * Signs a delivery and sends it until it is answered with anything but 503, or `retries` are used up.
 * Rejects with a CisloError (`server_unreachable`) when nobody listens, with the connection's error when it keeps breaking.
 */
export async function sendDelivery(destination: Destination, delivery: OutgoingDelivery): Promise<Reply> {
  const { url, secret, connections, retries, wait = sleep } = destination;
  const body = Buffer.from(JSON.stringify(delivery.payload));
  const headers = deliveryHeaders(delivery.guid, delivery.event, sign(body, secret), body.length);
  for (let left = retries; ; left -= 1) {
    try {
      const answer = await connections.call({ method: 'POST', url, headers, body });
      if (answer.status !== 503 || left <= 0) return answer;
      await wait(pauseMs(answer));
    } catch (error) {
      if (isUnreachable(error)) throw serverUnreachable(url, error);
      if (left <= 0) throw error;
    }
  }
}

/** What `Retry-After` asks for in seconds; one second when it does not say. */
function pauseMs(answer: Reply): number {
  const seconds = Number(answer.headers['retry-after'] ?? 1);
  return Math.min(Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : 1000, longestPauseMs);
}

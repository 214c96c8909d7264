import { setTimeout as sleep } from 'node:timers/promises';
import { openConnections } from './connection.ts';
import type { OutgoingDelivery } from './outgoing-delivery.ts';
import { sendDelivery } from './send-delivery.ts';

/** What to send, where to, and how fast. */
export interface SendOptions {
  readonly url: URL;
  readonly secret: string;
  /** In the order in which they are to be sent; read only as fast as the server takes them. */
  readonly deliveries: Iterable<OutgoingDelivery> | AsyncIterable<OutgoingDelivery>;
  /** Deliveries on the way at a time, default 32. */
  readonly concurrency?: number;
  /** Called after each answer with the number of answers so far. */
  readonly onProgress?: (answered: number) => void;
  /** How often a delivery is sent again after a 503 or a broken connection, default 20. */
  readonly retry503?: number;
  /** So many times as fast as it was recorded (1: real time); null, the default: as fast as the server takes it. */
  readonly speed?: number | null;
  /** ms of a steady clock, and a wait in ms; replaced in tests. */
  readonly clock?: () => number;
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** What became of the deliveries. */
export interface SendResult {
  readonly sent: number;
  /** Answers by HTTP status. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** The first answers that were not 2xx, at most 10. */
  readonly refused: readonly { readonly guid: string; readonly status: number; readonly body: string }[];
  readonly seconds: number;
}

const mostRefusedKept = 10;

/**
 * Sends signed deliveries over kept-alive connections, started in their order, a bounded number at a time.
 * Rejects with a CisloError (`server_unreachable`) when nobody listens; the deliveries on the way are awaited first.
 */
export async function sendAll(options: SendOptions): Promise<SendResult> {
  const {
    url,
    secret,
    concurrency = 32,
    retry503 = 20,
    speed = null,
    clock = () => performance.now(),
    wait = sleep,
  } = options;
  const connections = openConnections(concurrency);
  const destination = { url, secret, connections, retries: retry503, wait };
  const source = inTurn(options.deliveries);
  const byStatus: Record<string, number> = {};
  const refused: { guid: string; status: number; body: string }[] = [];
  const startedAt = clock();
  let firstAt: number | null = null;
  let answered = 0;
  let failed = false;

  async function keepPace(at: number | null): Promise<void> {
    if (speed === null || at === null) return;
    firstAt ??= at;
    const left = (at - firstAt) / speed - (clock() - startedAt);
    if (left > 0) await wait(left);
  }
  async function sendOnAndOn(): Promise<void> {
    for (;;) {
      const next = failed ? null : await source();
      if (next === null) return;
      await keepPace(next.at);
      try {
        const { status, body } = await sendDelivery(destination, next);
        byStatus[status] = (byStatus[status] ?? 0) + 1;
        if ((status < 200 || status > 299) && refused.length < mostRefusedKept) {
          refused.push({ guid: next.guid, status, body: body.slice(0, 500) });
        }
      } catch (error) {
        failed = true;
        throw error;
      }
      answered += 1;
      options.onProgress?.(answered);
    }
  }

  const lanes = await Promise.allSettled(Array.from({ length: concurrency }, sendOnAndOn));
  connections.close();
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
  return { sent: answered, byStatus, refused, seconds: (clock() - startedAt) / 1000 };
}

/** One reader for many takers: each call gives the next delivery, in order; null at the end. */
function inTurn(
  deliveries: Iterable<OutgoingDelivery> | AsyncIterable<OutgoingDelivery>,
): () => Promise<OutgoingDelivery | null> {
  if (Symbol.iterator in deliveries) {
    const iterator = deliveries[Symbol.iterator]();
    return async () => {
      const { value, done } = iterator.next();
      return done === true ? null : value;
    };
  }
  const iterator = deliveries[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const taken = last.then(async () => {
      const { value, done } = await iterator.next();
      return done === true ? null : (value as OutgoingDelivery);
    });
    last = taken.catch(() => null);
    return taken;
  };
}

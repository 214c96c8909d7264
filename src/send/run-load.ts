import { setTimeout as sleep } from 'node:timers/promises';
import { openConnections } from './connection.ts';
import { deliveryHeaders } from './delivery-headers.ts';
import { type LatencySummary, summariseLatencies } from './latency.ts';
import type { SignedDelivery } from './load-bodies.ts';
import { isUnreachable, serverUnreachable } from './server-unreachable.ts';

/** A load on a server. */
export interface LoadOptions {
  readonly url: URL;
  /** Gives the next delivery. */
  readonly next: () => SignedDelivery;
  /**
   * Deliveries a second, also when the server is slower than that; `max`: each connection sends the next delivery as soon as the last is
   * answered.
   */
  readonly rate: number | 'max';
  readonly durationMs: number;
  readonly connections: number;
  /** Called now and then with the ms that have passed. */
  readonly onProgress?: (passedMs: number) => void;
}

/** What a load showed. */
export interface LoadResult {
  readonly sent: number;
  readonly acknowledged: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Deliveries that were not answered at all, by the connection's error. */
  readonly byError: Readonly<Record<string, number>>;
  /** From the moment a delivery was due (`max`: was sent) to its answer. */
  readonly latencyMs: LatencySummary;
  readonly bytes: number;
  readonly seconds: number;
  /** Acknowledged deliveries a second. */
  readonly perSecond: number;
}

/** The longest silence that a load waits for, ms. */
const patienceMs = 30_000;

/**
 * Sends deliveries for a while and measures. At a fixed rate every delivery has its due time, and its latency counts from there: when the
 * server stalls, the wait of every delayed delivery counts (no coordinated omission,
 * https://www.scylladb.com/2021/04/22/on-coordinated-omission/). Rejects with a CisloError (`server_unreachable`) when nobody listens.
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { url, next, rate, durationMs, connections: count, onProgress } = options;
  const connections = openConnections(count, patienceMs);
  const byStatus: Record<string, number> = {};
  const byError: Record<string, number> = {};
  const latencies: number[] = [];
  let sent = 0;
  let bytes = 0;
  let unreachable: unknown = null;

  async function send(dueAt: number): Promise<void> {
    const { guid, event, signature, body } = next();
    sent += 1;
    bytes += body.length;
    try {
      const headers = deliveryHeaders(guid, event, signature, body.length);
      const { status } = await connections.call({ method: 'POST', url, headers, body });
      byStatus[status] = (byStatus[status] ?? 0) + 1;
      latencies.push(performance.now() - dueAt);
    } catch (error) {
      if (isUnreachable(error) && latencies.length === 0) unreachable = error;
      const name = String((error as NodeJS.ErrnoException).code ?? (error as Error).message);
      byError[name] = (byError[name] ?? 0) + 1;
    }
  }

  const startedAt = performance.now();
  const isOver = (): boolean => unreachable !== null || performance.now() - startedAt >= durationMs;
  async function sendOnAndOn(): Promise<void> {
    while (!isOver()) {
      await send(performance.now());
      onProgress?.(Math.min(performance.now() - startedAt, durationMs));
    }
  }
  async function sendAtRate(perSecond: number): Promise<void> {
    const wanted = Math.round((perSecond * durationMs) / 1000);
    const onTheWay = new Set<Promise<void>>();
    for (let index = 0; index < wanted && unreachable === null; ) {
      const passed = performance.now() - startedAt;
      for (; index < wanted && (index * 1000) / perSecond <= passed; index += 1) {
        const sending = send(startedAt + (index * 1000) / perSecond).finally(() => onTheWay.delete(sending));
        onTheWay.add(sending);
      }
      onProgress?.(Math.min(passed, durationMs));
      await sleep(1);
    }
    await Promise.all(onTheWay);
  }

  if (rate === 'max') await Promise.all(Array.from({ length: count }, sendOnAndOn));
  else await sendAtRate(rate);
  const seconds = (performance.now() - startedAt) / 1000;
  onProgress?.(durationMs);
  connections.close();
  if (unreachable !== null) throw serverUnreachable(url, unreachable);
  const acknowledged = Object.entries(byStatus).reduce(
    (sum, [status, n]) => (status.startsWith('2') ? sum + n : sum),
    0,
  );
  return {
    sent,
    acknowledged,
    byStatus,
    byError,
    latencyMs: summariseLatencies(latencies),
    bytes,
    seconds,
    perSecond: acknowledged / seconds,
  };
}

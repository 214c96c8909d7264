import { setTimeout as sleep } from 'node:timers/promises';
import { deliver, deliverAll, type SignedDelivery } from '../../support/deliver.ts';
import { startServerProcess } from '../../support/server-process.ts';
import { type Database, environmentOf } from '../../support/undisturbed.ts';

/** How often the server is killed in a replay. */
export const kills = 20;

/**
 * Sends the deliveries to a server on this database that is killed at random moments and started again. What was not
 * acknowledged is sent again, as GitHub's users would redeliver it.
 */
export async function replayWithKills(database: Database, deliveries: readonly SignedDelivery[]): Promise<void> {
  let left = deliveries;
  for (let kill = 0; kill < kills; kill += 1) {
    const server = await startServerProcess(environmentOf(database));
    const share = left.slice(0, Math.ceil(left.length / (kills - kill)));
    const abort = new AbortController();
    const sending = deliver(server.url, share, { signal: abort.signal });
    await sleep(Math.random() * 250);
    await server.kill();
    abort.abort();
    const unacknowledged = await sending;
    left = [...unacknowledged, ...left.slice(share.length)];
  }
  const server = await startServerProcess(environmentOf(database));
  await deliverAll(server.url, left);
  await server.stop();
}

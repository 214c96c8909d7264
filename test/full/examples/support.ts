import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { askFor } from '../../journey/support/slo-documents.ts';
import { startTestServer, type TestServer } from '../../support/app-server.ts';
import { until } from '../../support/prometheus.ts';

/** A path in the folder of examples. */
export function example(path: string): string {
  return fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url));
}

/** A server with the settings of an example, for one test. */
export async function serveExample(env: Readonly<Record<string, string>>): Promise<TestServer> {
  const server = await startTestServer(env, { settleThread: true });
  onTestFinished(() => server.stop());
  return server;
}

/** How the SLOs stand once their past has been counted: by id. */
export async function statusesOf(
  { url }: TestServer,
  ids: readonly string[],
  // biome-ignore lint/suspicious/noExplicitAny: the tests look at what an answer holds
): Promise<Readonly<Record<string, any>>> {
  const statuses: Record<string, unknown> = {};
  for (const id of ids) {
    await until(async () => (await askFor('GET', `${url}/api/slos/${id}/backfill`)).json.state === 'ready', 120_000);
    statuses[id] = (await askFor('GET', `${url}/api/slos/${id}/status?wait=10`)).json;
  }
  return statuses;
}

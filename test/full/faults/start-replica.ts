import { onTestFinished } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { environmentOf } from '../../support/undisturbed.ts';

/** A server that ends with the test, however that goes. */
export async function startReplica(databaseUrl: string): Promise<ServerProcess> {
  const server = await startServerProcess(environmentOf({ databaseUrl, dataDir: '' }));
  onTestFinished(server.kill);
  return server;
}

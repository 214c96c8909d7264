import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quietLog } from '../../src/app/quiet-log.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { secret } from './door-server.ts';

export interface TestServer extends RunningServer {
  readonly dataDir: string;
  readonly doorUrl: string;
  /** Error lines. */
  readonly errors: readonly string[];
}

/** The whole application on a fresh embedded database and a free port. `env` adds to and replaces the settings. */
export async function startTestServer(env: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'cislo-test-'));
  const errors: string[] = [];
  const config = readConfig({ PORT: '0', CISLO_DATA_DIR: dataDir, WEBHOOK_SECRET: secret, ...env }, configFiles);
  const server = await startServer({ config, log: quietLog((line) => errors.push(line)) }).catch((error: unknown) => {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  });
  return {
    ...server,
    dataDir,
    doorUrl: server.url + config.webhookPath,
    errors,
    async stop() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

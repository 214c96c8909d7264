import { rmSync } from 'node:fs';
import { quietLog } from '../../src/app/quiet-log.ts';
import { configFiles } from '../../src/app/read-settings.ts';
import { type RunningServer, startServer } from '../../src/app/start-server.ts';
import { readConfig } from '../../src/config/read-config.ts';
import { secret } from './door-server.ts';
import { freshDataDir } from './fresh-data-dir.ts';

export interface TestServer extends RunningServer {
  readonly dataDir: string;
  readonly doorUrl: string;
  /** Error lines. */
  readonly errors: readonly string[];
}

/**
 * The whole application on an embedded database of its own and a free port. `env` adds to and replaces the settings; a data folder given there
 * stays. With `settleThread`, folding, settling and measuring run in a thread of their own, as `cislo serve` does it.
 */
export async function startTestServer(
  env: Readonly<Record<string, string>> = {},
  { settleThread = false }: { readonly settleThread?: boolean } = {},
): Promise<TestServer> {
  const given = env['CISLO_DATA_DIR'];
  const dataDir = given ?? freshDataDir();
  const remove = (): void => {
    if (given === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const errors: string[] = [];
  const environment = { PORT: '0', CISLO_DATA_DIR: dataDir, WEBHOOK_SECRET: secret, ...env };
  const config = readConfig(environment, configFiles);
  const log = quietLog((line) => errors.push(line));
  const started = startServer({ config, log, ...(settleThread ? { environment } : {}) });
  const server = await started.catch((error: unknown) => {
    remove();
    throw error;
  });
  return {
    ...server,
    dataDir,
    doorUrl: server.url + config.webhookPath,
    errors,
    async stop() {
      await server.stop();
      remove();
    },
  };
}

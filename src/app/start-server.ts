import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNodeMiddleware, type Logger } from 'probot';
import type { Config } from '../config/config.ts';
import { CisloError } from '../model/error.ts';
import { appDeliveries } from './app-deliveries.ts';
import { type App, createApp } from './create-app.ts';
import { createProbot } from './create-probot.ts';
import { findOwnApp } from './find-own-app.ts';
import { issueClientOf, repositoryAccess } from './repository-access.ts';
import { startWebhookProxy } from './webhook-proxy.ts';

export interface ServerOptions {
  readonly config: Config;
  /** What the settings were read from: with it, folding and settling have a thread of their own. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds, UTC. Default: the system's. */
  readonly clock?: () => number;
  /** Default: Probot's, to standard output. */
  readonly log?: Logger;
}

export interface RunningServer {
  readonly app: App;
  readonly log: Logger;
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Stops accepting, finishes and settles what was accepted, closes the database. At most about 10 s. */
  stop(): Promise<void>;
}

const headersTimeoutMs = 10_000;
const requestTimeoutMs = 30_000;
const maxConnections = 4_096;
const stopPatienceMs = 3_000;

/**
 * Starts the whole application on Probot's middleware.
 * @throws CisloError bad_settings when the port is taken, and those of openStore.
 */
export async function startServer({
  config,
  environment,
  clock = Date.now,
  log: givenLog,
}: ServerOptions): Promise<RunningServer> {
  const probot = await createProbot(config, givenLog);
  const log = probot.log;
  const app = await createApp({
    config,
    log,
    clock,
    environment: environment ?? null,
    ownApp: await findOwnApp(probot, config, clock),
    deliveries: await appDeliveries(probot, config, clock),
    backfillAccess: repositoryAccess(config, log, clock),
    issues: issueClientOf(config, log, clock),
  });
  const middleware = await createNodeMiddleware(
    (_probot, { addHandler }) => {
      // Before Probot's own webhook handler, which has no limits and answers a wrong signature by logging the body.
      addHandler(async (request, response) => {
        await app.handle(request, response);
        return true;
      });
    },
    { probot, webhooksPath: config.webhookPath },
  );
  let stopping: Promise<void> | null = null;
  const server = createServer(
    {
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: 2_000,
      keepAliveTimeout: 65_000,
    },
    (request, response) => {
      if (stopping !== null) response.setHeader('connection', 'close');
      void middleware(request, response);
    },
  );
  server.maxConnections = maxConnections;
  try {
    await listen(server, config);
  } catch (error) {
    await app.stop();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const host = config.bindHost.includes(':') ? `[${config.bindHost}]` : config.bindHost;
  const url = `http://${host}:${port}`;
  log.info({ url, database: config.databaseUrl === null ? 'embedded' : 'postgresql' }, 'cislo listens');
  if (config.app === null) log.info({ url: `${url}/probot` }, 'No GitHub App yet: finish the set-up on this page');
  const proxy =
    config.webhookProxyUrl === null
      ? null
      : startWebhookProxy({ source: config.webhookProxyUrl, target: url + config.webhookPath, log });

  async function stop(): Promise<void> {
    proxy?.stop();
    await close(server);
    await app.stop();
  }
  return {
    app,
    log,
    url,
    port,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new CisloError(
          'bad_settings',
          `cannot listen on ${config.bindHost} port ${config.port}: ${error.code ?? error.message}; set PORT or HOST to another one, or stop what listens there`,
          { cause: error },
        ),
      );
    });
    server.listen(config.port, config.bindHost, resolve);
  });
}

/** Stops accepting; connections end after their answer, or after the patience is over. */
function close(server: Server): Promise<void> {
  // An idle connection that a client keeps open would keep the server from closing for a minute.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const end = setTimeout(() => server.closeAllConnections(), stopPatienceMs);
  return new Promise((resolve) => {
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(end);
      resolve();
    });
  });
}

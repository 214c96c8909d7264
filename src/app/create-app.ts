import type { IncomingMessage, ServerResponse } from 'node:http';
import { createApi } from '../api/create-api.ts';
import { type StartBackfillsOptions, startBackfills } from '../backfill/start-backfills.ts';
import type { Config } from '../config/config.ts';
import type { DeliveryClient } from '../github/delivery-client.ts';
import { createDoor, type Door } from '../ingest/door.ts';
import type { Log } from '../ingest/log.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { createPage } from '../page/create-page.ts';
import { startRecovery } from '../recover/start-recovery.ts';
import { startWorker } from '../settle/start-worker.ts';
import type { Verification } from '../settle/verification.ts';
import { verifyStore } from '../settle/verify-store.ts';
import { type OpenStore, openStore } from '../store/open-store.ts';
import { createRouter } from './create-router.ts';
import { guardAccess } from './guard-access.ts';
import { createHealth } from './health.ts';
import { isLoopback } from './is-loopback.ts';
import { serveMetrics } from './serve-metrics.ts';
import { serveVerification } from './serve-verification.ts';
import { countAnswer, createDoorTraffic } from './settle-thread/door-traffic.ts';
import { startSettleThread } from './settle-thread/start-settle-thread.ts';
import { createSetup } from './setup/create-setup.ts';
import { workerSettings } from './worker-settings.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
  /** Milliseconds, UTC. */
  readonly clock: () => number;
  /** GitHub's list of deliveries; null without credentials: then nothing is recovered. */
  readonly deliveries?: DeliveryClient | null;
  /** What the settings were read from: with it, folding and settling have a thread of their own. Default: they share this one. */
  readonly environment?: NodeJS.ProcessEnv | null;
  /** A way into the repositories that the App is installed on; null without credentials: then no history is read. */
  readonly backfillAccess?: StartBackfillsOptions['access'] | null;
}

/** The whole application behind one request handler, whatever server carries it. */
export interface App {
  /** Answers every request. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly door: Door;
  readonly store: OpenStore;
  /** Resolves with true when everything acknowledged before is folded and settled. */
  drain(patienceMs?: number): Promise<boolean>;
  /** Finishes what was accepted, settles it and closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

// Together with the server's own patience under the 10 s that container runtimes give.
const stopPatienceMs = 5_000;

/**
 * Opens the database and puts the parts together: door, recovery, back-fills, settling, metrics, API, page.
 * @throws CisloError of openStore.
 */
export async function createApp({
  config,
  log,
  clock,
  deliveries = null,
  environment = null,
  backfillAccess = null,
}: AppOptions): Promise<App> {
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    onConnectionError: (error) => log.warn({ err: error }, 'A database connection broke'),
  });
  let stopping: Promise<void> | null = null;
  const traffic = createDoorTraffic();
  const counts = new Int32Array(traffic);
  const settings = workerSettings(config);
  const worker = await (environment === null
    ? startWorker({ store, ...settings, clock, log })
    : startSettleThread({ store, environment, everyMs: settings.everyMs, log, traffic })
  ).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const drain = async (): Promise<void> => {
    await worker.drain();
  };
  const verify = (): Promise<Verification> =>
    verifyStore({ store, ...settings, clock, drain: () => worker.drain(60_000) });
  const metrics = createMetrics({ store, config, clock, drain });
  const backfills =
    backfillAccess === null || config.backfill.days === 0
      ? null
      : startBackfills({ store, config, clock, log, access: backfillAccess });
  const door = createDoor({
    secrets: config.webhookSecrets,
    hosts: config.hosts,
    store,
    log,
    clock,
    onDelivery: (...delivery) => {
      countAnswer(counts, door.waiting());
      metrics.countDelivery(...delivery);
    },
    ...(backfills === null ? {} : { onOther: backfills.onDelivery }),
  });
  const recovery =
    deliveries === null ? null : startRecovery({ client: deliveries, store, config, clock, log, ingest: door.accept });
  const route = createRouter({
    handlers: [
      createHealth({ store, clock, isStopping: () => stopping !== null }),
      serveMetrics(metrics, config.metricsToken),
      ...(config.app === null ? [createSetup({ config, log })] : []),
      guardAccess(config),
      serveVerification(verify, isLoopback(config.bindHost)),
      createApi({ store, config, clock, drain }),
      createPage({ store, config, clock, drain }),
    ],
    ping: () => store.ping(),
    log,
  });

  async function stop(): Promise<void> {
    await recovery?.stop();
    await backfills?.stop();
    await door.close();
    await worker.drain(stopPatienceMs).catch((error: unknown) => {
      log.warn({ err: error }, 'Stopped before everything was settled; the next start goes on');
    });
    await worker.stop();
    await store.close();
  }

  return {
    handle(request, response) {
      const path = (request.url ?? '/').split('?', 1)[0];
      return path === config.webhookPath ? door.handle(request, response) : route(request, response);
    },
    door,
    store,
    drain: (patienceMs) => worker.drain(patienceMs),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

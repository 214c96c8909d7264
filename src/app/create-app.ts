import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { type StartBackfillsOptions, startBackfills } from '../backfill/start-backfills.ts';
import type { Config } from '../config/config.ts';
import { definitionsReader } from '../explain/read-definitions.ts';
import { changeStoredSlo } from '../generation/change-stored-slo.ts';
import { standingReader } from '../generation/describe-standing.ts';
import type { DeliveryClient } from '../github/delivery-client.ts';
import type { IssueClient } from '../github/issue-client.ts';
import { createDoor, type Door } from '../ingest/door.ts';
import { createEventDoor, eventsPath } from '../ingest/events/event-door.ts';
import type { Log } from '../ingest/log.ts';
import { openMeasured } from '../measure/open-measured.ts';
import { createMetrics } from '../metrics/create-metrics.ts';
import { systemViewer } from '../model/viewer.ts';
import type { OwnApp } from '../normalize/own-app.ts';
import { createSender } from '../notify/send-notices.ts';
import { startNotifier } from '../notify/start-notifier.ts';
import { tellIssueWith } from '../notify/tell-issue.ts';
import { startRecovery } from '../recover/start-recovery.ts';
import { startRemedies } from '../remedy/start-remedies.ts';
import { type Compare, readBubbleUp } from '../status/read-bubble-up.ts';
import { type OpenStore, openStore } from '../store/open-store.ts';
import { readStoredVersions } from '../store/stored-slo/read-stored-versions.ts';
import type { Verification } from '../verify/verification.ts';
import { verifyStore } from '../verify/verify-store.ts';
import { readAssets } from '../web/page/assets.ts';
import { jsonResponse } from '../web/route/json-response.ts';
import type { BoundRoute } from '../web/route/route.ts';
import { createWeb } from '../web/server/create-web.ts';
import { startWorker } from '../worker/start-worker.ts';
import { accessSettingsOf } from './access-settings-of.ts';
import { createComparer } from './compare-thread/create-comparer.ts';
import { createRoutes } from './create-routes.ts';
import { openIdentities } from './open-identities.ts';
import { packageFolder, packageVersion } from './package-folder.ts';
import { refuseSender } from './refuse-sender.ts';
import { countAnswer, createDoorTraffic } from './settle-thread/door-traffic.ts';
import { startSettleThread } from './settle-thread/start-settle-thread.ts';
import { workerSettings } from './worker-settings.ts';

export interface AppOptions {
  readonly config: Config;
  readonly log: Log;
  /** Milliseconds, UTC. */
  readonly clock: () => number;
  /** The App that we are. Default: known by its id in the configuration. */
  readonly ownApp?: OwnApp | undefined;
  /** GitHub's list of deliveries; null without credentials: then nothing is recovered. */
  readonly deliveries?: DeliveryClient | null;
  /** What the settings were read from: with it, folding and settling have a thread of their own. Default: they share this one. */
  readonly environment?: NodeJS.ProcessEnv | null;
  /** Writes issues; null without credentials. */
  readonly issues?: IssueClient | null;
  /** How to reach the repositories that the App is installed on; null without credentials: then no history is read. */
  readonly backfillAccess?: StartBackfillsOptions['access'] | null;
}

/** The whole application behind one request handler, whatever server carries it. */
export interface App {
  /** Answers every request. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  readonly door: Door;
  readonly store: OpenStore;
  /** Every route that the server answers, but for the webhook door. */
  readonly routes: readonly BoundRoute[];
  /** Resolves with true when everything acknowledged before is folded and settled. */
  drain(patienceMs?: number): Promise<boolean>;
  /** Finishes what was accepted, settles it and closes the database. Safe to call twice. */
  stop(): Promise<void>;
}

// Container runtimes kill a process 10 s after they asked it to stop. This and the server's own patience together stay
// below that.
const stopPatienceMs = 5_000;

/**
 * Opens the database and puts the parts together: door, recovery, back-fills, settling, metrics, API, page.
 * @throws CisloError of openStore.
 */
export async function createApp({
  config,
  log,
  clock,
  ownApp = config.app === null ? undefined : { id: config.app.id, slug: null },
  deliveries = null,
  environment = null,
  backfillAccess = null,
  issues = null,
}: AppOptions): Promise<App> {
  const store = await openStore({
    databaseUrl: config.databaseUrl,
    dataDir: config.dataDir,
    objectives: config.objectives,
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
  const verify = (): Promise<Verification> =>
    verifyStore({ store, versions: settings.versions, clock, drain: () => worker.drain(60_000) });
  const notes = standingReader(store.db, settings.offers);
  const definitions = definitionsReader(store.db, settings.offers);
  const metrics = createMetrics({ store: store.read, config, clock });
  const backfills =
    backfillAccess === null || config.backfill.days === 0
      ? null
      : startBackfills({ store, config, ownApp, clock, log, access: backfillAccess });
  const door = createDoor({
    secrets: config.webhookSecrets,
    hosts: config.hosts,
    ownApp,
    store,
    log,
    clock,
    onDelivery: (...delivery) => {
      countAnswer(counts, door.waiting());
      metrics.countDelivery(...delivery);
    },
    ...(backfills === null ? {} : { onOther: backfills.onDelivery }),
  });
  const access = accessSettingsOf(config);
  const people = await openIdentities({ db: store.db, config, log, clock });
  const events = createEventDoor({
    refuse: (request) => refuseSender(request, access),
    hosts: config.hosts,
    append: (sent) => store.appendEvents(sent),
    log,
    clock,
    onEvents: metrics.countEvents,
  });
  const recovery =
    deliveries === null ? null : startRecovery({ client: deliveries, store, config, clock, log, ingest: door.accept });
  const notifier = startNotifier({
    db: store.db,
    read: store.read,
    compare: (...asked) => compare(...asked),
    publicUrl: config.publicUrl,
    targets: config.notices.targets,
    groupWaitMs: config.notices.groupWaitMs,
    objectives: () => store.read.readObjectives(systemViewer),
    readSecret: (name) => environment?.[name],
    send: createSender({ tellIssue: issues === null ? null : tellIssueWith(issues) }),
    clock,
    log,
  });
  const comparer = environment === null ? null : createComparer({ store, databaseUrl: config.databaseUrl });
  const compare: Compare = comparer === null ? (...asked) => readBubbleUp(store.read, ...asked) : comparer.compare;
  const remedies =
    config.remedies === null || issues === null
      ? null
      : startRemedies({
          db: store.db,
          read: store.read,
          compare,
          issues,
          settings: config.remedies,
          publicUrl: config.publicUrl,
          clock,
          log,
        });
  if (config.remedies !== null && issues === null)
    log.warn({}, 'issues are to be opened, but there is no GitHub App yet: finish the set-up');
  const telemetry =
    config.otlpEndpoint === null
      ? null
      : // Whoever sends nothing does not load what sends it.
        (await import('../telemetry/start-telemetry.ts')).startTelemetry({
          endpoint: config.otlpEndpoint,
          db: store.db,
          read: store.read,
          version: packageVersion(),
          clock,
          log,
        });
  const routes = createRoutes({
    config,
    store,
    definitions,
    notes,
    people,
    compare,
    readVersions: (name) => readStoredVersions(store.db, name),
    changeSlo: (action, change) => changeStoredSlo(store.db, action, change, settings.versions, clock()),
    openMeasured: (indicator, graceMs) =>
      openMeasured(indicator, { db: store.db, readVariable: (name) => environment?.[name], clock, graceMs }),
    metrics,
    verify,
    isStopping: () => stopping !== null,
    clock,
    log,
  });
  const web = createWeb({
    routes,
    access,
    assets: readAssets(join(packageFolder, 'assets')),
    identify: people.identify,
    readFreshness: (viewer) => store.read.readFreshness(viewer, clock()),
    drain: (patienceMs) => worker.drain(patienceMs),
    ping: () => store.ping(),
    log,
  });
  // The global Request and Response stay Node's own.
  const answer = getRequestListener(web, {
    hostname: 'localhost',
    overrideGlobalObjects: false,
    errorHandler: () => jsonResponse(400, { error: 'the address or the Host header of the request is not valid' }),
  });

  async function stop(): Promise<void> {
    await recovery?.stop();
    await backfills?.stop();
    await notifier.stop();
    await remedies?.stop();
    await telemetry?.stop();
    await comparer?.stop();
    await door.close();
    await events.close();
    await worker.drain(stopPatienceMs).catch((error: unknown) => {
      log.warn({ err: error }, 'Stopped before everything was settled; the next start settles the rest');
    });
    await worker.stop();
    await store.close();
  }

  return {
    handle(request, response) {
      const path = (request.url ?? '/').split('?', 1)[0];
      if (path === config.webhookPath) return door.handle(request, response);
      return path === eventsPath ? events.handle(request, response) : answer(request, response);
    },
    door,
    store,
    routes,
    drain: (patienceMs) => worker.drain(patienceMs),
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

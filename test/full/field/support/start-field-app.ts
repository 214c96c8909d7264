import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, createApp } from '../../../../src/app/create-app.ts';
import { quietLog } from '../../../../src/app/quiet-log.ts';
import type { Db } from '../../../../src/store/database.ts';
import { deliverAll, signDelivery } from '../../../support/deliver.ts';
import { createDatabase } from '../../../support/postgres.ts';
import type { FieldDelivery } from './field-case.ts';
import { fieldSettings, longAfter } from './field-settings.ts';

/** The whole application on a database of its own, in one or more replicas, each on a port of its own. */
export interface FieldApp {
  /** The first replica's. */
  readonly url: string;
  readonly db: Db;
  /** Error lines of all replicas. */
  readonly errors: readonly string[];
  /** Sends deliveries through the signed doors, `concurrency` at a time. */
  readonly send: (deliveries: readonly FieldDelivery[], concurrency?: number) => Promise<void>;
  /** Every replica folds and settles, at the same time, until nothing is left that is due by the clock. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface FieldAppOptions {
  /** Milliseconds, UTC. Default: it stands still at `longAfter`. */
  readonly clock?: () => number;
  /** Default 1. */
  readonly replicas?: number;
}

/** Starts it. It never asks GitHub for anything: recovery and back-fills are off. */
export async function startFieldApp({
  clock = () => longAfter,
  replicas = 1,
}: FieldAppOptions = {}): Promise<FieldApp> {
  const database = await createDatabase();
  const config = fieldSettings(database.url);
  const errors: string[] = [];
  const log = quietLog((line) => errors.push(line));
  const started: Replica[] = [];
  for (let count = 0; count < replicas; count += 1) started.push(await listen(await createApp({ config, log, clock })));
  const [first] = started as [Replica];
  const urls = started.map(({ url }) => url);
  return {
    url: first.url,
    db: first.app.store.db,
    errors,
    send: (deliveries, concurrency = 1) => deliverAll(urls, deliveries.map(signDelivery), concurrency),
    async drain() {
      const done = await Promise.all(started.map(({ app }) => app.drain(120_000)));
      if (done.includes(false)) throw new Error('not everything was folded and settled within 120 s');
    },
    async stop() {
      for (const replica of started) await replica.stop();
      await database.drop();
    },
  };
}

interface Replica {
  readonly url: string;
  readonly app: App;
  readonly stop: () => Promise<void>;
}

async function listen(app: App): Promise<Replica> {
  const server = createServer((request, response) => void app.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    app,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.stop();
    },
  };
}

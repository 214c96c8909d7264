import { parentPort, workerData } from 'node:worker_threads';
import { CisloError } from '../../model/error.ts';
import { type Db, databaseOverPort, openDatabase } from '../../store/database.ts';
import { type SettleWorker, startWorker } from '../../worker/start-worker.ts';
import { readSettings } from '../read-settings.ts';
import { stepBack } from '../step-back.ts';
import { workerSettings } from '../worker-settings.ts';
import { readDoorTraffic } from './door-traffic.ts';
import type { SettleFailure, SettleMessage, SettleRequest, SettleThreadData } from './messages.ts';

/** The thread that folds and settles, so that no sender of a delivery waits while it computes. */
const data = workerData as SettleThreadData;
const connections = 4;

function say(message: SettleMessage): void {
  parentPort?.postMessage(message);
}

function failureOf(error: unknown): SettleFailure {
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: error instanceof CisloError ? error.code : null };
}

async function begin(): Promise<{ readonly db: Db; readonly worker: SettleWorker }> {
  const config = readSettings(data.environment);
  const onConnectionError = (error: Error): void =>
    say({ log: 'warn', fields: { err: error }, text: 'A database connection broke' });
  const db =
    data.database === null
      ? await openDatabase({
          databaseUrl: config.databaseUrl,
          dataDir: '',
          maxConnections: connections,
          onConnectionError,
        })
      : databaseOverPort(data.database);
  const worker = await startWorker({
    store: { db, embedded: data.database !== null },
    ...workerSettings(config),
    everyMs: data.everyMs,
    clock: Date.now,
    log: {
      info: (fields, text) => say({ log: 'info', fields, text }),
      warn: (fields, text) => say({ log: 'warn', fields, text }),
    },
    readVariable: (name) => data.environment[name],
    door: readDoorTraffic(new Int32Array(data.traffic)),
  });
  return { db, worker };
}

stepBack();
try {
  const { db, worker } = await begin();
  parentPort?.on('message', (request: SettleRequest) => {
    if (request === 'stop') {
      void worker
        .stop()
        .then(() => db.destroy())
        .finally(() => parentPort?.close());
      return;
    }
    worker.drain(request.drain).then(
      (done) => say({ id: request.id, done }),
      (error: unknown) => say({ id: request.id, failed: failureOf(error) }),
    );
  });
  say('ready');
} catch (error) {
  say({ failed: failureOf(error) });
  parentPort?.close();
}

import { parentPort, workerData } from 'node:worker_threads';
import { CisloError } from '../../model/error.ts';
import { readBubbleUp } from '../../status/read-bubble-up.ts';
import { databaseOverPort, openDatabase } from '../../store/database.ts';
import { readDoorOver } from '../../store/read/read-door-over.ts';
import { stepBack } from '../step-back.ts';
import type { CompareMessage, CompareRequest, CompareThreadData } from './compare-messages.ts';

/** The thread that compares events, so that no sender of a delivery waits while it computes. */
const { databaseUrl, database } = workerData as CompareThreadData;

function say(message: CompareMessage): void {
  parentPort?.postMessage(message);
}

stepBack();
const db =
  database === null
    ? await openDatabase({ databaseUrl, dataDir: '', maxConnections: 1, onConnectionError: () => undefined })
    : databaseOverPort(database);
const read = readDoorOver(db, []);

parentPort?.on('message', ({ id, viewer, objective, question }: CompareRequest) => {
  readBubbleUp(read, viewer, objective, question).then(
    (reading) => say({ id, reading }),
    (error: unknown) => {
      const known = error instanceof CisloError ? error : null;
      const message = error instanceof Error ? error.message : String(error);
      say({ id, failed: { message, code: known?.code ?? null, wrong: known?.wrong ?? null } });
    },
  );
});

import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { typeParsers } from '../type-parsers.ts';
import { DurableFileSystem } from './durable-file-system.ts';
import type { AnswerMessage, EmbeddedWorkerData, StatementMessage } from './worker-messages.ts';

/** The thread that runs the embedded database, so that the event loop of the server stays free. */
const { directory } = workerData as EmbeddedWorkerData;

// Everything PGlite starts with, but for -F, which would switch the syncing of files off.
const startParams = (PGlite as unknown as { readonly defaultStartParams: readonly string[] }).defaultStartParams.filter(
  (parameter) => parameter !== '-F',
);

const database = await PGlite.create({
  fs: new DurableFileSystem(directory),
  parsers: { ...typeParsers },
  startParams: [...startParams, '-c', 'wal_sync_method=fsync'],
});

async function answer(message: StatementMessage): Promise<AnswerMessage> {
  try {
    if (message.params === null) {
      await database.exec(message.sql);
      return { id: message.id, rows: [], rowCount: 0 };
    }
    const result = await database.query(message.sql, [...message.params]);
    return { id: message.id, rows: result.rows, rowCount: result.affectedRows ?? result.rows.length };
  } catch (error) {
    const { message: text, code } = error as { message: string; code?: string };
    return { id: message.id, error: text, code: code ?? null };
  }
}

parentPort?.on('message', (message: StatementMessage | 'close') => {
  if (message === 'close') {
    void database.close().then(() => process.exit(0));
    return;
  }
  void answer(message).then((result) => parentPort?.postMessage(result));
});
parentPort?.postMessage('ready');

import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { typeParsers } from '../type-parsers.ts';
import { DurableFileSystem } from './durable-file-system.ts';
import { SessionQueue } from './session-queue.ts';
import type { AnswerMessage, EmbeddedWorkerData, RequestMessage, StatementMessage } from './worker-messages.ts';

/** The thread that runs the embedded database, so that the event loop of the server stays free. */
const { directory } = workerData as EmbeddedWorkerData;

// The arguments that PGlite starts with by default, but without -F, which would switch off the syncing of files.
const startParams = (PGlite as unknown as { readonly defaultStartParams: readonly string[] }).defaultStartParams.filter(
  (parameter) => parameter !== '-F',
);

const database = await PGlite.create({
  fs: new DurableFileSystem(directory),
  parsers: { ...typeParsers },
  startParams: [...startParams, '-c', 'wal_sync_method=fsync'],
});
const session = new SessionQueue();
let clients = 0;

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

/** The server's own thread comes before the settling thread, because senders of deliveries wait for its answers. */
function serve(port: MessagePort, urgent: boolean): void {
  clients += 1;
  const client = `${clients}/`;
  port.on('message', (message: RequestMessage) => {
    if (message === 'close') session.add(`${client}close`, false, close);
    else if ('share' in message) serve(message.share, false);
    else if ('release' in message) session.release(client + message.release);
    else
      session.add(client + message.connection, urgent, async () => {
        port.postMessage(await answer(message));
      });
  });
  // A thread that died in the middle of a transaction must not keep the session.
  port.on('close', () => {
    session.abandon(
      (connection) => connection.startsWith(client),
      async () => void (await database.exec('rollback')),
    );
  });
}

async function close(): Promise<void> {
  await database.close();
  process.exit(0);
}

serve(parentPort as MessagePort, true);
parentPort?.postMessage('ready');

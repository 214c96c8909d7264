import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { spawnThread } from '../spawn-thread.ts';
import { lockDataDir } from './data-dir-lock.ts';
import type { AnswerMessage, EmbeddedWorkerData, RequestMessage, StatementMessage } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (result: PostgresQueryResult<unknown>) => void;
  readonly reject: (error: Error) => void;
}

/** A connection to the database's thread: the thread object where it was started, a port in another thread. */
interface Line {
  post(message: RequestMessage, transfer?: readonly MessagePort[]): void;
  listen(onAnswer: (answer: AnswerMessage) => void, onEnd: (reason: Error) => void): void;
  /** Closes the connection; resolves when everything asked for is done. */
  close(): Promise<void>;
}

/**
 * The embedded database with the interface of a pg pool. It has one session: a connection holds it from its first
 * statement to its release, and the others wait.
 */
export class EmbeddedPool implements PostgresPool {
  readonly #line: Line;
  readonly #waiting = new Map<number, Waiting>();
  #statements = 0;
  #connections = 0;
  #stopped: Error | null = null;

  private constructor(line: Line) {
    this.#line = line;
    line.listen(
      (answer) => this.#settle(answer),
      (reason) => this.#fail(reason),
    );
  }

  /**
   * Opens (and on first use creates) the database under `dataDir`.
   * @throws CisloError data_dir_locked when another process has it.
   */
  static async open(dataDir: string): Promise<EmbeddedPool> {
    const unlock = lockDataDir(dataDir);
    try {
      const directory = join(dataDir, 'postgres');
      mkdirSync(directory, { recursive: true });
      const workerData: EmbeddedWorkerData = { directory };
      const worker = spawnThread(new URL('./embedded-worker.js', import.meta.url), { workerData });
      await untilReady(worker);
      const line: Line = {
        post: (message, transfer = []) => worker.postMessage(message, transfer),
        listen: (onAnswer, onEnd) => {
          worker.on('message', onAnswer);
          worker.on('error', onEnd);
          worker.on('exit', () => onEnd(hasStopped()));
        },
        close: async () => {
          const exited = new Promise((resolve) => worker.once('exit', resolve));
          worker.postMessage('close');
          await exited;
          unlock();
        },
      };
      return new EmbeddedPool(line);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** Uses the database that another thread has opened, over a port that its pool gave out. */
  static over(port: MessagePort): EmbeddedPool {
    const line: Line = {
      post: (message, transfer = []) => port.postMessage(message, transfer),
      listen: (onAnswer, onEnd) => {
        port.on('message', onAnswer);
        port.on('close', () => onEnd(hasStopped()));
      },
      close: async () => port.close(),
    };
    return new EmbeddedPool(line);
  }

  /** A port for another thread, to be transferred to it. */
  share(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#line.post({ share: port2 }, [port2]);
    return port1;
  }

  async connect(): Promise<PostgresPoolClient> {
    this.#connections += 1;
    const connection = this.#connections;
    const query = (sql: string, params: readonly unknown[]): Promise<PostgresQueryResult<unknown>> =>
      this.#run(connection, sql, params);
    const release = (): void => this.#line.post({ release: connection });
    return { query, release } as unknown as PostgresPoolClient;
  }

  async end(): Promise<void> {
    await this.#line.close();
  }

  #run(connection: number, sql: string, params: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    this.#statements += 1;
    const id = this.#statements;
    // Several statements in one text (a migration file) cannot be prepared, so they carry no parameters at all.
    const several = params.length === 0 && /;\s*\S/.test(sql);
    const message: StatementMessage = { id, connection, sql, params: several ? null : params };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#line.post(message);
    });
  }

  #settle(answer: AnswerMessage): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error), { code: answer.code }));
    else waiting?.resolve({ command: 'UPDATE', rowCount: answer.rowCount, rows: [...answer.rows] });
  }

  #fail(error: Error): void {
    this.#stopped ??= error;
    for (const waiting of this.#waiting.values()) waiting.reject(this.#stopped);
    this.#waiting.clear();
  }
}

function hasStopped(): Error {
  return new Error('the embedded database has stopped');
}

function untilReady(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const exited = (code: number): void => reject(new Error(`the embedded database did not start (exit ${code})`));
    worker.once('error', reject);
    worker.once('exit', exited);
    worker.once('message', () => {
      worker.off('error', reject);
      worker.off('exit', exited);
      resolve();
    });
  });
}

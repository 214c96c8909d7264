import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { lockDataDir } from './data-dir-lock.ts';
import type { AnswerMessage, EmbeddedWorkerData, StatementMessage } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (result: PostgresQueryResult<unknown>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The embedded database behind the same face as a pg pool. It has one connection: `connect` hands it to one
 * caller after the other, in order.
 */
export class EmbeddedPool implements PostgresPool {
  readonly #worker: Worker;
  readonly #unlock: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #sequence = 0;
  #turn: Promise<void> = Promise.resolve();
  #stopped: Error | null = null;

  private constructor(worker: Worker, unlock: () => void) {
    this.#worker = worker;
    this.#unlock = unlock;
    worker.on('message', (answer: AnswerMessage) => this.#settle(answer));
    worker.on('error', (error: Error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('the embedded database has stopped')));
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
      const worker = startThread({ directory });
      await untilReady(worker);
      return new EmbeddedPool(worker, unlock);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  connect(): Promise<PostgresPoolClient> {
    const before = this.#turn;
    let release: () => void = () => {};
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    const query = (sql: string, params: readonly unknown[]): Promise<PostgresQueryResult<unknown>> =>
      this.#run(sql, params);
    return before.then(() => ({ query, release }) as unknown as PostgresPoolClient);
  }

  async end(): Promise<void> {
    await this.#turn;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await exited;
    this.#unlock();
  }

  #run(sql: string, params: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    if (this.#stopped) return Promise.reject(this.#stopped);
    this.#sequence += 1;
    const id = this.#sequence;
    // Several statements in one text (a migration file) cannot be prepared, so they carry no parameters at all.
    const message: StatementMessage = { id, sql, params: params.length === 0 && /;\s*\S/.test(sql) ? null : params };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  #settle(answer: AnswerMessage): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('error' in answer) waiting?.reject(Object.assign(new Error(answer.error), { code: answer.code }));
    else waiting?.resolve({ command: 'UPDATE', rowCount: answer.rowCount, rows: [...answer.rows] });
  }

  #fail(error: Error): void {
    this.#stopped = error;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
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

function startThread(workerData: EmbeddedWorkerData): Worker {
  if (import.meta.url.endsWith('.js'))
    return new Worker(new URL('./embedded-worker.js', import.meta.url), { workerData });
  // Run from the sources (tests), the thread has to load the TypeScript loader by itself.
  const file = new URL('./embedded-worker.ts', import.meta.url).href;
  const start = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(file)}); });`;
  return new Worker(start, { eval: true, workerData });
}

import type { MessagePort } from 'node:worker_threads';

/** One statement on a connection; `params` are in PostgreSQL's text form or plain JavaScript values, null: several statements in one text. */
export interface StatementMessage {
  readonly id: number;
  readonly connection: number;
  readonly sql: string;
  readonly params: readonly unknown[] | null;
}

/** The connection has done what it wanted; the session is free for the next one. */
export interface ReleaseMessage {
  readonly release: number;
}

/** A port over which another thread sends the same messages. */
export interface ShareMessage {
  readonly share: MessagePort;
}

/** What the database's thread is told. */
export type RequestMessage = StatementMessage | ReleaseMessage | ShareMessage | 'close';

/** What the thread answers. `code` is the SQLSTATE. */
export type AnswerMessage =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly rowCount: number }
  | { readonly id: number; readonly error: string; readonly code: string | null };

/** What the thread is started with. */
export interface EmbeddedWorkerData {
  readonly directory: string;
}

/** One statement for the embedded database's thread; `params` are in PostgreSQL's text form or plain JavaScript values. */
export interface StatementMessage {
  readonly id: number;
  readonly sql: string;
  readonly params: readonly unknown[] | null;
}

/** What the thread answers. `code` is the SQLSTATE. */
export type AnswerMessage =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly rowCount: number }
  | { readonly id: number; readonly error: string; readonly code: string | null };

/** What the thread is started with. */
export interface EmbeddedWorkerData {
  readonly directory: string;
}

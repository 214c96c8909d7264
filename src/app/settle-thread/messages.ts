import type { MessagePort } from 'node:worker_threads';
import type { ErrorCode } from '../../model/error.ts';

/** What the thread is started with. */
export interface SettleThreadData {
  /**
   * The texts that the settings are read from. What they are compiled into (patterns, conditions) cannot be sent to another thread, so the
   * thread compiles them again.
   */
  readonly environment: Readonly<Record<string, string>>;
  readonly everyMs: number;
  /** The way to the embedded database; null: the thread connects to PostgreSQL by itself. */
  readonly database: MessagePort | null;
  /** Of `createDoorTraffic`. */
  readonly traffic: SharedArrayBuffer;
}

/** What the thread is asked for. */
export type SettleRequest = { readonly id: number; readonly drain: number } | 'stop';

/** An error as data; `code` where it is one that a user can see. */
export interface SettleFailure {
  readonly message: string;
  readonly code: ErrorCode | null;
}

/** What the thread says. */
export type SettleMessage =
  | 'ready'
  | { readonly failed: SettleFailure }
  | { readonly log: 'info' | 'warn'; readonly fields: object; readonly text: string }
  | { readonly id: number; readonly done: boolean }
  | { readonly id: number; readonly failed: SettleFailure };

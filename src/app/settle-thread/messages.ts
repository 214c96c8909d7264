import type { MessagePort } from 'node:worker_threads';
import type { ErrorCode } from '../../model/error.ts';

/** What the thread is started with. */
export interface SettleThreadData {
  /** The settings as text: what is made of them (patterns, conditions) cannot be handed over. */
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

import type { MessagePort } from 'node:worker_threads';
import type { ErrorCode, WrongParameter } from '../../model/error.ts';
import type { Objective } from '../../model/objective.ts';
import type { Viewer } from '../../model/viewer.ts';
import type { BubbleUpQuestion, BubbleUpReading } from '../../status/read-bubble-up.ts';

/** What the thread is started with. */
export interface CompareThreadData {
  /** null: the database is embedded, and is reached over the port. */
  readonly databaseUrl: string | null;
  readonly database: MessagePort | null;
}

/** A question to the thread: everything in it is plain data. */
export interface CompareRequest {
  readonly id: number;
  readonly viewer: Viewer;
  readonly objective: Objective;
  readonly question: BubbleUpQuestion;
}

/** The thread's answer. */
export type CompareMessage =
  | { readonly id: number; readonly reading: BubbleUpReading }
  | {
      readonly id: number;
      readonly failed: {
        readonly message: string;
        readonly code: ErrorCode | null;
        readonly wrong: WrongParameter | null;
      };
    };

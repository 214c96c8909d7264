import type { IncomingMessage } from 'node:http';
import type { MemoryBudget } from './memory-budget.ts';

/** `too_large`: over the cap. `no_memory`: the budget is used up. `aborted`: the client went away. */
export type BodyProblem = 'too_large' | 'no_memory' | 'aborted';
export type Body =
  | { readonly bytes: Buffer; readonly problem: null }
  | { readonly bytes: null; readonly problem: BodyProblem };

/**
 * Reads a request's raw bytes, never more than `maxBytes`. A body that is returned stays counted in the budget until the caller gives
 * `bytes.length` back. After a problem nothing stays counted. Never rejects.
 */
export function readBody(request: IncomingMessage, maxBytes: number, budget: MemoryBudget): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (): void => {
      request.off('data', onData).off('end', onEnd).off('close', onAbort).off('error', onAbort);
      // A request that is not read any more may still report an error. Without a listener that would end the process.
      request.on('error', () => {});
    };
    const fail = (problem: BodyProblem): void => {
      stop();
      budget.give(size);
      resolve({ bytes: null, problem });
    };
    const onData = (chunk: Buffer): void => {
      if (size + chunk.length > maxBytes) {
        fail('too_large');
      } else if (!budget.take(chunk.length)) {
        fail('no_memory');
      } else {
        size += chunk.length;
        chunks.push(chunk);
      }
    };
    const onEnd = (): void => {
      stop();
      resolve({ bytes: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size), problem: null });
    };
    const onAbort = (): void => fail('aborted');
    request.on('data', onData).on('end', onEnd).on('close', onAbort).on('error', onAbort);
  });
}

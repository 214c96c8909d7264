import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool } from '../../src/store/database.ts';

/** Sends a statement on the connection that it was meant for, or on another, or instead of it something else. */
export type Send = (text: string, params?: readonly unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

/** What becomes of a statement: `send` runs it as it is. What this returns is the answer, and what it throws the error. */
export type Fault = (text: string, params: readonly unknown[], send: Send) => ReturnType<Send>;

/** A pool whose statements go through a fault. Reset `fault` to change it while connections are in use. */
export interface FaultyPool extends PostgresPool {
  fault: Fault;
}

/** No fault: every statement runs as it is. */
export const soundly: Fault = (text, params, send) => send(text, params);

/** Wraps a pool. Statements run soundly until a fault is set. */
export function faultyPool(pool: Pool): FaultyPool {
  const faulty: FaultyPool = {
    fault: soundly,
    end: () => pool.end(),
    async connect() {
      const client = (await pool.connect()) as unknown as PostgresPoolClient;
      const send: Send = (text, params = []) => client.query(text, params) as unknown as ReturnType<Send>;
      const query = (text: string, params: readonly unknown[] = []): unknown => faulty.fault(text, params, send);
      return { query, release: () => client.release() } as unknown as PostgresPoolClient;
    },
  };
  return faulty;
}

import type { PostgresPool, PostgresPoolClient } from 'kysely';

/**
 * A pool whose connections cannot write: every transaction is read only, and a statement outside of one gets its own.
 * A setting of the session would do the same, but behind a pooler that gives out connections by transaction it would
 * stay with whoever gets that connection next.
 */
export function readOnlyPool(pool: PostgresPool): PostgresPool {
  return {
    connect: async () => readOnlyClient(await pool.connect()),
    end: () => pool.end(),
  };
}

function readOnlyClient(client: PostgresPoolClient): PostgresPoolClient {
  const send = client.query.bind(client) as (text: string, params: readonly unknown[]) => Promise<unknown>;
  let inTransaction = false;
  async function query(text: string, params: readonly unknown[]): Promise<unknown> {
    if (/^(begin|start transaction)\b/.test(text)) {
      inTransaction = true;
      return send(text.endsWith('read only') ? text : `${text} read only`, params);
    }
    if (/^(commit|rollback)$/.test(text)) inTransaction = false;
    else if (!inTransaction) return alone(text, params);
    return send(text, params);
  }
  async function alone(text: string, params: readonly unknown[]): Promise<unknown> {
    await send('begin read only', []);
    try {
      const result = await send(text, params);
      await send('commit', []);
      return result;
    } catch (error) {
      await send('rollback', []);
      throw error;
    }
  }
  return { query, release: () => client.release() } as unknown as PostgresPoolClient;
}

import pg from 'pg';
import { EmbeddedPool } from '../../src/store/embedded/embedded-pool.ts';

/** A statement as it went to a database. */
export interface RecordedStatement {
  readonly text: string;
  /** Of a named prepared statement; null of all others. */
  readonly name: string | null;
}

/** Writes down every statement that this process sends to PostgreSQL or to the embedded database, until `stop`. */
export function recordStatements(): { readonly statements: readonly RecordedStatement[]; readonly stop: () => void } {
  const statements: RecordedStatement[] = [];
  const { query } = pg.Client.prototype;
  const { connect } = EmbeddedPool.prototype;
  pg.Client.prototype.query = function record(this: pg.Client, ...args: readonly unknown[]) {
    statements.push(toStatement(args[0]));
    return Reflect.apply(query, this, args);
  } as typeof query;
  EmbeddedPool.prototype.connect = async function record(this: EmbeddedPool) {
    const client = await connect.call(this);
    const send = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
    const recording = (...args: readonly unknown[]): unknown => {
      statements.push(toStatement(args[0]));
      return send(...args);
    };
    return { query: recording, release: () => client.release() } as unknown as typeof client;
  };
  return {
    statements,
    stop() {
      pg.Client.prototype.query = query;
      EmbeddedPool.prototype.connect = connect;
    },
  };
}

function toStatement(query: unknown): RecordedStatement {
  if (typeof query === 'string') return { text: query, name: null };
  const { text, name } = query as { readonly text: string; readonly name?: string };
  return { text, name: name ?? null };
}

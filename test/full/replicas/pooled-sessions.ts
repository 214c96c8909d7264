import pg from 'pg';
import type { Pgbouncer } from '../../support/pgbouncer.ts';

// What pgbouncer itself keeps in step with its client.
const tracked = ['application_name', 'client_encoding', 'DateStyle', 'standard_conforming_strings', 'TimeZone'];

const leftovers = `
  select 'prepared statement ' || name as what from pg_prepared_statements
  union all select 'cursor ' || name from pg_cursors where name <> ''
  union all select 'channel ' || channel from pg_listening_channels() as c(channel)
  union all select 'temporary table ' || relname from pg_class where relpersistence = 't' and relnamespace = pg_my_temp_schema()
  union all select 'setting ' || name || ' = ' || setting from pg_settings where source = 'session' and name <> all ($1)
  union all select 'advisory lock ' || classid || '/' || objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`;

/**
 * What every session of the pool keeps beyond a transaction: nothing of it belongs there, since the next transaction of
 * the same client may get another session. Begins one transaction in each of them, so that none hides.
 */
export async function readPooledSessions({ url, poolSize }: Pgbouncer): Promise<readonly (readonly string[])[]> {
  const clients: pg.Client[] = [];
  try {
    for (let index = 0; index < poolSize; index += 1) {
      const client = new pg.Client({ connectionString: url });
      clients.push(client);
      await client.connect();
      await client.query('begin');
    }
    return await Promise.all(
      clients.map(async (client) => {
        const { rows } = await client.query<{ what: string }>(leftovers, [tracked]);
        return rows.map(({ what }) => what);
      }),
    );
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

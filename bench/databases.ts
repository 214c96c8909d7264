import pg from 'pg';

/** The server that takes the benchmark's databases. */
const serverUrl = process.env['CISLO_BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

/** A database of the benchmark's own. */
export interface BenchDatabase {
  readonly url: string;
  /** Makes it anew, empty. */
  empty(): Promise<void>;
  drop(): Promise<void>;
}

export function benchDatabase(purpose: string): BenchDatabase {
  const name = `cislo_bench_${purpose}_${process.pid}`;
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const drop = (): Promise<void> => administer(`drop database if exists ${name} with (force)`);
  return {
    url: url.href,
    drop,
    async empty() {
      await drop();
      await administer(`create database ${name}`);
    },
  };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

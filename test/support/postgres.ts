import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** The server that full tests use: CISLO_TEST_DATABASE_URL, or the one on this machine's usual port. */
export const serverUrl = process.env.CISLO_TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export interface TestDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** A database of its own on the real server, for one suite. Fails, with the server's own words, when no server answers. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `cislo_test_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(`drop database if exists ${name} with (force)`) };
}

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

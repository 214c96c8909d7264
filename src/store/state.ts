import { type Db, run } from './database.ts';

/** A fact about the installation as a whole; null when it was never written. */
export async function readState(db: Db, key: string): Promise<string | null> {
  const [row] = await run<{ value: string }>(db, `select value from state where key = $1`, [key]);
  return row?.value ?? null;
}

export async function writeState(db: Db, key: string, value: string): Promise<void> {
  await run(
    db,
    `insert into state (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`,
    [key, value],
  );
}

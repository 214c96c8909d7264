import { readdirSync } from 'node:fs';

/** The folder of the migrations: plain SQL files. */
export const migrationFolder = new URL('../../migrations/', import.meta.url);

/** The names of the migrations that this program knows, without `.sql`, in the order in which they are applied. */
export function migrationNames(): readonly string[] {
  return readdirSync(migrationFolder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => file.slice(0, -'.sql'.length))
    .sort();
}

import { sql } from 'kysely';
import type { Db } from '../database.ts';

/** The advisory lock of all generations: two numbers that no other lock of cislo uses. */
const lock = sql`720313, 0`;

/**
 * Keeps the generations as they are until the transaction ends. Whoever folds, settles or prunes takes this lock first, before any
 * lane, and together with others. It waits while somebody changes the generations.
 */
export async function keepGenerations(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lock})`.execute(tx);
}

/**
 * Lets the transaction change the generations: it waits until nobody folds, settles or prunes, and all these wait until it ends.
 * So a row is never written for a generation that was made or retired meanwhile.
 */
export async function changeGenerations(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${lock})`.execute(tx);
}

import type { Db } from '../store/database.ts';
import { deleteMinutes, readMinutesFrom, writeMinutesFrom } from '../store/minute-retention.ts';

/** For how long minutes are kept. */
export interface MinuteRetention {
  /** Days in the past that an answer is exact to the minute for. */
  readonly days: number;
  /** The longest window of all objectives, in days: an answer for a day looks back so much further. */
  readonly windowDays: number;
}

const dayMs = 86_400_000;
/** A window that ends in the past is read with a day more, and burn windows reach over its start by up to three. */
const marginDays = 4;
const batchSize = 5_000;

/**
 * Removes the minutes of objectives that no exact answer needs any more; the hours stay. It looks once a day. Returns the rows removed.
 *
 * @param now ms
 */
export async function rollUpMinutes(db: Db, now: number, { days, windowDays }: MinuteRetention): Promise<number> {
  const from = Math.floor(now / dayMs - days - windowDays - marginDays) * dayMs;
  if (from <= (await readMinutesFrom(db))) return 0;
  // Readers turn to the hours before any minute goes.
  await writeMinutesFrom(db, from);
  let removed = 0;
  for (let last = -1; last !== 0; removed += last) last = await deleteMinutes(db, from, batchSize);
  return removed;
}

import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import type { Database } from '../schema.ts';

/** Takes or renews a lease until `now + ttlMs`; false while another holder has it. It only saves work: nothing goes wrong when two hold it. */
export async function takeLease(db: Db, name: string, holder: string, now: number, ttlMs: number): Promise<boolean> {
  const lease = { holder, expires_at: instant(now + ttlMs) };
  const row = { name, ...lease } satisfies Record<keyof Database['leases'], unknown>;
  const taken = await db
    .insertInto('leases')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet(lease)
        .where((held) => held.or([held('leases.holder', '=', holder), held('leases.expires_at', '<=', instant(now))])),
    )
    .returning('name')
    .executeTakeFirst();
  return taken !== undefined;
}

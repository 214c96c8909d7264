import { type Db, run } from '../database.ts';

/** Takes or renews a lease until `now + ttlMs`; false while another holder has it. It saves work and guards nothing. */
export async function takeLease(db: Db, name: string, holder: string, now: number, ttlMs: number): Promise<boolean> {
  const rows = await run(
    db,
    `insert into leases (name, holder, expires_at) values ($1, $2, $3)
     on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
     where leases.holder = excluded.holder or leases.expires_at <= $4
     returning name`,
    [name, holder, new Date(now + ttlMs).toISOString(), new Date(now).toISOString()],
  );
  return rows.length > 0;
}

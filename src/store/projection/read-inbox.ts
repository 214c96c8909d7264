import { type Db, run } from '../database.ts';
import { arrayLiteral, unnest } from '../unnest.ts';

/** One committed delivery (or one request to fold again) that waits to be folded. */
export interface InboxRow {
  readonly repository_id: number;
  readonly host: string;
  readonly guid: string;
  readonly head_sha: string | null;
  readonly pull_request: number | null;
  readonly full_name: string;
  readonly private: boolean | null;
  readonly installation_id: number | null;
  readonly seen_at: number;
  readonly received_at: number;
  readonly quirks: string;
}

/** The oldest waiting rows of these lanes. The caller holds the lanes' locks. */
export function readInbox(db: Db, lanes: readonly number[], limit: number): Promise<readonly InboxRow[]> {
  return run<InboxRow>(
    db,
    `select i.repository_id, i.host, i.guid, i.head_sha, i.pull_request, i.full_name, i.private, i.installation_id, i.seen_at, i.received_at, i.quirks
     from unnest($1::int2[]) as l(lane) cross join lateral (
       select * from inbox t where t.lane = l.lane order by t.received_at limit $2
     ) i`,
    [arrayLiteral(lanes), Math.ceil(limit / lanes.length)],
  );
}

/** Takes folded rows out of the inbox. */
export async function clearInbox(db: Db, rows: readonly InboxRow[]): Promise<void> {
  const keys = unnest({ repository_id: 'int8', host: 'text', guid: 'text' }, rows);
  await run(
    db,
    `delete from inbox using ${keys.from} where inbox.repository_id = u.repository_id and inbox.host = u.host and inbox.guid = u.guid`,
    keys.params,
  );
}

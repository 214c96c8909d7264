import { randomBytes } from 'node:crypto';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';
import { readCursor, writeCursor } from '../read/cursor.ts';
import type { Page } from '../read/view.ts';

/** What is written down. */
export const auditActions = [
  'sign_in',
  'sign_out',
  'token_made',
  'token_revoked',
  'slo_stored',
  'slo_deleted',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Somebody did something. */
export interface AuditEntry {
  readonly id: string;
  /** Our clock, ms. */
  readonly at: number;
  /** A login, `token NAME of LOGIN`, or `this machine`. */
  readonly actor: string;
  readonly action: AuditAction;
  /** What it was done to: the name of an SLO or of a token; of a sign-in the login. */
  readonly subject: string;
}

/** Writes down who did what. */
export async function writeAudit(db: Db, entry: Omit<AuditEntry, 'id'>): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({ ...entry, id: randomBytes(16).toString('hex'), at: instant(entry.at) })
    .execute();
}

/** Who did what, newest first. @throws CisloError bad_request for a cursor that no page gave */
export async function readAudit(
  db: Db,
  { limit = 100, cursor }: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Promise<Page<AuditEntry>> {
  const last = cursor === undefined ? null : readCursor(cursor);
  const all = db.selectFrom('audit_log').selectAll();
  const asked =
    last === null
      ? all
      : all.where((row) =>
          row.or([
            row('at', '<', instant(last.at)),
            row.and([row('at', '=', instant(last.at)), row('id', '<', last.id)]),
          ]),
        );
  const rows = await asked
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => ({ ...row, action: row.action as AuditAction }));
  const end = items.at(-1);
  const hasMore = rows.length > limit && end !== undefined;
  return { items, next: hasMore ? writeCursor({ began: last?.began ?? 0, at: end.at, id: end.id }) : null };
}

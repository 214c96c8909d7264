import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { NoticeFacts } from '../../act/notice/notice.ts';
import type { Db } from '../database.ts';
import { instant } from '../instant.ts';

/** Something to tell a target. */
export interface NewNotification {
  readonly target: string;
  readonly facts: NoticeFacts;
  /** Not before, ms. */
  readonly nextAt: number;
}

/** The alert that facts are of, as one text. */
export function alertText({ slo, policy, condition, instance }: NoticeFacts): string {
  return JSON.stringify([slo, policy, condition, instance]);
}

/** Writes what is to be told; what is there already stays as it is. Within the transaction that takes the alert further. */
export async function addNotifications(tx: Db, all: readonly NewNotification[], now: number): Promise<void> {
  for (const { target, facts, nextAt } of all) {
    const alert = alertText(facts);
    await tx
      .insertInto('notifications')
      .values({
        id: idOf(target, alert, facts),
        target,
        alert,
        service: facts.service,
        kind: facts.kind,
        facts: sql`${JSON.stringify(facts)}::jsonb`,
        state: 'waiting',
        attempts: 0,
        at: instant(facts.at),
        next_at: instant(nextAt),
        made_at: instant(now),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .execute();
  }
}

function idOf(target: string, alert: string, { kind, firingAt, at }: NoticeFacts): string {
  return createHash('sha256')
    .update(JSON.stringify([target, alert, kind, firingAt, at]))
    .digest('hex')
    .slice(0, 32);
}

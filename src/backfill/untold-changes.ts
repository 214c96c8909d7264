import type { PullRequestObservation } from '../model/observation.ts';
import type { PastChange } from '../normalize/rest/pull-request-history.ts';

/** The times of which a webhook has told the changes, or may still tell them; ms. */
export interface WebhookSpan {
  /** null: no webhook ever comes. */
  readonly webhooksSince: number | null;
  /** When the back-fill was asked for. */
  readonly startedAt: number;
  /** How long GitHub keeps deliveries that can be fetched later. */
  readonly retentionMs: number;
}

/** REST and webhooks give the same change times that are a few seconds apart. */
const sameChangeMs = 60_000;

/**
 * The changes that only the back-fill can tell. The time of a change is part of a revision's id, and REST gives it a few seconds
 * differently from the webhook. So a change that the log has, or that a webhook may still tell, is left to the webhook: otherwise it would
 * be two revisions. Closes make no revision.
 */
export function untoldChanges(
  changes: readonly PastChange[],
  told: readonly PullRequestObservation[],
  span: WebhookSpan,
): readonly PastChange[] {
  return changes.filter((change) => !mayBeDelivered(change, span) && !told.some((one) => isSameChange(change, one)));
}

function mayBeDelivered({ action, at }: PastChange, { webhooksSince, startedAt, retentionMs }: WebhookSpan): boolean {
  return action !== 'closed' && webhooksSince !== null && at >= webhooksSince && at >= startedAt - retentionMs;
}

function isSameChange(change: PastChange, told: PullRequestObservation): boolean {
  if (change.action !== told.action) return false;
  if (change.action === 'opened') return true;
  return change.headSha === told.headSha && Math.abs(change.at - told.at) <= sameChangeMs;
}

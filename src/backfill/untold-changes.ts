import type { PullRequestObservation } from '../model/observation.ts';
import type { PullRequestChange } from './pull-request-history.ts';

/** From when to when a webhook may have told a change, or may tell it yet; ms. */
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
 * The changes that only the back-fill can tell. A change's time is part of what a revision is, and REST knows it a little differently
 * than the webhook: so what the log has, and what a webhook may still bring, is left to the webhook. Closes make no revision.
 */
export function untoldChanges(
  changes: readonly PullRequestChange[],
  told: readonly PullRequestObservation[],
  span: WebhookSpan,
): readonly PullRequestChange[] {
  return changes.filter((change) => !mayBeDelivered(change, span) && !told.some((one) => isSameChange(change, one)));
}

function mayBeDelivered(
  { action, at }: PullRequestChange,
  { webhooksSince, startedAt, retentionMs }: WebhookSpan,
): boolean {
  return action !== 'closed' && webhooksSince !== null && at >= webhooksSince && at >= startedAt - retentionMs;
}

function isSameChange(change: PullRequestChange, told: PullRequestObservation): boolean {
  if (change.action !== told.action) return false;
  if (change.action === 'opened') return true;
  return change.headSha === told.headSha && Math.abs(change.at - told.at) <= sameChangeMs;
}

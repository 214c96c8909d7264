import { type AlertPolicy, isPage } from '../../alert/alert-policy.ts';
import type { NoticeFacts } from './notice.ts';
import type { NoticeSettings } from './notice-settings.ts';
import { quietUntil } from './quiet-until.ts';

/** A notice for one target. */
export interface AddressedNotice {
  readonly target: string;
  readonly facts: NoticeFacts;
  /** Not before, ms. */
  readonly nextAt: number;
}

/**
 * Whom to tell of what happened, and from when on. The policy says whom, and of what it tells at all; where it names nobody, the settings do. Of
 * an hour's updates that were missed only the last is told. What is no page waits while it is quiet.
 */
export function noticesOf(
  all: readonly NoticeFacts[],
  policy: Pick<AlertPolicy, 'severity' | 'targets' | 'alertWhenBreaching' | 'alertWhenNoData' | 'alertWhenResolved'>,
  settings: NoticeSettings,
): readonly AddressedNotice[] {
  const isUrgent = isPage(policy.severity);
  const usual = isUrgent ? settings.page : settings.ticket;
  const targets = policy.targets.length === 0 ? usual : policy.targets;
  const last = all.at(-1);
  const { alertWhenBreaching, alertWhenNoData, alertWhenResolved } = policy;
  // A policy that does not say when it tells tells of the start and of the end.
  const isSilent = !alertWhenBreaching && !alertWhenNoData && !alertWhenResolved;
  const tellsStart = alertWhenBreaching || isSilent;
  const told = all.filter((facts) => {
    switch (facts.kind) {
      case 'firing':
        return tellsStart;
      case 'update':
        return tellsStart && facts === last;
      case 'no_data':
        return alertWhenNoData;
      case 'resolved':
        return alertWhenResolved || isSilent;
      case 'test':
        return true;
      /* v8 ignore next 2 -- @preserve: there is no other */
      default:
        return facts.kind satisfies never;
    }
  });
  return told.flatMap((facts) =>
    targets.map((target) => ({ target, facts, nextAt: startOf(facts.at, isUrgent, settings) })),
  );
}

function startOf(at: number, isUrgent: boolean, { quiet, groupWaitMs }: NoticeSettings): number {
  if (isUrgent) return at;
  const end = quiet === null ? null : quietUntil(quiet, at);
  const start = end ?? at;
  // Whatever begins in one stretch of this length is told at its end, together.
  return groupWaitMs === 0 ? start : (Math.floor(start / groupWaitMs) + 1) * groupWaitMs;
}

import type { AlertCondition } from './alert-policy.ts';
import type { AlertProgress } from './alert-progress.ts';
import type { ConditionAnswer } from './condition-test.ts';

const minuteMs = 60_000;

/**
 * Takes an alert one minute further. A condition that is true makes it pending and, once it has been true for `alertAfterMs`, firing;
 * one that has been false for `resolveAfterMs` resolves it. Both lengths count from the first true or false minute. Without data the
 * alert is frozen: its state stays, and both lengths stand still.
 *
 * @param minute the minute of `answer`, ms
 */
export function advanceAlert(
  before: AlertProgress,
  { alertAfterMs, resolveAfterMs }: Pick<AlertCondition, 'alertAfterMs' | 'resolveAfterMs'>,
  answer: ConditionAnswer,
  minute: number,
): AlertProgress {
  if (answer === 'no_data') return stay(before, true, before.heldMs, minute);
  const next = stay(before, false, before.heldMs, minute);
  if (before.state === 'inactive' || before.state === 'resolved') {
    if (answer === 'false') return next;
    const begun = { ...next, pendingAt: minute, firingAt: null, resolvedAt: null, heldMs: 0, peakBadRatio: 0 };
    return fireWhenHeld({ ...begun, state: 'pending' }, alertAfterMs, minute);
  }
  if (before.state === 'pending') {
    if (answer === 'false') return { ...next, state: 'inactive', pendingAt: null, heldMs: null, peakBadRatio: 0 };
    return fireWhenHeld(stay(before, false, longer(before), minute), alertAfterMs, minute);
  }
  before.state satisfies 'firing';
  if (answer === 'true') return stay(before, false, null, minute);
  const heldMs = longer(before);
  if (heldMs < resolveAfterMs) return stay(before, false, heldMs, minute);
  return { ...next, state: 'resolved', resolvedAt: minute, heldMs: null };
}

/** The same state a minute later. Written out, because a back-test does it for each minute and a spread takes ten times as long. */
function stay(
  { state, pendingAt, firingAt, resolvedAt, peakBadRatio }: AlertProgress,
  isFrozen: boolean,
  heldMs: number | null,
  minute: number,
): AlertProgress {
  return { state, isFrozen, pendingAt, firingAt, resolvedAt, heldMs, peakBadRatio, minute };
}

function fireWhenHeld(pending: AlertProgress, alertAfterMs: number, minute: number): AlertProgress {
  if ((pending.heldMs as number) < alertAfterMs) return pending;
  return { ...pending, state: 'firing', firingAt: minute, heldMs: null };
}

/** 0 in the first minute, and a minute more in each further one. */
function longer({ heldMs }: AlertProgress): number {
  return heldMs === null ? 0 : heldMs + minuteMs;
}

import type { AlertProgress } from '../../alert/alert-progress.ts';
import type { NoticeKind } from './notice.ts';

const updateEveryMs = 3_600_000;

/**
 * What people are told of the step from one minute of an alert to the next; null: nothing. An alert that fires is told of again every hour, but
 * not while there is nothing to decide from.
 */
export function newsOf(before: AlertProgress, after: AlertProgress, minute: number): NoticeKind | null {
  if (after.isFrozen) return before.isFrozen || before.minute === null ? null : 'no_data';
  if (after.state === 'resolved') return before.state === 'firing' ? 'resolved' : null;
  if (after.state !== 'firing') return null;
  if (before.state !== 'firing') return 'firing';
  return (minute - (after.firingAt as number)) % updateEveryMs === 0 ? 'update' : null;
}

import { type Bounds, windowBounds } from '../time/window-bounds.ts';
import type { AlertPolicy } from './alert-policy.ts';
import type { AlertedObjective } from './alerted-objective.ts';

/** The windows that a policy looks at when it is evaluated at a full minute (ms): the long one first. Half-open, they end with `minute`. */
export function policyWindows(
  { condition: { kind, lookbackMs, shortMs } }: AlertPolicy,
  { window }: AlertedObjective,
  minute: number,
): readonly Bounds[] {
  const long = { from: minute - lookbackMs, to: minute };
  const short = shortMs === null ? [] : [{ from: minute - shortMs, to: minute }];
  return [long, ...short, ...(kind === 'exhaustion' ? [windowBounds(window, minute - 1)] : [])];
}
